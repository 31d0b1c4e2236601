package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.measure.Outage;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One dead server of three behind a round robin balancer fails a third of what is asked, whatever the rates are. */
class RoundRobinDepthTest {
    private static final Fault KILL = new Fault.Kill("web@w2");
    private static final int TRIALS = 24;

    private static Design design(double clientsPerSecond) {
        var web = Specs.web("", "w1", "w2", "w3");
        var front = Specs.haproxy("", dev.nines.model.spec.HaproxySpec.CheckType.HTTP, 2 * S, 2 * S, 0, 0, S, "lb1");
        ClientSpec clients =
                new ClientSpec("shoppers", "front", 0, clientsPerSecond, 0, 0, 2 * S, 0, Connections.NEW, 16, 0, 1);
        return Specs.design(
                List.of(web, front),
                clientsPerSecond == 0 ? List.of() : List.of(clients),
                Specs.probe(10 * MS, S, 0.9, "front"),
                Drilled.never(KILL));
    }

    @ParameterizedTest
    @DisplayName("probes 100/s and clients at round rates: depth 1/3 within its error")
    @ValueSource(doubles = {10, 20, 25, 50, 100, 200, 300})
    void depthIsOneThird(double clientsPerSecond) {
        double[] probes = new double[1];
        double[] depths = Drilled.each(design(clientsPerSecond), TRIALS, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            Outage outage = drilled.outages().get(0);
            synchronized (probes) {
                probes[0] += outage.lengthNanos() / (10.0 * MS);
            }
            return outage.depth() * (outage.lengthNanos() / (10.0 * MS));
        });
        double failed = java.util.Arrays.stream(depths).sum();
        // in turn is more even than at random, so that the error of random picks is an upper bound
        double error = Math.sqrt(2.0 / 9 / probes[0]);
        assertThat(failed / probes[0]).isCloseTo(1.0 / 3, within(4 * error));
    }

    @Test
    @DisplayName("probes alone: exactly each third fails")
    void probesAloneAreExact() {
        Drilled.each(design(0), TRIALS, drilled -> {
            Outage outage = drilled.outages().get(0);
            double probes = outage.lengthNanos() / (10.0 * MS) + 1;
            assertThat(outage.depth() * probes).isCloseTo(probes / 3, within(1.0));
            return 0;
        });
    }
}
