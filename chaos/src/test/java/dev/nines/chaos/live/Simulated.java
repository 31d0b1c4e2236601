package dev.nines.chaos.live;

import dev.nines.kernel.Trace;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.util.ArrayList;
import java.util.List;

/** What the simulator says of a component from the fault of a drill on. */
final class Simulated {
    private Simulated() {}

    static List<String> after(Design design, String drill, String component) {
        DrillSpec spec = design.drills().stream()
                .filter(candidate -> candidate.name().equals(drill))
                .findFirst()
                .orElseThrow();
        List<String> said = new ArrayList<>();
        new Trial(design, 1, 0, TrialOptions.DEFAULT).drill(spec, new Trace() {
            @Override
            public boolean on() {
                return true;
            }

            @Override
            public void record(long timeNanos, String who, String text) {
                if (who.equals(component)) {
                    said.add(text);
                }
            }
        });
        return said;
    }
}
