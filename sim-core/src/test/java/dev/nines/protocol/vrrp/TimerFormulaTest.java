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

@DisplayName("facts/vrrp-keepalived.md section 2: timer formulas")
class TimerFormulaTest {

    private static final long DELAY = 200_000;

    private static VirtualRouter router(int version, double advertInt, int priority, int adverts) {
        VirtualRouterConfig config = VirtualRouterConfig.defaults(priority, 1)
                .withVersion(version, seconds(advertInt))
                .withDownTimerAdverts(adverts);
        return new Lab(0).node("a", config).router;
    }

    @ParameterizedTest(name = "v{0}, advert_int {1} s, priority {2}, {3} adverts: skew {4} s, down {5} s")
    @CsvSource({
        "2, 1,    100, 3, 0.609375,  3.609375",
        "2, 1,    150, 3, 0.4140625, 3.4140625",
        "2, 4,    100, 3, 0.609375,  12.609375",
        "2, 1,    255, 3, 0.00390625, 3.00390625",
        "2, 1,    1,   3, 0.99609375, 3.99609375",
        "2, 1,    100, 1, 0.609375,  1.609375",
        "3, 1,    100, 3, 0.609375,  3.609375",
        "3, 0.1,  100, 3, 0.0609375, 0.3609375",
        "3, 0.2,  100, 3, 0.121875,  0.721875",
        "3, 0.5,  100, 3, 0.3046875, 1.8046875",
        "3, 4,    100, 3, 2.4375,    14.4375"
    })
    @DisplayName("Skew_Time and Down_Interval; E1: a peer with priority 100 needs 1.8047 s")
    void formulas(int version, double advertInt, int priority, int adverts, double skew, double down) {
        VirtualRouter router = router(version, advertInt, priority, adverts);
        assertThat(router.skewTimeNanos()).isEqualTo(seconds(skew));
        assertThat(router.downIntervalNanos()).isEqualTo(seconds(down));
    }

    @Test
    @DisplayName("invariant 10: the v2 skew does not shrink with advert_int, the v3 skew does")
    void v2SkewIsUpToOneSecond() {
        assertThat(router(2, 0.2, 1, 3).skewTimeNanos()).isGreaterThan(seconds(0.99));
        assertThat(router(3, 0.2, 1, 3).skewTimeNanos()).isLessThan(seconds(0.2));
    }

    @Test
    @DisplayName("MasterAdverInt: v3 takes it from each accepted advert, v2 rejects another interval")
    void masterAdverInt() {
        VirtualRouter v3 = new Lab(0)
                .node("a", VirtualRouterConfig.defaults(100, 1).withVersion(3, SECOND))
                .start()
                .router;
        v3.onAdvert(200, 2 * SECOND, 9);
        assertThat(v3.downIntervalNanos()).isEqualTo(seconds(6 + 2 * 156 / 256.0));
        v3.onAdvert(200, SECOND, 9);
        assertThat(v3.downIntervalNanos()).isEqualTo(seconds(3.609375));
        VirtualRouter v2 =
                new Lab(0).node("a", VirtualRouterConfig.defaults(100, 1)).start().router;
        v2.onAdvert(200, 2 * SECOND, 9);
        assertThat(v2.masterAdverIntNanos()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("MasterAdverInt: reset to the own interval on promotion; a preempted advert is not adopted")
    void masterAdverIntReset() {
        Lab lab = new Lab(0);
        Node a = lab.node("a", VirtualRouterConfig.defaults(100, 1).withVersion(3, SECOND))
                .start();
        a.router.onAdvert(50, 4 * SECOND, 9);
        assertThat(a.router.masterAdverIntNanos()).isEqualTo(SECOND);
        a.router.onAdvert(200, 2 * SECOND, 9);
        lab.runUntil(seconds(30));
        assertThat(a.state()).isEqualTo(State.MASTER);
        assertThat(a.router.masterAdverIntNanos()).isEqualTo(SECOND);
        assertThat(a.lastAdvert().intervalNanos()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("preempt without delay: the returning higher node takes over at its own Down_Interval after BACKUP")
    void returnWithPreempt() {
        Lab lab = new Lab(DELAY);
        Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1)).start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2)).start();
        lab.runUntil(seconds(20));
        a.crash();
        lab.runUntil(seconds(40.3));
        assertThat(b.master()).isTrue();
        a.restart();
        lab.runUntil(seconds(60));
        assertThat(a.lastPromotion()).isEqualTo(seconds(40.3 + 3.4140625));
        assertThat(b.lastChangeTo(State.BACKUP).timeNanos()).isEqualTo(a.lastPromotion() + DELAY);
    }

    @Test
    @DisplayName("preempt with preempt_delay P: first lower advert + P + Down_Interval - (0..A), for every phase")
    void returnWithPreemptDelay() {
        for (int phase = 0; phase < 50; phase++) {
            Lab lab = new Lab(DELAY);
            Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1).withPreemptDelay(seconds(7.3)))
                    .start();
            Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2)).start();
            lab.runUntil(seconds(20));
            a.crash();
            long back = seconds(40 + phase * 0.02);
            lab.runUntil(back);
            a.restart();
            lab.runUntil(seconds(80));
            long firstLower = b.adverts.stream()
                            .mapToLong(Node.Advert::timeNanos)
                            .filter(t -> t + DELAY > back)
                            .min()
                            .orElseThrow()
                    + DELAY;
            assertThat(a.lastPromotion() - firstLower)
                    .isBetween(seconds(7.3 + 3.4140625 - 1), seconds(7.3 + 3.4140625));
        }
    }

    @Test
    @DisplayName("priority rise by a script while BACKUP: shortened timer, then as preemption")
    void riseLeadsToPreemption() {
        Lab lab = new Lab(DELAY);
        Node a = lab.node("a", VirtualRouterConfig.defaults(120, 1)).start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2), new Track(64, false, Result.UNKNOWN))
                .start();
        lab.runUntil(seconds(20.2));
        long lastAccepted = a.lastAdvert().timeNanos() + DELAY;
        b.router.onTrackResult(0, Result.OK);
        lab.runUntil(seconds(40));
        assertThat(b.lastPromotion()).isEqualTo(lastAccepted + seconds(3 + 92 / 256.0));
        assertThat(a.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("nobody else on the segment: a second BACKUP does not delay the first")
    void downTimerOfTheHighest() {
        Lab lab = new Lab(DELAY);
        Node a = lab.node("a", VirtualRouterConfig.defaults(120, 1)).start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2)).start();
        lab.runUntil(seconds(3.6));
        assertThat(a.lastPromotion()).isEqualTo(seconds(3 + 136 / 256.0));
        assertThat(b.state()).isEqualTo(State.BACKUP);
        assertThat(b.armed(Timer.DOWN)).isTrue();
    }
}
