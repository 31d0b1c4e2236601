package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One of two active-active servers fails: DESIGN section 5, and what losing half of the capacity does. */
class ActiveActiveTest {
    private static final String FRONT = "front@lb1";
    private static final String DOWN = "web@web1 DOWN";
    private static final Fault KILL = new Fault.Kill("web@web1");

    @ParameterizedTest
    @DisplayName("one outage of half depth, as long as the detection, however it is looked at")
    @ValueSource(ints = {0, 3})
    void oneOutageOfHalfDepth(int retries) {
        HaproxyDesign haproxy = new HaproxyDesign().retries(retries);
        for (long interval : new long[] {5 * MS, 10 * MS, 20 * MS, 50 * MS}) {
            for (double threshold : new double[] {0.80, 0.85, 0.90, 0.95}) {
                Design design = haproxy.probed(Specs.probe(interval, S, threshold, "front"), Drilled.never(KILL));
                Drilled.each(design, 12, drilled -> {
                    assertThat(drilled.outages())
                            .as("interval %d ns, threshold %f", interval, threshold)
                            .hasSize(1);
                    Outage outage = drilled.outages().get(0);
                    assertThat(outage.depth()).isCloseTo(0.5, within(0.02));
                    assertThat(drilled.outage()).isCloseTo(drilled.after(FRONT, DOWN), within(3e-9 * interval));
                    assertThat(drilled.service().downtimeNanos() / 1e9)
                            .isCloseTo(drilled.outage() / 2, within(2e-9 * interval));
                    return 0;
                });
            }
        }
    }

    private static ClientSpec shoppers(double rate) {
        return new ClientSpec("shoppers", "front", 0, rate, 0, 0, 2 * S, 0, Connections.NEW, 16, 100 * MS, 0.01);
    }

    private static ServiceRecord withClients(double rate, Fault fault, int trial) {
        HaproxyDesign haproxy = new HaproxyDesign().web(new Law.Exponential(20 * MS), 8, 128);
        Design design = Specs.design(
                List.of(haproxy.web(), haproxy.front("", "lb1")),
                List.of(shoppers(rate)),
                Specs.probe(100 * MS, S, 0.5, "front"),
                Drilled.repaired(fault, 30 * S));
        return Drilled.run(design, trial).service();
    }

    @ParameterizedTest
    @DisplayName("half of the pair lost near saturation: latency and degraded time; beyond it the queue overflows")
    @CsvSource({"240, false", "390, false", "480, true"})
    void losingHalfShowsAsLoad(double rate, boolean overflows) {
        // each server: 8 workers of 20 ms serve 400 a second; the fault leaves one of two
        IntStream.range(0, 8).parallel().forEach(trial -> {
            ServiceRecord healthy = withClients(rate, new Fault.Latency("web1", 0), trial);
            ServiceRecord half = withClients(rate, KILL, trial);
            double untilDetected = rate / 2 * 6;
            double failedBeyondDetection = half.failedRequests() - untilDetected;
            assertThat(healthy.latencyMicros().getValueAtPercentile(99)).isLessThan(140_000);
            if (overflows) {
                assertThat(failedBeyondDetection / (30 * rate)).isBetween(0.08, 0.2);
                assertThat(half.degradedNanos()).isGreaterThan(20 * S);
            } else {
                assertThat(failedBeyondDetection).isLessThan(rate / 10 + 5 * Math.sqrt(untilDetected));
            }
            if (rate > 380) {
                assertThat(half.latencyMicros().getMean())
                        .isGreaterThan(1.3 * healthy.latencyMicros().getMean());
                assertThat(half.degradedNanos()).isPositive();
            }
        });
    }
}
