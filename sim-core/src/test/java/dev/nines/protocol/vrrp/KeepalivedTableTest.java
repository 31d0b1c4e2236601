package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("facts/vrrp-keepalived.md section 4: the rows of keepalived's machine")
class KeepalivedTableTest {

    private static final int OWN = 0x0A000005;
    private static final int LOWER = 0x0A000004;
    private static final int HIGHER = 0x0A000006;
    private static final VirtualRouterConfig CONFIG = VirtualRouterConfig.defaults(100, OWN);
    private static final VirtualRouterConfig OWNER =
            VirtualRouterConfig.defaults(255, OWN).withStateMaster();
    private static final Track UNWEIGHTED = new Track(0, false, Result.UNKNOWN);

    private final Lab lab = new Lab(0);

    private Node started(VirtualRouterConfig config, Track... tracks) {
        return lab.node("a", config, tracks).start();
    }

    private Node master(VirtualRouterConfig config, Track... tracks) {
        Node node = started(config, tracks);
        lab.runUntil(seconds(20));
        assertThat(node.state()).isEqualTo(State.MASTER);
        lab.clearTrace();
        return node;
    }

    // --- INIT ---

    @Test
    @DisplayName("INIT, start, fault flag set: FAULT")
    void startsInFault() {
        Node a = lab.node("a", CONFIG);
        a.router.onFault(Node.LINK);
        assertThat(a.state()).isEqualTo(State.INIT);
        a.start();
        assertThat(lab.trace()).isEqualTo("t=0.000000 a INIT -> FAULT (FAULT)\n");
    }

    @Test
    @DisplayName("INIT, start, unweighted script not yet run: wait, adverts ignored")
    void waitsForFirstResult() {
        Node a = started(CONFIG, UNWEIGHTED);
        a.router.onAdvert(0, SECOND, HIGHER);
        lab.runUntil(seconds(60));
        assertThat(a.state()).isEqualTo(State.INIT);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(a.lastChangeTo(State.BACKUP).reason()).isEqualTo(Reason.STARTUP);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
    }

    @Test
    @DisplayName("INIT, unweighted script fails its first run: FAULT, then BACKUP when it succeeds")
    void firstResultIsKo() {
        Node a = started(CONFIG, UNWEIGHTED);
        a.router.onTrackResult(0, Result.KO);
        assertThat(a.state()).isEqualTo(State.FAULT);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(a.lastChangeTo(State.BACKUP).reason()).isEqualTo(Reason.FAULT_CLEARED);
    }

    @Test
    @DisplayName("INIT, two unweighted scripts: both first results are awaited")
    void waitsForEveryFirstResult() {
        Node a = started(CONFIG, UNWEIGHTED, UNWEIGHTED);
        a.router.onTrackResult(1, Result.OK);
        assertThat(a.state()).isEqualTo(State.INIT);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("INIT, a weighted script that has not run holds nothing back")
    void weightedScriptDoesNotHold() {
        assertThat(started(CONFIG, new Track(-60, false, Result.UNKNOWN)).state())
                .isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("INIT, start, priority 255 and state MASTER: down timer 1 us, MASTER at once")
    void ownerStartsAtOnce() {
        Node a = started(OWNER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(1000);
        lab.runUntil(1000);
        assertThat(a.state()).isEqualTo(State.MASTER);
        assertThat(a.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.OWNER);
    }

    @Test
    @DisplayName("INIT, start, else: even `state MASTER` with priority < 255 waits a whole Down_Interval")
    void stateMasterDoesNotStartAsMaster() {
        Node a = started(VirtualRouterConfig.defaults(150, OWN).withStateMaster());
        lab.runUntil(seconds(5));
        // measured-behaviour.md, behaviour 5: 3*advert + skew(150) = 3.41 s
        assertThat(a.lastPromotion()).isEqualTo(seconds(3.4140625));
    }

    @Test
    @DisplayName("INIT, start, priority 255 with state BACKUP: a whole Down_Interval")
    void ownerInStateBackup() {
        Node a = started(VirtualRouterConfig.defaults(255, OWN));
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3 + 1 / 256.0));
    }

    @Test
    @DisplayName("vrrp_startup_delay: timers start later, no promotion before its end")
    void startupDelay() {
        Node a = started(CONFIG.withStartupDelay(10 * SECOND));
        assertThat(a.state()).isEqualTo(State.BACKUP);
        lab.runUntil(seconds(9.5));
        a.router.onAdvert(0, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(0.5 + 0.609375));
        a.router.onAdvert(100, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(0.5 + 3.609375));
        lab.runUntil(seconds(12));
        a.router.onAdvert(100, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
        lab.runUntil(seconds(30));
        assertThat(a.lastPromotion()).isEqualTo(seconds(12 + 3.609375));
    }

    @Test
    @DisplayName("vrrp_startup_delay also holds an address owner")
    void startupDelayOfOwner() {
        Node a = started(OWNER.withStartupDelay(10 * SECOND));
        lab.runUntil(seconds(20));
        assertThat(a.lastPromotion()).isEqualTo(10 * SECOND + 1000);
    }

    // --- BACKUP ---

    @Test
    @DisplayName("BACKUP, timer: advert first, then addresses, GARP burst, notify")
    void promotionOrder() {
        started(CONFIG);
        lab.runUntil(seconds(3.7));
        assertThat(lab.trace()).endsWith("""
            t=3.609375 a advert 100
            t=3.609375 a adds addresses
            t=3.609375 a gratuitous ARP x5
            t=3.609375 a BACKUP -> MASTER (DOWN_TIMER)
            """);
    }

    @Test
    @DisplayName("BACKUP, advert prio 0: timer = Skew; a later advert of a new MASTER undoes it")
    void priorityZeroThenNewMaster() {
        Node a = started(CONFIG);
        a.router.onAdvert(0, SECOND, HIGHER);
        a.router.onAdvert(120, SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
        lab.runUntil(seconds(4));
        assertThat(a.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.DOWN_TIMER);
    }

    @Test
    @DisplayName("BACKUP, preempt_delay: lower adverts are accepted until it ends, then ignored")
    void preemptDelay() {
        Node a = started(CONFIG.withPreemptDelay(seconds(29.8)));
        for (int i = 0; i < 60; i++) {
            lab.at(seconds(0.5 + i), () -> a.router.onAdvert(50, SECOND, LOWER));
        }
        lab.runUntil(seconds(60));
        // The delay starts with the first advert at 0.5 s and ends at 30.3 s; the last advert accepted is that of 29.5
        // s:
        // t(first lower advert) + P + Down_Interval - (0..A)
        assertThat(a.lastPromotion()).isEqualTo(seconds(29.5 + 3.609375));
        assertThat(a.lastChangeTo(State.MASTER).reason()).isEqualTo(Reason.PREEMPTED);
    }

    @Test
    @DisplayName("BACKUP, preempt_delay: an advert at least as high stops the delay")
    void preemptDelayStops() {
        Node a = started(CONFIG.withPreemptDelay(seconds(30)));
        a.router.onAdvert(50, SECOND, LOWER);
        assertThat(a.armed(Timer.PREEMPT_DELAY)).isTrue();
        a.router.onAdvert(100, SECOND, LOWER);
        assertThat(a.armed(Timer.PREEMPT_DELAY)).isFalse();
        lab.runUntil(seconds(2));
        a.router.onAdvert(50, SECOND, LOWER);
        assertThat(a.remainingNanos(Timer.PREEMPT_DELAY)).isEqualTo(seconds(30));
    }

    @Test
    @DisplayName("BACKUP, preempt_delay does not hold back a takeover from a dead MASTER")
    void preemptDelayOnlyDelaysPreemption() {
        Node a = started(CONFIG.withPreemptDelay(seconds(30)));
        a.router.onAdvert(50, SECOND, LOWER);
        lab.runUntil(seconds(20));
        assertThat(a.lastPromotion()).isEqualTo(seconds(3.609375));
        assertThat(a.armed(Timer.PREEMPT_DELAY)).isFalse();
    }

    @Test
    @DisplayName("BACKUP, rejected advert: ignored, the timer keeps running, so it can promote")
    void rejectedAdvert() {
        Node a = started(CONFIG);
        lab.runUntil(seconds(2));
        a.router.onRejectedAdvert();
        a.router.onAdvert(200, 2 * SECOND, HIGHER);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(1.609375));
        lab.runUntil(seconds(4));
        assertThat(a.lastPromotion()).isEqualTo(seconds(3.609375));
    }

    // --- MASTER ---

    @Test
    @DisplayName("MASTER, advert lower or equal with lower address: answer, GARP now and 5 s later, event")
    void lowerAdvert() {
        Node a = master(CONFIG);
        a.router.onAdvert(99, SECOND, HIGHER);
        assertThat(lab.trace()).isEqualTo("t=20.000000 a advert 100\nt=20.000000 a gratuitous ARP x5\n");
        lab.runUntil(seconds(30));
        assertThat(a.bursts)
                .filteredOn(b -> b.timeNanos() >= seconds(20))
                .containsExactly(new Node.Burst(seconds(20), 5), new Node.Burst(seconds(25), 5));
        assertThat(a.lowerPriorityEvents).isEqualTo(1);
    }

    @Test
    @DisplayName("MASTER, advert lower, lower_prio_no_advert: GARPs but no answer, advert timer untouched")
    void lowerPrioNoAdvert() {
        Node a = master(CONFIG.withLowerPrioNoAdvert());
        long before = a.remainingNanos(Timer.ADVERT);
        a.router.onAdvert(99, SECOND, HIGHER);
        assertThat(lab.trace()).isEqualTo("t=20.000000 a gratuitous ARP x5\n");
        assertThat(a.remainingNanos(Timer.ADVERT)).isEqualTo(before);
    }

    @Test
    @DisplayName("MASTER, advert higher: addresses removed, timer = Down_Interval, BACKUP, not a word")
    void higherAdvert() {
        Node a = master(CONFIG);
        a.router.onAdvert(101, SECOND, LOWER);
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a removes addresses
            t=20.000000 a MASTER -> BACKUP (HIGHER_ADVERT)
            """);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
    }

    @Test
    @DisplayName("MASTER, advert higher, higher_prio_send_advert: one last advert first")
    void higherPrioSendAdvert() {
        Node a = master(CONFIG.withHigherPrioSendAdvert());
        a.router.onAdvert(101, SECOND, LOWER);
        assertThat(lab.trace()).startsWith("t=20.000000 a advert 100\nt=20.000000 a removes addresses\n");
    }

    @Test
    @DisplayName("MASTER, equal priority, own address: log only")
    void ownAddress() {
        Node a = master(CONFIG);
        a.router.onAdvert(100, SECOND, OWN);
        assertThat(lab.trace()).isEmpty();
        assertThat(a.state()).isEqualTo(State.MASTER);
    }

    @Test
    @DisplayName("MASTER restarts its advert timer for every advert it reads (vrrp_dispatcher_read)")
    void advertTimerRestarts() {
        Node a = master(CONFIG);
        a.router.onRejectedAdvert();
        assertThat(a.remainingNanos(Timer.ADVERT)).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("MASTER, both owners: the lower address yields")
    void lowerOwnerYields() {
        Node a = master(OWNER);
        a.router.onAdvert(255, SECOND, HIGHER);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(a.router.effectivePriority()).isEqualTo(255);
    }

    @Test
    @DisplayName("MASTER, both owners: the higher address waits two own adverts + 1.2 intervals, then becomes 254")
    void higherOwnerLowersItself() {
        Node a = master(OWNER);
        for (int i = 0; i < 10; i++) {
            lab.at(seconds(20.5 + i), () -> a.router.onAdvert(255, SECOND, LOWER));
        }
        lab.runUntil(seconds(22.6));
        // Own adverts at 20.5 and 21.5 answer the other; then 1.2 s of listening until 22.7, the other speaks at 22.5
        assertThat(a.router.effectivePriority()).isEqualTo(255);
        lab.runUntil(seconds(22.7));
        assertThat(a.router.effectivePriority()).isEqualTo(254);
        assertThat(a.state()).isEqualTo(State.MASTER);
        lab.runUntil(seconds(23.5));
        assertThat(a.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("MASTER, both owners: a router that leaves MASTER forgets the conflict")
    void conflictEndsWithMaster() {
        Node a = master(OWNER);
        a.router.onAdvert(255, SECOND, LOWER);
        a.router.onAdvert(255, SECOND, LOWER);
        a.router.onAdvert(255, SECOND, LOWER);
        assertThat(a.armed(Timer.OWNER_CONFLICT)).isTrue();
        a.router.onFault(1);
        assertThat(a.armed(Timer.OWNER_CONFLICT)).isFalse();
        a.router.onFaultCleared(1);
        a.router.onAdvert(255, SECOND, LOWER);
        lab.runUntil(seconds(60));
        assertThat(a.router.effectivePriority()).isEqualTo(255);
    }

    @Test
    @DisplayName("MASTER, both owners: nothing changes when the other yields in time")
    void higherOwnerKeepsPriority() {
        Node a = master(OWNER);
        a.router.onAdvert(255, SECOND, LOWER);
        lab.runUntil(seconds(60));
        assertThat(a.router.effectivePriority()).isEqualTo(255);
        assertThat(a.state()).isEqualTo(State.MASTER);
    }

    // --- FAULT and the end ---

    @Test
    @DisplayName("any, first fault reason: a MASTER sends priority 0 and removes its addresses; FAULT")
    void faultAsMaster() {
        Node a = master(CONFIG);
        a.router.onFault(1);
        a.router.onFault(2);
        lab.runUntil(seconds(60));
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a advert 0
            t=20.000000 a removes addresses
            t=20.000000 a MASTER -> FAULT (FAULT)
            """);
    }

    @Test
    @DisplayName("any, first fault reason: a BACKUP goes to FAULT without a word")
    void faultAsBackup() {
        Node a = started(CONFIG);
        a.router.onFault(1);
        lab.runUntil(seconds(60));
        assertThat(a.state()).isEqualTo(State.FAULT);
        assertThat(a.adverts).isEmpty();
    }

    @Test
    @DisplayName("FAULT, last reason clears: Down_Interval, BACKUP; interval reset to the own one (v3)")
    void faultClears() {
        Node a = started(CONFIG.withVersion(3, SECOND));
        a.router.onAdvert(200, 4 * SECOND, HIGHER);
        a.router.onFault(1);
        a.router.onFault(2);
        a.router.onFaultCleared(1);
        a.router.onFaultCleared(1);
        assertThat(a.state()).isEqualTo(State.FAULT);
        a.router.onFaultCleared(2);
        assertThat(a.state()).isEqualTo(State.BACKUP);
        assertThat(a.router.masterAdverIntNanos()).isEqualTo(SECOND);
        assertThat(a.remainingNanos(Timer.DOWN)).isEqualTo(seconds(3.609375));
    }

    @Test
    @DisplayName("FAULT, last reason clears, a script still pending: stays until its first result")
    void faultClearsButScriptPending() {
        Node a = lab.node("a", CONFIG, UNWEIGHTED);
        a.router.onFault(1);
        a.start();
        a.router.onFaultCleared(1);
        assertThat(a.state()).isEqualTo(State.FAULT);
        a.router.onTrackResult(0, Result.OK);
        assertThat(a.state()).isEqualTo(State.BACKUP);
    }

    @Test
    @DisplayName("FAULT, last reason clears, unicast: announces itself first")
    void unicastAnnouncesItself() {
        Node a = started(CONFIG.withUnicast());
        a.router.onFault(1);
        a.announcements = 0;
        a.router.onFaultCleared(1);
        assertThat(a.announcements).isEqualTo(1);
        assertThat(lab.trace()).endsWith("announces its own address\nt=0.000000 a FAULT -> BACKUP (FAULT_CLEARED)\n");
    }

    @Test
    @DisplayName("FAULT, last reason clears, owner: the MASTER path")
    void ownerLeavesFault() {
        Node a = master(OWNER);
        a.router.onFault(1);
        a.router.onFaultCleared(1);
        assertThat(a.state()).isEqualTo(State.MASTER);
        assertThat(a.holdsAddresses).isTrue();
    }

    @Test
    @DisplayName("FAULT, last reason clears, owner within vrrp_startup_delay: no promotion before its end")
    void ownerLeavesFaultTooEarly() {
        Node a = lab.node("a", OWNER.withStartupDelay(10 * SECOND));
        a.router.onFault(1);
        a.start();
        a.router.onFaultCleared(1);
        lab.runUntil(seconds(20));
        assertThat(a.lastPromotion()).isEqualTo(10 * SECOND + 1000);
    }

    @Test
    @DisplayName("FAULT, any advert: ignored")
    void faultIgnoresAdverts() {
        Node a = started(CONFIG);
        a.router.onFault(1);
        lab.clearTrace();
        a.router.onAdvert(0, SECOND, HIGHER);
        a.router.onAdvert(50, SECOND, HIGHER);
        a.router.onRejectedAdvert();
        lab.runUntil(seconds(60));
        assertThat(lab.trace()).isEmpty();
    }

    @Test
    @DisplayName("any, SIGTERM: MASTER sends priority 0 and removes its addresses; afterwards nothing happens")
    void sigterm() {
        Node a = master(CONFIG);
        a.router.onShutdown();
        String end = lab.trace();
        a.router.onShutdown();
        a.router.onFault(1);
        a.router.onFaultCleared(1);
        a.router.onAdvert(0, SECOND, HIGHER);
        lab.runUntil(seconds(60));
        assertThat(lab.trace()).isEqualTo(end).startsWith("t=20.000000 a advert 0\n");
    }

    @Test
    @DisplayName("any, parent killed: as SIGTERM (measured-behaviour.md, behaviour 2)")
    void parentKilled() {
        Node a = master(CONFIG);
        a.router.onParentKilled();
        assertThat(lab.trace()).isEqualTo("""
            t=20.000000 a advert 0
            t=20.000000 a removes addresses
            t=20.000000 a MASTER -> STOP (PARENT_KILLED)
            """);
    }

    @Test
    @DisplayName("SIGTERM during vrrp_startup_delay, in INIT and in FAULT ends quietly")
    void sigtermElsewhere() {
        Node delayed = lab.node("delayed", CONFIG.withStartupDelay(SECOND)).start();
        Node init = lab.node("init", CONFIG, UNWEIGHTED).start();
        Node fault = lab.node("fault", CONFIG).start();
        fault.router.onFault(1);
        for (Node node : lab.nodes()) {
            node.router.onShutdown();
        }
        lab.runUntil(seconds(60));
        assertThat(lab.nodes()).allSatisfy(node -> {
            assertThat(node.state()).isEqualTo(State.STOP);
            assertThat(node.adverts).isEmpty();
        });
        init.router.onTrackResult(0, Result.KO);
        assertThat(init.state()).isEqualTo(State.STOP);
        assertThat(delayed.armed(Timer.STARTUP_DELAY)).isFalse();
    }

    @Test
    @DisplayName("misuse by the driver is refused")
    void misuse() {
        Node a = started(CONFIG);
        assertThatIllegalStateException().isThrownBy(a::start);
        assertThatIllegalArgumentException().isThrownBy(() -> a.router.onFault(64));
        assertThatIllegalStateException().isThrownBy(() -> new SyncGroup().add(a.router));
        VirtualRouter fresh = new VirtualRouter(CONFIG, a);
        new SyncGroup().add(fresh);
        assertThatIllegalStateException().isThrownBy(() -> new SyncGroup().add(fresh));
    }
}
