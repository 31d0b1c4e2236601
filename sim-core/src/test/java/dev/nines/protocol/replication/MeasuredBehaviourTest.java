package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.protocol.replication.ReplicationSource.State;
import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** measured-behaviour.md, the MariaDB rows and behaviours 12 to 15: 200 commits/s, three failed pings of one second. */
class MeasuredBehaviourTest {
    private static final long LAN_NANOS = MILLIS / 10;
    private static final long PERIOD_NANOS = 5 * MILLIS;
    private static final ReplicationSourceConfig ASYNC = ReplicationSourceConfig.mariaDb(1);
    private static final ReplicationSourceConfig AFTER_SYNC = ASYNC.withMode(Mode.AFTER_SYNC);
    private static final ReplicationReceiverConfig RECEIVER =
            ReplicationReceiverConfig.mariaDb().withConnectRetryNanos(SECONDS).withNetTimeoutNanos(4 * SECONDS);

    private static World world(ReplicationSourceConfig source) {
        boolean semiSync = source.mode() != Mode.ASYNC;
        return new World(source, RECEIVER.withSemiSync(semiSync), LAN_NANOS).connected();
    }

    /** Load until the source's host vanishes, then a promotion. */
    private static Promoter crash(World world, long faultNanos, PromotionConfig config) {
        Promoter promoter = new Promoter(world, config);
        promoter.manager.onStart();
        world.commitEvery(PERIOD_NANOS, faultNanos);
        world.clock.at(faultNanos, world::crashSource);
        world.clock.runUntil(faultNanos + 60 * SECONDS);
        return promoter;
    }

    @Test
    @DisplayName("MariaDB async: outage = monitor 3..4 s + drain; behaviour 14: 0 or 1 transactions lost, <= 5 ms")
    void asyncOnALan() {
        int losses = 0;
        for (int trial = 0; trial < 200; trial++) {
            World world = world(ASYNC);
            long fault = 4 * SECONDS + trial * 5_025_000L;
            Promoter promoter = crash(world, fault, PromotionConfig.defaults());
            assertThat(promoter.movedNanos - fault).isBetween(3 * SECONDS, 4 * SECONDS + MILLIS);
            assertThat(promoter.outcome.lostAcked()).isBetween(0L, 1L);
            assertThat(promoter.outcome.lostSpanNanos(fault)).isBetween(0L, 5 * MILLIS);
            losses += promoter.outcome.lostAcked();
        }
        assertThat(losses)
                .as("what was on the way is lost: some trials must hit it")
                .isPositive();
    }

    @Test
    @DisplayName("MariaDB async: lost = what was not yet sent, and exactly that")
    void asyncLosesWhatWasOnTheWay() {
        World world = world(ASYNC);
        world.replicas.get(0).linkDelayNanos = 50 * MILLIS;
        long fault = 3 * SECONDS + 3 * MILLIS;
        Promoter promoter = crash(world, fault, PromotionConfig.defaults());
        long onTheWay =
                world.commitNanos.stream().filter(t -> t > fault - 50 * MILLIS).count();
        assertThat(promoter.outcome.lostAcked()).isEqualTo(onTheWay).isEqualTo(10);
        assertThat(promoter.outcome.ghosts()).isZero();
    }

    @Test
    @DisplayName("MariaDB link too slow: lost_ms = T_load * (1 - link rate / production rate); behaviour 14")
    void slowLink() {
        for (long loadSeconds : new long[] {4, 6, 9}) {
            World world = world(ASYNC);
            world.replicas.get(0).nanosPerTransaction = SECONDS / 91;
            long start = world.clock.now();
            long fault = start + loadSeconds * SECONDS;
            Promoter promoter = crash(world, fault, PromotionConfig.defaults());
            double expected = loadSeconds * (1 - 91 / 200.0);
            assertThat(promoter.outcome.lostSpanNanos(fault) / 1e9).isCloseTo(expected, within(0.02));
            assertThat(expected / loadSeconds).isBetween(0.54, 0.58);
            assertThat(promoter.outcome.lostAcked()).isCloseTo(loadSeconds * (200 - 91), within(3L));
        }
    }

    @Test
    @DisplayName("behaviour 14: under semi-sync the slow link throttles commits to its rate and loses nothing")
    void slowLinkThrottlesSemiSync() {
        World async = closedLoop(ASYNC, 10);
        World semiSync = closedLoop(AFTER_SYNC, 10);
        assertThat(async.ackedCount() / 10.0).isCloseTo(200, within(1.0));
        assertThat(semiSync.ackedCount() / 10.0).isBetween(85.0, 91.5);
        semiSync.crashSource();
        WriteHistory.Outcome outcome =
                semiSync.history.promote(semiSync.replicas.get(0).receiver.received());
        assertThat(outcome.lostAcked()).isZero();
        assertThat(outcome.ghosts()).isLessThanOrEqualTo(4);
    }

    /** Four clients that each commit again 20 ms after their OK, over a link that carries 91 transactions/s. */
    private static World closedLoop(ReplicationSourceConfig config, long seconds) {
        World world = world(config);
        world.replicas.get(0).nanosPerTransaction = SECONDS / 91;
        long end = world.clock.now() + seconds * SECONDS;
        world.onAck = position -> world.clock.after(20 * MILLIS, world::commit);
        for (int client = 0; client < 4; client++) {
            world.clock.after(client * 5 * MILLIS, world::commit);
        }
        world.clock.runUntil(end);
        return world;
    }

    @Test
    @DisplayName("behaviour 14: a row whose ack was on the way when the source died is a ghost")
    void ghost() {
        World world = world(AFTER_SYNC);
        world.commit();
        world.clock.runUntil(world.clock.now() + LAN_NANOS + LAN_NANOS / 2);
        world.crashSource();
        WriteHistory.Outcome outcome = world.history.promote(1);
        assertThat(outcome).isEqualTo(new WriteHistory.Outcome(0, 0, 0, 1, 0, 0));
    }

    @Test
    @DisplayName("SQL thread behind by D, behaviour 15: nothing lost, outage = detect + max(0, D - detect)")
    void delayedApplier() {
        for (long delaySeconds : new long[] {1, 3, 5, 8}) {
            for (int phase = 0; phase < 10; phase++) {
                World world = world(ASYNC);
                World.Replica replica = world.replicas.get(0);
                replica.applier = new Applier(delaySeconds * SECONDS, 0, 0, replica);
                long fault = 12 * SECONDS + phase * 100 * MILLIS + 2 * MILLIS;
                Promoter promoter = crash(world, fault, PromotionConfig.defaults());
                long detect = promoter.detectedNanos - fault;
                long outage = promoter.movedNanos - fault;
                assertThat(promoter.outcome.lostAcked()).isZero();
                assertThat(outage)
                        .isCloseTo(detect + Math.max(0, delaySeconds * SECONDS - detect), within(PERIOD_NANOS));
            }
        }
    }

    @Test
    @DisplayName("invariant 8: a replica behind by its applier looks healthy to the manager")
    void healthyLooking() {
        World world = world(ASYNC);
        world.replicas.get(0).applyNanos = 20 * MILLIS;
        world.commitEvery(PERIOD_NANOS, world.clock.now() + 10 * SECONDS);
        world.clock.runUntil(world.clock.now() + 10 * SECONDS);
        assertThat(world.replicas.get(0).applier.backlog()).isGreaterThan(1_400);
        assertThat(new Promoter(world, PromotionConfig.defaults()).receivedPosition(1))
                .isPositive();
    }

    @Test
    @DisplayName("semi-sync, replica gone: all commits stall once, exactly for the time-out, then asynchronous")
    void replicaGone() {
        for (boolean waitNoSlave : new boolean[] {true, false}) {
            World world = world(AFTER_SYNC.withSemiSyncTimeoutNanos(3 * SECONDS).withWaitNoReplica(waitNoSlave));
            long gone = 2 * SECONDS;
            world.clock.at(gone, () -> world.replicas.get(0).kill(true));
            long start = world.clock.now();
            world.commitEvery(PERIOD_NANOS, 20 * SECONDS);
            world.clock.runUntil(20 * SECONDS);
            long firstStalled = start + (gone - start + PERIOD_NANOS - 1) / PERIOD_NANOS * PERIOD_NANOS;
            assertThat(world.ackNanos.stream().filter(t -> t > gone).min(Long::compare))
                    .hasValue(firstStalled + 3 * SECONDS);
            assertThat(world.largestAckGapNanos(firstStalled + 3 * SECONDS)).isLessThanOrEqualTo(PERIOD_NANOS);
            assertThat(world.source.state()).isEqualTo(State.OFF);
            assertThat(world.ackedCount()).as("nobody hears an error").isEqualTo(world.commitNanos.size());
        }
    }

    @Test
    @DisplayName("invariant 6: after the stall it loses what async loses: every OK since the replica went")
    void losesWhatAsyncLoses() {
        long fault = 9 * SECONDS;
        World world = world(AFTER_SYNC.withSemiSyncTimeoutNanos(3 * SECONDS));
        World.Replica replica = world.replicas.get(0);
        world.clock.at(2 * SECONDS, () -> replica.linkUp = false);
        Promoter promoter = crash(world, fault, PromotionConfig.defaults());
        long since = world.commitNanos.stream()
                .filter(t -> t > 2 * SECONDS - LAN_NANOS)
                .count();
        assertThat(promoter.outcome.lostAcked()).isEqualTo(since);
        assertThat(promoter.outcome.lostSpanNanos(fault)).isBetween(3_990 * MILLIS, 4_000 * MILLIS);
    }

    @Test
    @DisplayName("semi-sync, primary gone: nothing acked lost; behaviour 12: async outage + 2.0 s, 1.0 s with kill 1")
    void primaryGone() {
        for (int phase = 0; phase < 20; phase++) {
            long fault = 4 * SECONDS + phase * 53 * MILLIS;
            PromotionConfig config = PromotionConfig.defaults();
            Promoter async = crash(world(ASYNC), fault, config);
            Promoter semiSync = crash(
                    world(AFTER_SYNC), fault, config.withStopSlaveExtraNanos(PromotionConfig.STOP_SLAVE_EXTRA_NANOS));
            Promoter killOne = crash(
                    world(AFTER_SYNC),
                    fault,
                    config.withStopSlaveExtraNanos(PromotionConfig.STOP_SLAVE_EXTRA_KILL_CONN_TIMEOUT_1_NANOS));
            assertThat(semiSync.outcome.lostAcked()).isZero();
            assertThat(semiSync.movedNanos - async.movedNanos).isEqualTo(2 * SECONDS);
            assertThat(killOne.movedNanos - async.movedNanos).isEqualTo(SECONDS);
        }
    }

    @Test
    @DisplayName("behaviour 13: semi-sync returns 0.1..1.9 s after the heal without a second stall (gaps <= 0.26 s)")
    void returnOfSemiSync() {
        long seed = 20_260_403;
        System.out.println("MeasuredBehaviourTest.returnOfSemiSync seed " + seed);
        Random random = new Random(seed);
        for (int trial = 0; trial < 50; trial++) {
            World world = world(AFTER_SYNC.withSemiSyncTimeoutNanos(3 * SECONDS));
            World.Replica replica = world.replicas.get(0);
            replica.nanosPerTransaction = SECONDS / 2_000;
            world.clock.at(2 * SECONDS, () -> {
                replica.linkUp = false;
                world.source.onReplicaDisconnected(0);
            });
            long heal = 8 * SECONDS + random.nextInt(2_000) * MILLIS;
            world.clock.at(heal, () -> {
                replica.linkUp = true;
                replica.restart();
            });
            world.commitEvery(PERIOD_NANOS, 20 * SECONDS);
            long on = -1;
            for (long t = heal; t < 20 * SECONDS && on < 0; t += MILLIS) {
                world.clock.runUntil(t);
                on = world.source.state() == State.ON ? t : -1;
            }
            assertThat(on - heal).as("seed %d trial %d", seed, trial).isBetween(100 * MILLIS, 1_900 * MILLIS);
            world.clock.runUntil(20 * SECONDS);
            assertThat(world.source.state()).isEqualTo(State.ON);
            assertThat(world.largestAckGapNanos(heal)).isLessThanOrEqualTo(260 * MILLIS);
        }
    }

    @Test
    @DisplayName("section 4: after a healed silent partition replication resumes within connect_retry + net_timeout")
    void healedPartition() {
        long seed = 20_260_404;
        System.out.println("MeasuredBehaviourTest.healedPartition seed " + seed);
        Random random = new Random(seed);
        long longest = 0;
        for (int trial = 0; trial < 300; trial++) {
            World world = new World(ASYNC, ReplicationReceiverConfig.mariaDb(), LAN_NANOS).connected();
            World.Replica replica = world.replicas.get(0);
            world.commit();
            world.clock.runUntil(SECONDS);
            replica.linkUp = false;
            long heal = 61 * SECONDS + random.nextInt(300_000) * MILLIS;
            world.clock.at(heal, () -> replica.linkUp = true);
            world.clock.at(heal - SECONDS, world::commit);
            long resumed = -1;
            for (long t = heal; resumed < 0; t += 100 * MILLIS) {
                world.clock.runUntil(t);
                resumed = replica.receiver.received() == 2 ? t : -1;
            }
            assertThat(resumed - heal).as("seed %d trial %d", seed, trial).isLessThanOrEqualTo(120 * SECONDS + MILLIS);
            longest = Math.max(longest, resumed - heal);
        }
        assertThat(longest).as("not merely the retry grid").isGreaterThan(100 * SECONDS);
    }

    @Test
    @DisplayName("invariant 11: silence is seen net_timeout after the last message, heartbeats included: 30..60 s")
    void heartbeatsHideIdleLinks() {
        for (long cutSeconds = 100; cutSeconds < 160; cutSeconds += 3) {
            World world = new World(ASYNC, ReplicationReceiverConfig.mariaDb(), LAN_NANOS).connected();
            World.Replica replica = world.replicas.get(0);
            long cut = cutSeconds * SECONDS;
            world.clock.runUntil(cut);
            assertThat(replica.receiver.state()).as("idle").isEqualTo(ReplicationReceiver.State.CONNECTED);
            replica.linkUp = false;
            long seen = cut;
            while (replica.receiver.state() == ReplicationReceiver.State.CONNECTED) {
                seen += 100 * MILLIS;
                world.clock.runUntil(seen);
            }
            assertThat(seen - cut).isBetween(30 * SECONDS, 60 * SECONDS + 100 * MILLIS);
        }
    }

    @Test
    @DisplayName("invariant 12: a semi-sync commit takes one round trip at least, an async one none")
    void roundTrip() {
        for (Mode mode : Mode.values()) {
            World world = world(ASYNC.withMode(mode));
            world.replicas.get(0).linkDelayNanos = 35 * MILLIS;
            world.commit();
            world.clock.runUntil(world.clock.now() + SECONDS);
            long latency = world.ackNanos.get(0) - world.commitNanos.get(0);
            boolean acks = mode != Mode.ASYNC;
            assertThat(latency).as("%s", mode).isEqualTo(acks ? 70 * MILLIS : 0);
        }
    }

    @Test
    @DisplayName("golden trace: stall, degradation, catch-up and return of semi-sync")
    void goldenStall() {
        World world = world(AFTER_SYNC.withSemiSyncTimeoutNanos(3 * SECONDS));
        world.replicas.get(0).linkDelayNanos = 2 * MILLIS;
        world.tracing = true;
        world.commitEvery(SECONDS, 8 * SECONDS);
        world.clock.at(SECONDS, () -> world.replicas.get(0).kill(true));
        world.clock.at(6 * SECONDS + 500 * MILLIS, world.replicas.get(0)::restart);
        world.clock.runUntil(8 * SECONDS);
        assertThat(world.clock.trace()).isEqualTo("""
            t=0.010s commit 1
            t=0.010s   send 1..1 to replica 0
            t=0.012s replica 0 receives 1..1
            t=0.014s ack 1 from replica 0
            t=0.014s   engine commit 1..1
            t=0.014s   OK to clients of 1..1
            t=1.000s replica 0 dies
            t=1.010s commit 2
            t=2.010s commit 3
            t=3.010s commit 4
            t=4.010s commit 5
            t=4.010s timer SEMI_SYNC_TIMEOUT
            t=4.010s   semi-sync OFF
            t=4.010s   engine commit 2..5
            t=4.010s   OK to clients of 2..5
            t=5.010s commit 6
            t=5.010s   engine commit 6..6
            t=5.010s   OK to clients of 6..6
            t=6.010s commit 7
            t=6.010s   engine commit 7..7
            t=6.010s   OK to clients of 7..7
            t=6.500s replica 0 is back
            t=6.500s replica 0 receiver stopped: BY_HAND
            t=6.502s   send 2..7 to replica 0
            t=6.504s replica 0 receives 2..7
            t=6.506s ack 7 from replica 0
            t=6.506s   semi-sync ON
            t=7.010s commit 8
            t=7.010s   send 8..8 to replica 0
            t=7.012s replica 0 receives 8..8
            t=7.014s ack 8 from replica 0
            t=7.014s   engine commit 8..8
            t=7.014s   OK to clients of 8..8
            """);
    }

    @Test
    @DisplayName("golden trace: promotion under semi-sync with a dead primary and an applier behind")
    void goldenPromotion() {
        World world = world(AFTER_SYNC);
        World.Replica replica = world.replicas.get(0);
        replica.linkDelayNanos = 2 * MILLIS;
        replica.applier = new Applier(8 * SECONDS, 0, 0, replica);
        Promoter promoter = new Promoter(
                world,
                PromotionConfig.defaults()
                        .withStopSlaveExtraNanos(PromotionConfig.STOP_SLAVE_EXTRA_NANOS)
                        .withActNanos(100 * MILLIS));
        promoter.manager.onStart();
        world.tracing = true;
        world.commitEvery(SECONDS, 3 * SECONDS);
        world.clock.at(SECONDS + 500 * MILLIS, world::crashSource);
        world.clock.runUntil(30 * SECONDS);
        assertThat(world.clock.trace()).isEqualTo("""
            t=0.010s commit 1
            t=0.010s   send 1..1 to replica 0
            t=0.012s replica 0 receives 1..1
            t=0.014s ack 1 from replica 0
            t=0.014s   engine commit 1..1
            t=0.014s   OK to clients of 1..1
            t=1.010s commit 2
            t=1.010s   send 2..2 to replica 0
            t=1.012s replica 0 receives 2..2
            t=1.014s ack 2 from replica 0
            t=1.014s   engine commit 2..2
            t=1.014s   OK to clients of 2..2
            t=1.500s source crashes
            t=5.010s detected: node 0 is gone
            t=5.010s decided: promote node 1
            t=5.010s   STOP SLAVE IO_THREAD on node 1
            t=5.010s replica 0 receiver stopped: BY_HAND
            t=7.010s   node 1 has 2 to apply
            t=9.110s   read_only=0 on node 1
            t=9.110s   address to node 1
            t=9.110s   node 0 needs a reseed
            """);
    }
}
