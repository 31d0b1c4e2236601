package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 6 is in TrackingTest, 8 in SyncGroupTest, 10 in TimerFormulaTest; 12 belongs to the network. */
@DisplayName("facts/vrrp-keepalived.md section 6: invariants of pairs and triples")
class InvariantsTest {

    private static final long DELAY = 200_000;

    private final Lab lab = new Lab(DELAY);

    private Node node(String name, int priority, int address) {
        return lab.node(name, VirtualRouterConfig.defaults(priority, address));
    }

    @Test
    @DisplayName("1: at most one MASTER after Down_Interval(max), however the nodes are started")
    void oneMaster() {
        for (int i = 0; i < 100; i++) {
            Lab triple = new Lab(DELAY);
            Node a = triple.node("a", VirtualRouterConfig.defaults(150, 1));
            Node b = triple.node("b", VirtualRouterConfig.defaults(100, 2));
            Node c = triple.node("c", VirtualRouterConfig.defaults(100, 3));
            triple.at(seconds(i * 0.07 % 5), a::start);
            triple.at(seconds(i * 0.13 % 5), b::start);
            triple.at(seconds(i * 0.29 % 5), c::start);
            triple.runUntil(seconds(5 + 3.7));
            triple.checkAfterEachEvent(() ->
                    assertThat(triple.nodes().stream().filter(Node::master)).hasSizeBetween(0, 1));
            triple.runUntil(seconds(60));
            assertThat(a.master()).isTrue();
        }
    }

    @Test
    @DisplayName("2: after a partition heals, the lower yields within one advert interval, whatever the phase")
    void healedPartition() {
        for (int i = 0; i < 100; i++) {
            Lab pair = new Lab(DELAY);
            Node a = pair.node("a", VirtualRouterConfig.defaults(100, 1)).start();
            Node b = pair.node("b", VirtualRouterConfig.defaults(100, 2)).start();
            pair.runUntil(seconds(10));
            pair.cut(a, b);
            pair.runUntil(seconds(20) + SECOND * i / 100);
            assertThat(a.master() && b.master()).isTrue();
            pair.heal(a, b);
            pair.runFor(SECOND + 2 * DELAY);
            assertThat(a.state()).as("the lower address yields").isEqualTo(State.BACKUP);
            assertThat(b.master()).isTrue();
        }
    }

    @Test
    @DisplayName("2: one-way hearing: the deaf BACKUP promotes, the lower is told and both stay MASTER")
    void oneWayHearing() {
        Node a = node("a", 150, 1).start();
        Node b = node("b", 100, 2).start();
        lab.runUntil(seconds(10));
        lab.cutOneWay(a, b);
        lab.runUntil(seconds(60));
        assertThat(a.master() && b.master()).isTrue();
        // a hears b each second and answers each time with 5 packets, in vain
        assertThat(a.garpPacketsSince(seconds(59))).isGreaterThanOrEqualTo(5);
    }

    @Test
    @DisplayName("4: the highest of several BACKUPs promotes first, the others stay")
    void highestPromotesFirst() {
        Node a = node("a", 150, 1).start();
        Node b = node("b", 120, 2).start();
        Node c = node("c", 100, 3).start();
        lab.runUntil(seconds(20.5));
        a.crash();
        lab.runUntil(seconds(40));
        assertThat(b.master()).isTrue();
        assertThat(c.changes).noneMatch(change -> change.to() == State.MASTER);
    }

    @Test
    @DisplayName("4: equal priorities promote together, the address tie-break leaves one")
    void equalPrioritiesTieBreak() {
        Node a = node("a", 100, 1).start();
        Node b = node("b", 100, 0x80000000).start();
        lab.runUntil(seconds(3.7));
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 a INIT -> BACKUP (STARTUP)
            t=0.000000 b INIT -> BACKUP (STARTUP)
            t=3.609375 a advert 100
            t=3.609375 a adds addresses
            t=3.609375 a gratuitous ARP x5
            t=3.609375 a BACKUP -> MASTER (DOWN_TIMER)
            t=3.609375 b advert 100
            t=3.609375 b adds addresses
            t=3.609375 b gratuitous ARP x5
            t=3.609375 b BACKUP -> MASTER (DOWN_TIMER)
            t=3.609575 b advert 100
            t=3.609575 b gratuitous ARP x5
            t=3.609575 a removes addresses
            t=3.609575 a MASTER -> BACKUP (HIGHER_ADVERT)
            """);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(b.master()).isTrue();
    }

    @Test
    @DisplayName("5: nopreempt: a recovered higher node stays BACKUP while a lower MASTER advertises, then takes over")
    void nopreempt() {
        Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1).withNoPreempt())
                .start();
        Node b = node("b", 100, 2).start();
        lab.runUntil(seconds(20));
        a.link(false);
        lab.runUntil(seconds(30));
        a.link(true);
        lab.runUntil(seconds(100));
        assertThat(a.state()).isEqualTo(State.BACKUP);
        b.router.onShutdown();
        lab.runUntil(seconds(101));
        assertThat(a.lastPromotion()).isEqualTo(seconds(100.4140625) + DELAY);
    }

    @Test
    @DisplayName("7: a FAULT node never advertises (but the final priority 0) and never holds the addresses")
    void faultIsSilent() {
        Node a = node("a", 150, 1).start();
        node("b", 100, 2).start();
        lab.runUntil(seconds(20));
        a.router.onFault(3);
        lab.runUntil(seconds(60));
        assertThat(a.lastAdvert()).isEqualTo(new Node.Advert(seconds(20), 0, SECOND));
        assertThat(a.holdsAddresses).isFalse();
    }

    @Test
    @DisplayName("9: a frozen MASTER keeps its addresses and is silent; on resume both hold them until one advert")
    void frozenMaster() {
        Node a = node("a", 100, 1).start();
        Node b = node("b", 90, 2).start();
        lab.runUntil(seconds(20));
        a.freeze();
        long frozenAt = lab.now();
        lab.runUntil(seconds(30));
        assertThat(a.holdsAddresses && b.holdsAddresses).isTrue();
        assertThat(a.lastAdvert().timeNanos()).isLessThan(frozenAt);
        a.resume();
        lab.runFor(DELAY);
        assertThat(b.state()).as("the higher node was frozen: it wins again").isEqualTo(State.BACKUP);
        assertThat(b.holdsAddresses).isFalse();
        assertThat(a.master()).isTrue();
    }

    @Test
    @DisplayName("9: a frozen lower MASTER yields to the first advert that it processes")
    void frozenLowerMaster() {
        Node a = node("a", 150, 1).start();
        Node b = node("b", 100, 2).start();
        lab.runUntil(seconds(10));
        a.crash();
        lab.runUntil(seconds(20));
        assertThat(b.master()).isTrue();
        b.freeze();
        a.restart();
        lab.runUntil(seconds(30));
        assertThat(a.holdsAddresses && b.holdsAddresses).isTrue();
        b.resume();
        assertThat(b.holdsAddresses).isFalse();
    }

    @Test
    @DisplayName("9: a BACKUP that was frozen for long reads the waiting adverts first and stays BACKUP, unheard")
    void frozenBackup() {
        node("a", 150, 1).start();
        Node b = node("b", 100, 2).start();
        lab.runUntil(seconds(20));
        b.freeze();
        lab.runUntil(seconds(40.3));
        b.resume();
        lab.runUntil(seconds(60));
        assertThat(b.adverts).isEmpty();
        assertThat(b.bursts).isEmpty();
        assertThat(b.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("9: a preempting BACKUP that was frozen ignores the waiting adverts and promotes when it continues")
    void frozenPreemptingBackup() {
        node("b", 100, 2).start();
        lab.runUntil(seconds(20));
        Node a = node("a", 150, 1).start();
        lab.runUntil(seconds(21));
        a.freeze();
        lab.runUntil(seconds(40.3));
        a.resume();
        lab.runFor(DELAY);
        assertThat(a.lastPromotion()).isEqualTo(seconds(40.3));
    }

    @Test
    @DisplayName("11: advert_int changed on one side: v3 adopts it and has one MASTER")
    void otherIntervalV3() {
        Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1).withVersion(3, seconds(5)))
                .start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2).withVersion(3, SECOND))
                .start();
        lab.runUntil(seconds(600));
        assertThat(a.master()).isTrue();
        assertThat(b.state()).isEqualTo(State.BACKUP);
        assertThat(b.router.masterAdverIntNanos()).isEqualTo(seconds(5));
        a.crash();
        lab.runUntil(seconds(700));
        assertThat(b.lastPromotion() - a.lastAdvert().timeNanos()).isEqualTo(seconds(15 + 5 * 156 / 256.0) + DELAY);
    }

    @Test
    @DisplayName("11: advert_int changed on one side: v2 rejects it, permanent double MASTER")
    void otherIntervalV2() {
        Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1).withVersion(2, 2 * SECOND))
                .start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2)).start();
        lab.runUntil(seconds(600));
        assertThat(a.master() && b.master()).isTrue();
        assertThat(b.lastPromotion()).isLessThan(seconds(10));
    }

    @Test
    @DisplayName("3: a priority 0 of a BACKUP's MASTER still waits the skew, and the reason is told")
    void neverBeforeTheSkew() {
        Node a = node("a", 254, 1).start();
        Node b = node("b", 253, 2).start();
        lab.runUntil(seconds(20));
        a.router.onShutdown();
        lab.runUntil(seconds(21));
        assertThat(b.lastPromotion()).isEqualTo(seconds(20 + 3 / 256.0) + DELAY);
        assertThat(b.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.PRIORITY_ZERO);
    }
}
