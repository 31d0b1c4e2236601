package dev.nines.result;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.DowntimeWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a measure shall be known before a run stops: half its 95 % interval ÷ its value.
 *
 * @param text of the measure as written; empty: what {@code --precision 5%} stands for
 * @param service whose measure it is; empty: the first that clients call
 * @param path as objectives name it; empty: the unavailability, or without years the mean outage of every drill
 * @param share between 0 and 1
 */
public record PrecisionTarget(String text, String service, String path, DowntimeWindow window, double share) {
    /** Fewer outages say nothing about how they vary. */
    public static final int LEAST_OUTAGES = 30;

    private static final int FIRST_CHECK = 100;

    /** Of no measure by name. */
    public static PrecisionTarget of(double share) {
        return new PrecisionTarget("", "", "", DowntimeWindow.NONE, share);
    }

    /** Whether a run looks at its precision after so many trials: after 100, and then each time it has half as many more. */
    public static boolean isChecked(int trials) {
        int check = FIRST_CHECK;
        while (check < trials && check <= Integer.MAX_VALUE / 2) {
            check += (check + 1) / 2;
        }
        return check == trials;
    }

    /** The measures that it stands for in one design, all by name. */
    List<PrecisionTarget> in(Design design) {
        if (!path.isEmpty()) {
            return List.of(this);
        }
        if (design.run().horizonNanos() > 0) {
            return List.of(named("unavailability"));
        }
        List<PrecisionTarget> drills = new ArrayList<>();
        design.drills().forEach(drill -> drills.add(named("drills." + drill.name() + ".outage.mean")));
        return drills;
    }

    private PrecisionTarget named(String name) {
        return new PrecisionTarget(name, service, name, window, share);
    }
}
