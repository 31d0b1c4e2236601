package dev.nines.protocol.replication;

import static dev.nines.protocol.replication.VirtualClock.MILLIS;
import static dev.nines.protocol.replication.VirtualClock.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** measured-behaviour.md, behaviour 16, and mysql-replication.md section 4: a two-way pair. */
class TwoMastersTest {
    private static final long LAN_NANOS = MILLIS / 10;

    /** A server: its own binlog and table, and the other one's transactions. */
    private static final class Server {
        final World world;
        final AutoIncrementTable table;
        final List<Long> ids = new ArrayList<>();
        final TreeSet<Long> rows = new TreeSet<>();

        Server(VirtualClock clock, String name, AutoIncrementTable table) {
            this.table = table;
            world = new World(
                    clock,
                    ReplicationSourceConfig.mariaDb(1),
                    ReplicationReceiverConfig.mariaDb()
                            .withConnectRetryNanos(SECONDS)
                            .withNetTimeoutNanos(4 * SECONDS),
                    LAN_NANOS);
            world.name = name;
        }

        void insert() {
            long id = table.insert();
            ids.add(id);
            rows.add(id);
            world.commit();
        }

        /** This server's binlog is applied by the other one. */
        void replicateTo(Server other) {
            world.replicas.get(0).execute = position -> {
                long id = ids.get((int) position - 1);
                Applier.Result result = other.table.apply(id);
                if (result == Applier.Result.APPLIED) {
                    other.rows.add(id);
                }
                return result;
            };
            world.connected();
        }

        Applier applierOfOther() {
            return world.replicas.get(0).applier;
        }

        void linkUp(boolean up) {
            World.Replica replica = world.replicas.get(0);
            replica.linkUp = up;
            if (!up) {
                replica.reset();
            }
        }
    }

    private final VirtualClock clock = new VirtualClock();
    private Server a;
    private Server b;

    private void pair(int increment, int offsetOfA, int offsetOfB) {
        a = new Server(clock, "a", new AutoIncrementTable(increment, offsetOfA));
        b = new Server(clock, "b", new AutoIncrementTable(increment, offsetOfB));
        a.replicateTo(b);
        b.replicateTo(a);
    }

    private void insertEvery(Server server, long fromNanos, long untilNanos) {
        for (long t = fromNanos; t < untilNanos; t += 5 * MILLIS) {
            clock.at(t, server::insert);
        }
    }

    /** Writes go to A; the pair is cut with a row on the way, both take writes, then they see each other again. */
    private void cutAndHeal(long phaseNanos) {
        long cut = 2 * SECONDS + phaseNanos;
        long heal = cut + 4 * SECONDS;
        insertEvery(a, SECONDS, heal);
        insertEvery(b, cut, heal);
        clock.at(cut, () -> {
            a.linkUp(false);
            b.linkUp(false);
        });
        clock.at(heal, () -> {
            a.linkUp(true);
            b.linkUp(true);
        });
        clock.runUntil(heal + 6 * SECONDS);
    }

    @Test
    @DisplayName("behaviour 16: equal auto_increment breaks replication with 1062 on both sides, 8 of 8")
    void equalAutoIncrement() {
        for (int trial = 0; trial < 8; trial++) {
            TwoMastersTest test = new TwoMastersTest();
            test.pair(1, 1, 1);
            test.cutAndHeal(trial * 625_000L);
            for (Server server : List.of(test.a, test.b)) {
                assertThat(server.applierOfOther().state()).isEqualTo(Applier.State.BROKEN);
                assertThat(server.applierOfOther().error().errorCode()).isEqualTo(1062);
                assertThat(server.applierOfOther().backlog())
                        .as("rows only on one side")
                        .isGreaterThan(100);
            }
        }
    }

    @Test
    @DisplayName("behaviour 16: increment 2 with offsets 1 and 2: 0 conflicts, stale while cut, then all converges")
    void offsets() {
        for (int trial = 0; trial < 8; trial++) {
            TwoMastersTest test = new TwoMastersTest();
            test.pair(2, 1, 2);
            test.cutAndHeal(trial * 625_000L);
            assertThat(test.a.applierOfOther().state()).isEqualTo(Applier.State.RUNNING);
            assertThat(test.b.applierOfOther().state()).isEqualTo(Applier.State.RUNNING);
            assertThat(test.a.applierOfOther().backlog()
                            + test.b.applierOfOther().backlog())
                    .isZero();
            assertThat(test.a.rows)
                    .hasSize(test.a.ids.size() + test.b.ids.size())
                    .isEqualTo(test.b.rows);
        }
    }

    @Test
    @DisplayName("behaviour 16: until the heal the other side's rows are missing, offsets or not")
    void staleUntilTheHeal() {
        pair(2, 1, 2);
        insertEvery(a, SECONDS, 3 * SECONDS);
        clock.at(2 * SECONDS, () -> a.linkUp(false));
        clock.runUntil(3 * SECONDS);
        assertThat(a.rows.size() - b.rows.size()).isCloseTo(200, within(1));
    }

    @Test
    @DisplayName("equal auto_increment, both written under a working link: the same instant is enough for 1062")
    void sameInstant() {
        pair(1, 1, 1);
        clock.at(SECONDS, a::insert);
        clock.at(SECONDS, b::insert);
        clock.at(SECONDS + 10 * MILLIS, a::insert);
        clock.runUntil(2 * SECONDS);
        assertThat(a.applierOfOther().error()).isEqualTo(Applier.Result.DUPLICATE_KEY);
        assertThat(b.applierOfOther().error()).isEqualTo(Applier.Result.DUPLICATE_KEY);
        assertThat(b.rows).containsExactly(1L);
    }

    @Test
    @DisplayName("equal auto_increment, one writer at a time and nothing on the way: no conflict, the counter follows")
    void takingTurns() {
        pair(1, 1, 1);
        for (int turn = 0; turn < 50; turn++) {
            clock.at(SECONDS + turn * 10 * MILLIS, (turn % 2 == 0 ? a : b)::insert);
        }
        clock.runUntil(3 * SECONDS);
        assertThat(a.rows).hasSize(50).isEqualTo(b.rows);
    }
}
