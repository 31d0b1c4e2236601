package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("facts/vrrp-keepalived.md section 4: sync group; E3; invariant 8")
class SyncGroupTest {

    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    private static final int PEER = 0x0A000009;

    private final Lab lab = new Lab(0);
    private final SyncGroup group = new SyncGroup();

    private Node member(String name, int segment, VirtualRouterConfig config, Track... tracks) {
        Node node = lab.node(name, segment, config, tracks);
        group.add(node.router);
        return node;
    }

    private static VirtualRouterConfig config(int priority, int address) {
        return VirtualRouterConfig.defaults(priority, address);
    }

    @Test
    @DisplayName("BACKUP, timer, group not ready: remember the wish, re-arm Down_Interval; the last one pulls all")
    void lastWishPromotesAll() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.at(seconds(1), () -> in.router.onAdvert(120, SECOND, PEER));
        lab.runUntil(seconds(3.6));
        // out's timer ended at 3.53125 s; in heard a master at 1 s and does not want to be one
        assertThat(out.state()).isEqualTo(State.BACKUP);
        assertThat(out.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.53125 + 3.53125 - 3.6));
        lab.clearTrace();
        lab.runUntil(seconds(4.6));
        assertThat(lab.trace()).isEqualTo("""
            t=4.531250 in advert 120
            t=4.531250 in adds addresses
            t=4.531250 in gratuitous ARP x5
            t=4.531250 in BACKUP -> MASTER (DOWN_TIMER)
            t=4.531250 out advert 120
            t=4.531250 out adds addresses
            t=4.531250 out gratuitous ARP x5
            t=4.531250 out BACKUP -> MASTER (SYNC_GROUP)
            """);
        assertThat(group.state()).isEqualTo(State.MASTER);
    }

    @Test
    @DisplayName("an advert that is accepted withdraws the wish")
    void acceptedAdvertWithdrawsTheWish() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.at(seconds(1), () -> in.router.onAdvert(120, SECOND, PEER));
        lab.at(seconds(4), () -> out.router.onAdvert(120, SECOND, PEER));
        lab.runUntil(seconds(7));
        assertThat(out.state()).isEqualTo(State.BACKUP);
        assertThat(in.state()).isEqualTo(State.BACKUP);
        lab.runUntil(seconds(7.6));
        assertThat(out.lastPromotion()).isEqualTo(seconds(7.53125));
        assertThat(in.lastPromotion()).isEqualTo(seconds(7.53125));
    }

    @Test
    @DisplayName("one member to BACKUP pulls all, without priority 0")
    void oneBackupPullsAll() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.runUntil(seconds(10));
        assertThat(in.state()).isEqualTo(State.MASTER);
        lab.clearTrace();
        out.router.onAdvert(130, SECOND, PEER);
        assertThat(lab.trace()).isEqualTo("""
            t=10.000000 out removes addresses
            t=10.000000 out MASTER -> BACKUP (HIGHER_ADVERT)
            t=10.000000 in removes addresses
            t=10.000000 in MASTER -> BACKUP (SYNC_GROUP)
            """);
    }

    @Test
    @DisplayName("E3: link loss of one interface sends the other instance to FAULT too; both announce it")
    void oneFaultPullsAll() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.runUntil(seconds(10));
        lab.clearTrace();
        in.link(false);
        assertThat(lab.trace()).isEqualTo("""
            t=10.000000 in advert 0
            t=10.000000 in removes addresses
            t=10.000000 in MASTER -> FAULT (FAULT)
            t=10.000000 out advert 0
            t=10.000000 out removes addresses
            t=10.000000 out MASTER -> FAULT (SYNC_GROUP)
            """);
        assertThat(group.state()).isEqualTo(State.FAULT);
        in.link(true);
        assertThat(in.state()).isEqualTo(State.BACKUP);
        assertThat(out.state()).isEqualTo(State.BACKUP);
        lab.runUntil(seconds(14));
        assertThat(out.lastPromotion()).isEqualTo(seconds(13.53125));
    }

    @Test
    @DisplayName("FAULT of the group ends with the last fault of any member")
    void groupFaultEndsWithTheLast() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        in.link(false);
        out.router.onFault(5);
        in.link(true);
        assertThat(in.state()).isEqualTo(State.FAULT);
        out.router.onFaultCleared(5);
        assertThat(in.state()).isEqualTo(State.BACKUP);
        assertThat(in.lastChangeTo(State.BACKUP).reason()).isEqualTo(Reason.SYNC_GROUP);
        assertThat(out.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("start: a fault or a script not yet run in one member holds all")
    void startIsHeldByOneMember() {
        Node out = member("out", OUTSIDE, config(120, 1));
        Node in = member("in", INSIDE, config(120, 1), new Track(0, false, Result.UNKNOWN));
        out.start();
        in.start();
        assertThat(out.state()).isEqualTo(State.INIT);
        in.router.onTrackResult(0, Result.KO);
        assertThat(out.state()).isEqualTo(State.FAULT);
        in.router.onTrackResult(0, Result.OK);
        assertThat(out.state()).isEqualTo(State.BACKUP);
        assertThat(in.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("start: the first member sees the fault of one that starts later")
    void startWithFaultInAnotherMember() {
        Node out = member("out", OUTSIDE, config(120, 1));
        Node in = member("in", INSIDE, config(120, 1));
        in.router.onFault(0);
        out.start();
        in.start();
        assertThat(out.lastChangeTo(State.FAULT).reason()).isEqualTo(Reason.SYNC_GROUP);
        assertThat(in.lastChangeTo(State.FAULT).reason()).isEqualTo(Reason.FAULT);
        in.router.onFaultCleared(0);
        assertThat(out.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("start: a member that has not been started is not pulled along")
    void startOneAfterTheOther() {
        member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1));
        assertThat(in.state()).isEqualTo(State.INIT);
        lab.runUntil(seconds(1));
        in.start();
        assertThat(in.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.53125));
    }

    @Test
    @DisplayName("MASTER, advert lower: GARP bursts for the sync peers too")
    void garpForPeers() {
        Node out = member("out", OUTSIDE, config(120, 1)).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.runUntil(seconds(20));
        out.router.onAdvert(100, SECOND, PEER);
        lab.runUntil(seconds(30));
        assertThat(in.garpPacketsSince(seconds(20))).isEqualTo(10);
        assertThat(out.garpPacketsSince(seconds(20))).isEqualTo(10);
        assertThat(in.adverts).noneMatch(advert -> advert.timeNanos() == seconds(20));
    }

    @Test
    @DisplayName("an owner waits for its group, then all are MASTER")
    void ownerInGroup() {
        Node owner = member("owner", OUTSIDE, config(255, 1).withStateMaster()).start();
        Node in = member("in", INSIDE, config(120, 1)).start();
        lab.runUntil(seconds(3.5));
        assertThat(owner.state()).isEqualTo(State.BACKUP);
        lab.runUntil(seconds(3.6));
        assertThat(owner.state()).isEqualTo(State.MASTER);
        assertThat(in.lastPromotion()).isEqualTo(seconds(3.53125));
        in.link(false);
        in.link(true);
        assertThat(owner.state()).as("the group cannot go to MASTER yet").isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("E3: failback of a pair of groups about 30 s + 3.53 s after the return")
    void delayedFailback() {
        Lab net = new Lab(100_000);
        SyncGroup a = new SyncGroup();
        SyncGroup b = new SyncGroup();
        VirtualRouterConfig high = config(120, 2).withPreemptDelay(30 * SECOND);
        Node aOut = net.node("aOut", OUTSIDE, high);
        Node aIn = net.node("aIn", INSIDE, high);
        Node bOut = net.node("bOut", OUTSIDE, config(100, 1));
        Node bIn = net.node("bIn", INSIDE, config(100, 1));
        a.add(aOut.router);
        a.add(aIn.router);
        b.add(bOut.router);
        b.add(bIn.router);
        net.nodes().forEach(Node::start);
        net.runUntil(seconds(20));
        aIn.link(false);
        net.runUntil(seconds(40));
        assertThat(bOut.master() && bIn.master()).isTrue();
        aIn.link(true);
        net.checkAfterEachEvent(() -> {
            assertThat(aOut.master()).isEqualTo(aIn.master());
            assertThat(bOut.master()).isEqualTo(bIn.master());
        });
        net.runUntil(seconds(120));
        assertThat(aOut.master() && aIn.master()).isTrue();
        long failback = aOut.lastPromotion() - seconds(40);
        // first lower advert within 1 s, then P, then Down_Interval - (0..A)
        assertThat(failback).isBetween(seconds(30 + 3.53125 - 1), seconds(1 + 30 + 3.53125));
        assertThat(aIn.lastPromotion()).isEqualTo(aOut.lastPromotion());
        assertThat(bOut.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("fingerprint: the state of the group counts")
    void fingerprint() {
        long before = group.fingerprint(7);
        member("out", OUTSIDE, config(120, 1)).start();
        assertThat(group.fingerprint(7)).isNotEqualTo(before);
    }
}
