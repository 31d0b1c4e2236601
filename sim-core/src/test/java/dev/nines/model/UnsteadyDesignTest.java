package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Outage;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where messages are lost or delayed by chance no machine repeats itself: that is said, and drills end all the same. */
class UnsteadyDesignTest {
    private static NetworkSpec network(Law delay, double loss) {
        NetworkSpec lan = Specs.lan();
        return new NetworkSpec(
                delay,
                delay,
                lan.betweenRegions(),
                loss,
                lan.synRetries(),
                lan.reachableTimeNanos(),
                lan.delayProbeTimeNanos(),
                lan.unicastProbes(),
                lan.retransTimeNanos());
    }

    private static Design crashOfBoth(NetworkSpec network, int repairSeconds) {
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S), Specs.web("vip", "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "web"),
                Specs.drill("drill", new Fault.ZoneOutage("r/z"), repairSeconds * S));
        return Specs.on(network, design);
    }

    private static TrialRecord run(Design design) {
        return new Trial(design, Drilled.SEED, 0, TrialOptions.DEFAULT).run();
    }

    private static Outage outage(TrialRecord trial) {
        return trial.drills().get(0).services().get(0).outages().get(0);
    }

    @Test
    void aDrillWithStrayLossEndsWhenNothingHasChangedForTenMinutes() {
        Law delay = Law.constant(MS / 10);
        TrialRecord dead = run(crashOfBoth(network(delay, 0.01), -1));
        assertThat(outage(dead).end()).isEqualTo(Outage.End.INFINITE);
        TrialRecord repaired = run(crashOfBoth(network(delay, 0.01), 3_600));
        assertThat(outage(repaired).end()).isEqualTo(Outage.End.CLOSED);
        assertThat(outage(repaired).lengthNanos()).isBetween(3_600 * S, 3_660 * S);
        // two routers exchange an advertisement each second: a day of them would be 172 800 events more
        assertThat(repaired.events())
                .isLessThan(run(crashOfBoth(network(delay, 0), 3_600)).events() + 100_000);
    }

    @Test
    void refusalsNameGroupAndReason() {
        Law delay = Law.constant(MS / 10);
        assertThat(run(crashOfBoth(network(delay, 0.01), 60)).refusals())
                .containsExactly("group vip refused: draws random numbers in steady state (loss 1 %)");
        assertThat(run(crashOfBoth(network(new Law.Exponential(MS), 0), 60)).refusals())
                .containsExactly("group vip refused: draws random numbers in steady state (delays vary)");
        assertThat(run(crashOfBoth(network(delay, 0), 60)).refusals()).isEmpty();
    }

    @Test
    void windowsAreAsShortAsAnswersAreFast() {
        assertThat(Pace.nanos(crashOfBoth(network(Law.constant(MS / 10), 0), 60)))
                .isEqualTo(250 * MS);
        assertThat(Pace.nanos(crashOfBoth(network(Law.constant(50 * MS), 0), 60)))
                .isEqualTo(802 * MS);
        assertThat(Pace.nanos(crashOfBoth(network(new Law.Exponential(100 * MS), 0), 60)))
                .isEqualTo(S);
    }
}
