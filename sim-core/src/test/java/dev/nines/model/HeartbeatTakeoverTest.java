package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HeartbeatSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** seeds.md 002.3: failover to a standby by heartbeats with a fixed time-out. */
class HeartbeatTakeoverTest {
    private static Design design(long probeInterval, DrillSpec drill) {
        HeartbeatSpec beat = new HeartbeatSpec("vip", List.of("a", "b"), S, 3 * S);
        return Specs.design(
                List.of(beat, Specs.web("vip", "a", "b")), Specs.probe(probeInterval, S, 0.9, "web"), drill);
    }

    private static double takeover(Drilled drilled) {
        return drilled.after("vip@b", "takes the address");
    }

    @Test
    void theAddressMovesAfterTheTimeOutLessTheAgeOfTheLastBeat() {
        Design design = design(500 * MS, Drilled.never(new Fault.Crash("a")));
        // The detector's clock has milliseconds: a beat is taken for up to one older than it is.
        Samples.uniform(Drilled.each(design, 2_000, HeartbeatTakeoverTest::takeover), 2 - 0.001, 3 + 0.0001);
    }

    @Test
    void clientsFollowAndReturnWithTheFirstNode() {
        Design design = design(10 * MS, Drilled.repaired(new Fault.Crash("a"), 60 * S));
        double[] more = Drilled.each(design, 100, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.record.violations()).isEmpty();
            assertThat(drilled.said(60, "vip@a", "started")).isTrue();
            return drilled.outage() - takeover(drilled);
        });
        Samples.within(more, -0.020, 0.020);
    }

    @Test
    void heartbeatsSeeTheHostAndNotTheServiceOnIt() {
        Design design = design(10 * MS, Drilled.repaired(new Fault.Kill("web@a"), 30 * S));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.said(0, "vip@b", "takes the address")).isFalse();
            assertThat(drilled.outage()).isBetween(29.98, 30.02);
            return 0;
        });
    }
}
