package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("facts/vrrp-keepalived.md section 3: the rows of RFC 9568 section 6.4")
class RfcTableTest {

    private static final int OWN = 0x0A000005;
    private static final int LOWER = 0x0A000004;
    private static final int HIGHER = 0xC0A80001;
    private static final VirtualRouterConfig CONFIG = VirtualRouterConfig.defaults(100, OWN);

    private final Lab lab = new Lab(0);

    private Node backup(VirtualRouterConfig config) {
        return lab.node("a", config).start();
    }

    private Node master(VirtualRouterConfig config) {
        Node node = backup(config);
        lab.runUntil(seconds(20));
        assertThat(node.state()).isEqualTo(State.MASTER);
        lab.clearTrace();
        return node;
    }

    @Test
    @DisplayName("Initialize, Startup, priority 255: advert, GARP, Adver_Timer, Active")
    void ownerStarts() {
        backup(VirtualRouterConfig.defaults(255, OWN).withStateMaster());
        lab.runUntil(1000);
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 a INIT -> BACKUP (STARTUP)
            t=0.000001 a advert 255
            t=0.000001 a adds addresses
            t=0.000001 a gratuitous ARP x5
            t=0.000001 a BACKUP -> MASTER (OWNER)
            """);
    }

    @Test
    @DisplayName("Initialize, Startup, else: Down_Timer = Down_Interval, Backup")
    void backupStarts() {
        Node a = backup(CONFIG);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
        assertThat(a.adverts).isEmpty();
    }

    @Test
    @DisplayName("Backup, Shutdown: cancel Down_Timer, Initialize (keepalived: STOP)")
    void backupShutdown() {
        Node a = backup(CONFIG);
        a.router.onShutdown();
        assertThat(a.state()).isEqualTo(State.STOP);
        assertThat(a.armed(Timer.DOWN)).isFalse();
        assertThat(a.adverts).isEmpty();
    }

    @Test
    @DisplayName("Backup, Down_Timer: advert, GARP, Adver_Timer, Active")
    void backupPromotes() {
        Node a = backup(CONFIG);
        lab.runUntil(seconds(3.7));
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 a INIT -> BACKUP (STARTUP)
            t=3.609375 a advert 100
            t=3.609375 a adds addresses
            t=3.609375 a gratuitous ARP x5
            t=3.609375 a BACKUP -> MASTER (DOWN_TIMER)
            """);
        assertThat(a.remainingNanos(Timer.ADVERT)).isEqualTo(seconds(3.609375 + 1 - 3.7));
        assertThat(a.armed(Timer.DOWN)).isFalse();
    }

    @Test
    @DisplayName("Backup, advert with priority 0: Down_Timer = Skew_Time")
    void backupHearsPriorityZero() {
        Node a = backup(CONFIG);
        a.router.onAdvert(0, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(0.609375));
        lab.runUntil(SECOND);
        assertThat(a.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.PRIORITY_ZERO);
        assertThat(a.lastPromotion()).isEqualTo(seconds(0.609375));
    }

    @Test
    @DisplayName("Backup, advert, prio >= own: adopt the interval, recompute skew and Down_Interval, re-arm")
    void backupHearsHigher() {
        Node a = backup(CONFIG.withVersion(3, SECOND));
        lab.runUntil(2 * SECOND);
        a.router.onAdvert(100, seconds(0.5), LOWER);
        assertThat(a.router.masterAdverIntNanos()).isEqualTo(seconds(0.5));
        assertThat(a.router.skewTimeNanos()).isEqualTo(seconds(0.5 * 156 / 256));
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(1.5 + 0.5 * 156 / 256));
    }

    @Test
    @DisplayName("Backup, advert, no Preempt_Mode: a lower one is accepted too")
    void nopreemptAcceptsLower() {
        Node a = backup(CONFIG.withNoPreempt());
        lab.runUntil(2 * SECOND);
        a.router.onAdvert(1, SECOND, LOWER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
    }

    @Test
    @DisplayName("Backup, advert, Preempt_Mode and prio < own: discard")
    void preemptDiscardsLower() {
        Node a = backup(CONFIG);
        lab.runUntil(2 * SECOND);
        a.router.onAdvert(99, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(1.609375));
        lab.runUntil(4 * SECOND);
        assertThat(a.lastPromotion()).isEqualTo(seconds(3.609375));
        assertThat(a.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.PREEMPTED);
    }

    @Test
    @DisplayName("Active, Shutdown: cancel Adver_Timer, advert with priority 0")
    void masterShutdown() {
        Node a = master(CONFIG);
        a.router.onShutdown();
        lab.runFor(10 * SECOND);
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a advert 0
            t=20.000000 a removes addresses
            t=20.000000 a MASTER -> STOP (SHUTDOWN)
            """);
    }

    @Test
    @DisplayName("Active, Adver_Timer: advert, re-arm")
    void masterAdvertises() {
        Node a = master(CONFIG);
        lab.runUntil(seconds(22));
        assertThat(lab.trace()).isEqualTo("""
            t=20.609375 a advert 100
            t=21.609375 a advert 100
            """);
        assertThat(a.lastAdvert().intervalNanos()).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("Active, advert with priority 0: advert, re-arm Adver_Timer")
    void masterHearsPriorityZero() {
        Node a = master(CONFIG);
        a.router.onAdvert(0, SECOND, HIGHER);
        lab.runUntil(seconds(21));
        assertThat(a.state()).isEqualTo(State.MASTER);
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a advert 100
            t=21.000000 a advert 100
            """);
    }

    @Test
    @DisplayName("Active, advert, prio > own: adopt the interval, Down_Timer = Down_Interval, Backup")
    void masterHearsHigher() {
        Node a = master(CONFIG.withVersion(3, SECOND));
        a.router.onAdvert(101, 2 * SECOND, LOWER);
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a removes addresses
            t=20.000000 a MASTER -> BACKUP (HIGHER_ADVERT)
            """);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(6 + 2 * 156 / 256.0));
        assertThat(a.armed(Timer.ADVERT)).isFalse();
    }

    @Test
    @DisplayName("Active, advert, prio = own and sender address > own (unsigned): Backup")
    void masterHearsEqualFromHigherAddress() {
        Node a = master(CONFIG);
        assertThat(HIGHER).as("192.168.0.1 is negative as a signed number").isNegative();
        a.router.onAdvert(100, SECOND, HIGHER);
        assertThat(a.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("Active, any other advert: discard, answer with an advert at once")
    void masterHearsLower() {
        Node a = master(CONFIG);
        a.router.onAdvert(99, SECOND, HIGHER);
        a.router.onAdvert(100, SECOND, LOWER);
        assertThat(a.state()).isEqualTo(State.MASTER);
        assertThat(a.adverts)
                .filteredOn(advert -> advert.timeNanos() == lab.now())
                .hasSize(2);
    }
}
