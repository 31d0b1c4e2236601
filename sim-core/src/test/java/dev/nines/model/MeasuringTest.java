package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** DESIGN section 5: what an outage is must not depend on how it is looked at. */
class MeasuringTest {
    private static final long[] INTERVALS = {5 * MS, 10 * MS, 20 * MS, 50 * MS};
    private static final double[] THRESHOLDS = {0.80, 0.85, 0.90, 0.95};

    private static Design crash(long probeInterval, double threshold) {
        return Specs.design(
                List.of(Specs.keepalived(2, S), Specs.web("vip", "a", "b")),
                Specs.probe(probeInterval, S, threshold, "web"),
                Drilled.never(new Fault.Crash("a")));
    }

    @Test
    void probeIntervalAndThresholdDoNotChangeAnOutage() {
        IntStream.range(0, 40).parallel().forEach(trial -> {
            for (long interval : INTERVALS) {
                for (double threshold : THRESHOLDS) {
                    Drilled drilled = Drilled.run(crash(interval, threshold), trial);
                    assertThat(drilled.outages()).hasSize(1);
                    assertThat(drilled.outage() - drilled.takeover())
                            .as("trial %d, interval %d ns, threshold %f", trial, interval, threshold)
                            .isBetween(-2e-9 * interval, 2e-9 * interval);
                }
            }
        });
    }

    @Test
    void strayLossDoesNotStretchAnOutage() {
        NetworkSpec lan = Specs.lan();
        NetworkSpec lossy = new NetworkSpec(
                lan.withinZone(),
                lan.betweenZones(),
                lan.betweenRegions(),
                0.01,
                lan.synRetries(),
                lan.reachableTimeNanos(),
                lan.delayProbeTimeNanos(),
                lan.unicastProbes(),
                lan.retransTimeNanos());
        Design design = Specs.on(lossy, crash(10 * MS, 0.9));
        double[] more = Drilled.each(design, 100, drilled -> {
            assertThat(drilled.service().failedProbes() - drilled.outages().size()).isPositive();
            return drilled.outages().size() == 1 ? drilled.outage() - drilled.takeover() : Double.NaN;
        });
        long close = Arrays.stream(more).filter(d -> Math.abs(d) <= 0.1).count();
        assertThat(close).isGreaterThanOrEqualTo(95);
    }
}
