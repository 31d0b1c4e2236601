package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.replication.ReplicationSource.State;
import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mysql-replication.md section 6, invariants 4 to 7, under random delays, resets, kills and silent cuts. */
class SemiSyncGuaranteeTest {
    private static final long SEED = 20_260_405;
    private static final int TRIALS = 120;

    private int lostWhileOff;
    private int ghosts;
    private int offs;
    private int returns;

    @Test
    @DisplayName("invariant 5: AFTER_SYNC and ON: acked is a part of what at least one replica has, at every instant")
    void ackedIsReceivedWhileOn() {
        System.out.println("SemiSyncGuaranteeTest seed " + SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            trial(trial);
        }
        assertThat(lostWhileOff).as("degraded, it does lose (invariant 6)").isPositive();
        assertThat(ghosts).as("ghosts (invariant 7)").isPositive();
        assertThat(offs).as("degradations").isPositive();
        assertThat(returns).as("returns").isPositive();
    }

    private void trial(int trial) {
        Random random = new Random(SEED + trial);
        int replicas = 1 + random.nextInt(3);
        int needed = 1 + random.nextInt(replicas);
        ReplicationSourceConfig config = ReplicationSourceConfig.mysql(replicas)
                .withMode(trial % 4 == 0 ? Mode.AFTER_COMMIT : Mode.AFTER_SYNC)
                .withSemiSyncTimeoutNanos((1 + random.nextInt(500)) * MILLIS)
                .withWaitForReplicaCount(needed)
                .withWaitNoReplica(random.nextBoolean());
        ReplicationReceiverConfig receiver = ReplicationReceiverConfig.mysql()
                .withSemiSync(true)
                .withConnectRetryNanos(100 * MILLIS)
                .withNetTimeoutNanos(400 * MILLIS);
        World world = new World(config, receiver, MILLIS).connected();
        String what = "seed " + SEED + " trial " + trial;
        long end = 8 * SECONDS;
        for (long t = world.clock.now(); t < end; t += 1 + random.nextInt((int) (8 * MILLIS))) {
            world.clock.at(t, world::commit);
        }
        for (World.Replica replica : world.replicas) {
            disturb(world, replica, random, end);
        }
        boolean wasOn = world.source.state() == State.ON;
        for (long t = world.clock.now(); t < end; t += MILLIS / 4) {
            world.clock.runUntil(t);
            check(world, what);
            boolean on = world.source.state() == State.ON;
            offs += wasOn && !on ? 1 : 0;
            returns += !wasOn && on ? 1 : 0;
            wasOn = on;
        }
        promoteBest(world, what);
    }

    private static void disturb(World world, World.Replica replica, Random random, long end) {
        world.onAck = position -> check(world, "at the OK of " + position);
        long t = world.clock.now();
        while (t < end) {
            t += 20 * MILLIS + random.nextInt((int) (600 * MILLIS));
            int kind = random.nextInt(4);
            long length = random.nextInt((int) (900 * MILLIS));
            boolean notices = random.nextBoolean();
            long delay = random.nextInt((int) (20 * MILLIS));
            world.clock.at(t, () -> {
                switch (kind) {
                    case 0 -> replica.nanosPerTransaction = delay;
                    case 1 -> {
                        if (replica.alive) {
                            replica.linkDelayNanos = delay;
                            replica.reset();
                        }
                    }
                    case 2 -> replica.kill(notices);
                    default -> {
                        replica.linkUp = false;
                        if (notices) {
                            world.source.onReplicaDisconnected(replica.index);
                        }
                    }
                }
            });
            t += length;
            world.clock.at(t, () -> {
                if (!replica.linkUp || !replica.alive) {
                    replica.linkUp = true;
                    replica.restart();
                }
            });
        }
    }

    private static void check(World world, String what) {
        long best = 0;
        for (World.Replica replica : world.replicas) {
            long received = replica.receiver.received();
            best = Math.max(best, received);
            assertThat(replica.applier.applied()).as(what).isLessThanOrEqualTo(received);
            assertThat(received).as(what).isLessThanOrEqualTo(world.source.binlogEnd());
        }
        if (world.source.state() == State.ON) {
            assertThat(world.lastAcked).as(what).isLessThanOrEqualTo(best);
        }
    }

    private void promoteBest(World world, String what) {
        boolean on = world.source.state() == State.ON;
        world.crashSource();
        long best = world.replicas.stream()
                .mapToLong(replica -> replica.receiver.received())
                .max()
                .orElseThrow();
        WriteHistory.Outcome outcome = world.history.promote(best);
        ghosts += outcome.ghosts();
        if (on) {
            assertThat(outcome.lostAcked()).as(what).isZero();
        } else {
            lostWhileOff += outcome.lostAcked();
        }
    }
}
