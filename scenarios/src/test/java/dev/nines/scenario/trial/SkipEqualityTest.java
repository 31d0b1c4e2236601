package dev.nines.scenario.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.Law;
import dev.nines.kernel.Trace;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * engines.md, section 4: every mode of skipping is held against the naive run, with accelerated faults. Machines alone,
 * without the luck of single requests, say the same at the same nanosecond.
 */
class SkipEqualityTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final TrialOptions SKIP = new TrialOptions(true, false);
    private static final TrialOptions EVERY_MESSAGE = new TrialOptions(false, false);

    static List<Design> designs() {
        List<Design> designs = new ArrayList<>();
        for (String name : WorkedDesigns.names()) {
            String text = WorkedDesigns.text(name, "scenario.yaml").orElseThrow();
            designs.addAll(ScenarioReader.readText(name, name + ".yaml", text).designs());
        }
        return designs;
    }

    /** What machines say, each line with its time. */
    private static final class Transcript implements Trace {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, String> last = new HashMap<>();

        @Override
        public boolean on() {
            return true;
        }

        @Override
        public void record(long timeNanos, String component, String text) {
            boolean repeats = text.equals(last.put(component, text)); // which is what skipping leaves out
            if (!repeats) {
                lines.add(timeNanos + " " + component + ": " + text);
            }
        }
    }

    /** Faults every half an hour on average and repairs within minutes, for half a day. */
    private static Design accelerated(Design d) {
        List<FaultLawSpec> faults = d.faults().stream()
                .map(f -> new FaultLawSpec(
                        f.fault(),
                        new Law.Exponential(d.faults().size() * 30.0 * MINUTE),
                        f.repair() == null ? null : new Law.Uniform(0, 10 * MINUTE),
                        f.planned()))
                .toList();
        ProbeSpec p = d.probe();
        ProbeSpec none = new ProbeSpec(
                List.of(), p.intervalNanos(), p.addresses(), p.timeoutNanos(), p.outageThreshold(), p.connections());
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                List.of(),
                none,
                d.drills(),
                faults,
                List.of(),
                d.expectedViolations(),
                new RunSpec(12 * HOUR, 1, 1),
                d.assumptions());
    }

    @ParameterizedTest
    @MethodSource("designs")
    @DisplayName("a year of accelerated faults: the same words at the same nanosecond, in far fewer events")
    void yearsAreEqual(Design design) {
        Design fast = accelerated(design);
        Transcript skipping = new Transcript();
        YearRecord skipped = new Trial(fast, 1, 0, SKIP).year(skipping);
        Transcript naive = new Transcript();
        YearRecord full = new Trial(fast, 1, 0, EVERY_MESSAGE).year(naive);
        assertThat(naive.lines.size()).isGreaterThan(design.faults().isEmpty() ? -1 : 50);
        assertThat(skipping.lines).isEqualTo(naive.lines);
        assertThat(skipped.violations()).isEqualTo(full.violations());
        assertThat(outages(skipped)).as("of parts, measured by their state").isEqualTo(outages(full));
    }

    private static List<List<Outage>> outages(YearRecord year) {
        return year.services().stream().map(ServiceRecord::outages).toList();
    }

    @ParameterizedTest
    @MethodSource("designs")
    @DisplayName("each drill: the same fault at the same phase, the same words after it")
    void drillsAreEqual(Design design) {
        Design machines = accelerated(design);
        for (DrillSpec drill : machines.drills()) {
            Transcript skipping = new Transcript();
            DrillRecord skipped = new Trial(machines, 1, 0, SKIP).drill(drill, skipping);
            Transcript naive = new Transcript();
            DrillRecord full = new Trial(machines, 1, 0, EVERY_MESSAGE).drill(drill, naive);
            assertThat(skipping.lines).as(drill.name()).isEqualTo(naive.lines);
            assertThat(skipped.faultNanos()).isEqualTo(full.faultNanos());
            assertThat(skipped.violations()).isEqualTo(full.violations());
        }
    }
}
