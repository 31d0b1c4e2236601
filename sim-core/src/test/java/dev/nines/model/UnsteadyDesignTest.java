package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Outage;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DetectorSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where messages are lost or delayed by chance no machine repeats itself. Who cannot be left out of time is named. */
class UnsteadyDesignTest {
    static NetworkSpec network(Law delay, double loss) {
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
    void addressesWithChanceAreLeftOutOfTime() {
        Law delay = Law.constant(MS / 10);
        assertThat(run(crashOfBoth(network(delay, 0.01), 60)).refusals()).isEmpty();
        assertThat(run(crashOfBoth(network(new Law.Exponential(MS), 0), 60)).refusals())
                .isEmpty();
        assertThat(run(crashOfBoth(network(delay, 0), 60)).refusals()).isEmpty();
    }

    @Test
    void refusalsNameGroupAndReason() {
        Law delay = Law.constant(MS / 10);
        Design proxy = new HaproxyDesign().drilled(Drilled.never(new Fault.Kill("web@web1")));
        assertThat(run(Specs.on(network(delay, 0.01), proxy)).refusals())
                .containsExactly(
                        "group front@lb1 checks web@web1 refused: draws random numbers in steady state, and lost messages"
                                + " may make it act by itself (loss 1 %)",
                        "group front@lb1 checks web@web2 refused: draws random numbers in steady state, and lost messages"
                                + " may make it act by itself (loss 1 %)");
        assertThat(run(Specs.on(network(new Law.Exponential(10 * MS), 0), proxy))
                        .refusals()
                        .get(0))
                .isEqualTo("group front@lb1 checks web@web1 refused: draws random numbers in steady state, and its"
                        + " time-outs are not much longer than delays may be (delays vary)");
    }

    private static String refusal(HeartbeatSpec beat, NetworkSpec network) {
        Design design =
                Specs.design(List.of(beat), Specs.probe(S, S, 0.9), Drilled.repaired(new Fault.Crash("b"), 600 * S));
        return String.join(";", run(Specs.on(network, design)).refusals());
    }

    @Test
    @DisplayName("lossy heartbeats whose false suspicions do not follow from the number of beats lost are refused")
    void refusedHeartbeats() {
        HeartbeatSpec atLimit = new HeartbeatSpec("vip", List.of("a", "b"), S, 3 * S);
        assertThat(refusal(atLimit, network(Law.constant(MS), 0.01))).isEmpty();
        assertThat(refusal(atLimit, network(new Law.Uniform(0, MS), 0.01)))
                .isEqualTo(
                        "group vip refused: draws random numbers in steady state, and its delays decide how many beats"
                                + " may get lost in a row (loss 1 %)");
        HeartbeatSpec tooShort = new HeartbeatSpec("vip", List.of("a", "b"), S, 1_003 * MS);
        assertThat(refusal(tooShort, network(new Law.Exponential(MS / 10.0), 0)))
                .isEqualTo(
                        "group vip refused: draws random numbers in steady state, and every beat may come too late for"
                                + " the detector (delays vary)");
        HeartbeatSpec chen = new HeartbeatSpec("vip", List.of("a", "b"), S, new DetectorSpec.ChenE(S, 10));
        assertThat(refusal(chen, network(Law.constant(MS), 0.01)))
                .isEqualTo(
                        "group vip refused: draws random numbers in steady state, and its detector judges by the gaps"
                                + " that it has seen (loss 1 %)");
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
