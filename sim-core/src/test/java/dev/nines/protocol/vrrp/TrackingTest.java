package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("facts/vrrp-keepalived.md sections 1, 2, 4: weights and effective priority; invariant 6")
class TrackingTest {

    private final Lab lab = new Lab(0);

    private Node node(int priority, Track... tracks) {
        return lab.node("a", VirtualRouterConfig.defaults(priority, 5), tracks).start();
    }

    @ParameterizedTest(name = "base {0}, weight {1}, reverse {2}: unknown {3}, OK {4}, KO {5}")
    @CsvSource({
        "100,  60, false, 100, 160, 100",
        "100, -60, false, 100, 100,  40",
        "100,  60, true,  100,  40, 100",
        "100, -60, true,  100, 100, 160",
        "200, 100, false, 200, 254, 200",
        " 50, -60, false,  50,  50,   1",
        "254, 253, false, 254, 254, 254",
        "255, -60, false, 255, 255, 255",
        "255,  60, true,  255, 255, 255"
    })
    @DisplayName("weight: > 0 added while OK, < 0 while KO, neither before the first result; 1..254; owner unaffected")
    void weight(int base, int weight, boolean reverse, int unknown, int ok, int ko) {
        Node a = node(base, new Track(weight, reverse, Result.UNKNOWN));
        assertThat(a.router.effectivePriority()).isEqualTo(unknown);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.router.effectivePriority()).isEqualTo(ok);
        a.router.onTrackResult(0, Result.KO);
        assertThat(a.router.effectivePriority()).isEqualTo(ko);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.router.effectivePriority()).isEqualTo(ok);
    }

    @Test
    @DisplayName("weights add up before the clamp")
    void weightsAddUp() {
        Node a = node(250, new Track(100, false, Result.OK), new Track(-120, false, Result.UNKNOWN));
        assertThat(a.router.effectivePriority()).isEqualTo(254);
        a.router.onTrackResult(1, Result.KO);
        assertThat(a.router.effectivePriority()).isEqualTo(230);
    }

    @Test
    @DisplayName("init_fail with a negative weight: the weight applies from the start")
    void initFailAppliesAtOnce() {
        Track track = Track.script(TrackedScriptConfig.defaults().withInitFail(), -60);
        assertThat(node(100, track).router.effectivePriority()).isEqualTo(40);
    }

    @Test
    @DisplayName("weight 0: FAULT on failure; reversed: FAULT on success")
    void unweighted() {
        Node a = node(100, new Track(0, false, Result.OK), new Track(0, true, Result.KO));
        assertThat(a.state()).isEqualTo(State.BACKUP);
        a.router.onTrackResult(0, Result.KO);
        assertThat(a.state()).isEqualTo(State.FAULT);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        a.router.onTrackResult(1, Result.OK);
        assertThat(a.state()).isEqualTo(State.FAULT);
    }

    @Test
    @DisplayName("unweighted init_fail script: FAULT at start")
    void initFailIsFaultAtStart() {
        Track track = Track.script(TrackedScriptConfig.defaults().withInitFail(), 0);
        assertThat(node(100, track).state()).isEqualTo(State.FAULT);
    }

    @Test
    @DisplayName("section 2: a rise of priority while BACKUP shortens the down timer by the skew difference")
    void riseShortensTheTimer() {
        Node a = node(100, new Track(64, false, Result.UNKNOWN));
        lab.runUntil(SECOND);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(2.609375 - 64 / 256.0));
        a.router.onTrackResult(0, Result.KO);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(2.609375));
    }

    @Test
    @DisplayName("keepalived compares with the value last set: after priority 0 a rise puts the whole interval back")
    void riseAfterPriorityZero() {
        Node a = node(100, new Track(64, false, Result.UNKNOWN));
        a.router.onAdvert(0, SECOND, 9);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3 + 92 / 256.0));
    }

    @Test
    @DisplayName("keepalived compares with the value last noted: after an ignored advert a rise lengthens the timer")
    void riseAfterIgnoredAdvert() {
        Node a = node(100, new Track(64, false, Result.UNKNOWN));
        lab.runUntil(2 * SECOND);
        a.router.onAdvert(50, SECOND, 9);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3 + 92 / 256.0));
    }

    @Test
    @DisplayName("a MASTER advertises its new priority with the next advert, not at once")
    void masterAdvertisesNewPriorityLater() {
        Node a = node(150, new Track(-60, false, Result.OK));
        lab.runUntil(seconds(10));
        lab.clearTrace();
        a.router.onTrackResult(0, Result.KO);
        assertThat(lab.trace()).isEmpty();
        assertThat(a.state()).isEqualTo(State.MASTER);
        lab.runUntil(seconds(11));
        assertThat(a.lastAdvert().priority()).isEqualTo(90);
    }

    @Test
    @DisplayName("E1: 150 drops to 90 after two failed runs")
    void e1Weight() {
        TrackedScriptConfig haproxyAlive = new TrackedScriptConfig(2 * SECOND, SECOND, 3, 2, false);
        Node a = node(150, Track.script(haproxyAlive, -60));
        ScriptHost host = new ScriptHost(lab, haproxyAlive);
        host.listener = result -> a.router.onTrackResult(0, result);
        host.script.onStart();
        lab.runUntil(seconds(5));
        host.exitOk = false;
        lab.runUntil(seconds(7.9));
        assertThat(a.router.effectivePriority()).isEqualTo(150);
        lab.runUntil(seconds(8));
        assertThat(a.router.effectivePriority()).isEqualTo(90);
    }

    @Test
    @DisplayName("E2: FAULT until two successes, 3 s after start; then BACKUP and Down_Interval 3.609 s")
    void e2InitFail() {
        TrackedScriptConfig dbWriteOk =
                TrackedScriptConfig.every(3 * SECOND).withRiseFall(2, 3).withInitFail();
        VirtualRouterConfig config =
                VirtualRouterConfig.defaults(100, 5).withNoPreempt().withUnicast();
        Node a = lab.node("a", config, Track.script(dbWriteOk, 0)).start();
        ScriptHost host = new ScriptHost(lab, dbWriteOk);
        host.runTimeNanos = seconds(0.02);
        host.listener = result -> a.router.onTrackResult(0, result);
        host.script.onStart();
        lab.runUntil(seconds(3.01));
        assertThat(a.state()).isEqualTo(State.FAULT);
        lab.runUntil(seconds(10));
        assertThat(a.lastChangeTo(State.BACKUP).timeNanos()).isEqualTo(seconds(3.02));
        assertThat(a.lastPromotion()).isEqualTo(seconds(3.02 + 3.609375));
        assertThat(a.config.version()).isEqualTo(2);
    }
}
