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
        Design design = Specs.on(lossy(), crash(10 * MS, 0.9));
        double[] more = Drilled.each(design, 200, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.strayFailures()).isPositive();
            // Five gratuitous ARPs are sent: all are lost in one of ten billion takeovers.
            double learnt = drilled.after("clients", "neighbour vip is at b");
            assertThat(learnt - drilled.takeover()).isBetween(0.0, 0.001);
            return Math.abs(drilled.outage() - drilled.takeover());
        });
        Arrays.sort(more);
        assertThat(more[100]).as("half of all outages").isLessThan(0.02);
        assertThat(more[160])
                .as("four of five: a stray failure next to an edge")
                .isLessThan(0.1);
        assertThat(more[190]).as("nineteen of twenty").isLessThan(0.3);
    }

    private static NetworkSpec lossy() {
        NetworkSpec lan = Specs.lan();
        return new NetworkSpec(
                lan.withinZone(),
                lan.betweenZones(),
                lan.betweenRegions(),
                0.01,
                lan.synRetries(),
                lan.reachableTimeNanos(),
                lan.delayProbeTimeNanos(),
                lan.unicastProbes(),
                lan.retransTimeNanos());
    }
}
