package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.result.PrecisionTarget;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.Objective;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;

/** The values of {@code --precision}. */
final class Precision {
    /** How many times the trials that a scenario asks for a run may take to be precise. */
    private static final int TIMES_TRIALS = 20;

    private Precision() {}

    /** {@code 5%}, {@code drills.lb-crash.outage.p99=5%}, {@code front: availability=10%}. */
    static PrecisionTarget parse(String value) {
        int equals = value.lastIndexOf('=');
        String text = value.substring(equals + 1).strip();
        double share = (Double) new Quantities.Share().parse(text, Yaml.Kind.TEXT);
        if (share <= 0 || share >= 1) {
            throw new Rejected(Code.OUT_OF_RANGE, "`" + text + "` is not between 0 % and 100 %", "", "");
        }
        if (equals < 0) {
            return PrecisionTarget.of(share);
        }
        Objective.Parsed measure =
                Objective.measureNamed(value.substring(0, equals).strip());
        return new PrecisionTarget(measure.text(), measure.service(), measure.path(), measure.window(), share);
    }

    /** A refusal in one line. */
    static String why(String value, Rejected e) {
        StringBuilder text = new StringBuilder(value).append(": ").append(e.getMessage());
        for (String more : List.of(e.label(), e.help())) {
            text.append(more.isEmpty() ? "" : "; " + more);
        }
        return text.toString();
    }

    /**
     * Every design must have what is to be precise.
     *
     * @throws BadInput when one has not
     */
    static void check(List<PrecisionTarget> targets, List<Design> designs) {
        for (PrecisionTarget target : targets) {
            for (Design design : designs) {
                boolean drill = !target.path().startsWith("drills.")
                        || design.drills().stream().anyMatch(d -> target.path().startsWith("drills." + d.name() + "."));
                boolean service = target.service().isEmpty()
                        || design.services().stream().anyMatch(s -> s.name().equals(target.service()));
                boolean years = drill
                        && (target.path().startsWith("drills.") || target.path().isEmpty());
                if (!drill || !service) {
                    throw new BadInput("--precision " + target.text() + ": " + design.name() + " has no such "
                            + (service ? "drill" : "service"));
                }
                if (!years && design.run().horizonNanos() == 0) {
                    throw new BadInput("--precision " + target.text() + ": " + design.name() + " simulates no years");
                }
            }
        }
    }

    /** The most trials of a run that shall be precise, when nobody said so. */
    static int most(int trialsOfScenario) {
        return (int) Math.min(Integer.MAX_VALUE, (long) TIMES_TRIALS * trialsOfScenario);
    }
}
