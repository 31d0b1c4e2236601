package dev.nines.network;

import static dev.nines.network.Bench.HOP;
import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Same seed, same run; and a connection costs no memory. */
class EconomyTest {
    /** A short connection every 10 ms, a long-lived one that talks, an advert: what a window of clients does. */
    private static final class Load implements EventHandler, ConnectionUser, Listener {
        final Simulation simulation;
        final Network network;
        final int client;
        final int[] servers = new int[2];
        final int vip;
        final int timer;
        long hash;
        int done;
        int failed;
        int accepted;
        int ended;
        int next;

        Load(long seed, NetworkSpec spec) {
            simulation = new Simulation(seed, false);
            simulation.enter(simulation.idleGroup("clients"));
            network = new Network(simulation, spec);
            client = network.addHost("client", "r/z");
            servers[0] = network.addHost("s0", "r/z");
            servers[1] = network.addHost("s1", "r/z");
            vip = network.addAddress("vip");
            network.listen(servers[0], 80, 128, this);
            network.listen(servers[1], 80, 128, this);
            network.own(servers[0], vip);
            timer = simulation.timer(simulation.current(), this, 0, 0);
            simulation.arm(timer, 0);
        }

        @Override
        public void onEvent(int op, int arg) {
            if (op == 0) {
                network.connect(client, next & 15, vip, 80, this, next++);
                network.send(servers[0], servers[1], Traffic.VRRP, this, 1, next);
                simulation.arm(timer, 10 * MS);
            } else {
                mix(arg);
            }
        }

        private void mix(long value) {
            hash = Group.mix(hash, simulation.now());
            hash = Group.mix(hash, value);
        }

        @Override
        public void onConnected(Connection connection) {
            network.send(connection, connection.token);
        }

        @Override
        public void onRefused(Connection connection) {
            failed++;
            mix(1);
        }

        /** On either side. */
        @Override
        public void onReset(Connection connection) {
            failed++;
            mix(2);
        }

        @Override
        public void onConnectTimeout(Connection connection) {
            failed++;
            mix(3);
        }

        /** On either side: the server answers, the client has what it wanted. */
        @Override
        public void onData(Connection connection, int payload) {
            if (connection.serverToken == payload + 1) {
                done++;
                mix(payload);
                network.close(connection);
            } else {
                connection.serverToken = payload + 1;
                network.reply(connection, payload);
            }
        }

        @Override
        public void onClosed(Connection connection) {
            mix(4);
        }

        @Override
        public void onAccept(Connection connection) {
            accepted++;
        }

        @Override
        public void onPeerClosed(Connection connection) {
            ended++;
        }
    }

    private static Load troubled(long seed) {
        Load load = new Load(seed, Bench.spec(SynSchedule.LINEAR, new Law.Exponential(HOP), 0.02));
        Network network = load.network;
        RandomStream when = new RandomStream(3, "test", "troubles");
        for (int i = 0; i < 40; i++) {
            load.simulation.run(load.simulation.now() + (long) (2 * S * when.nextDouble()));
            int host = load.servers[i & 1];
            switch (i % 5) {
                case 0 -> network.power(host, false);
                case 1 -> network.silentCut(host, i % 2 == 0);
                case 2 -> network.gratuitousArp(host, load.vip);
                case 3 -> network.own(host, load.vip);
                default -> {
                    network.power(load.servers[0], true);
                    network.power(load.servers[1], true);
                    network.kill(host, 80);
                    network.kill(load.servers[1 - (i & 1)], 80);
                    network.listen(load.servers[0], 80, 5, load);
                    network.listen(load.servers[1], 80, 5, load);
                    network.freeze(load.servers[i & 1], 80, i % 3 == 0);
                }
            }
        }
        load.simulation.disarm(load.timer);
        load.simulation.run(3000 * S);
        return load;
    }

    @Test
    void sameSeedSameRun() {
        Load once = troubled(5);
        Load twice = troubled(5);
        assertThat(once.done).isGreaterThan(100);
        assertThat(once.failed).isGreaterThan(100);
        assertThat(twice.hash).isEqualTo(once.hash);
        assertThat(twice.simulation.events()).isEqualTo(once.simulation.events());
        assertThat(troubled(6).hash).isNotEqualTo(once.hash);
    }

    @Test
    @DisplayName("whatever happens, nothing stays pending for ever and every connection ends")
    void everythingEnds() {
        for (long seed = 1; seed <= 20; seed++) {
            Load load = troubled(seed);
            assertThat(load.simulation.nextTime()).as("seed %d", seed).isEqualTo(Long.MAX_VALUE);
            // Clients without a limit wait for ever for a server that lost its memory.
            for (int host = 0; host < load.network.hosts(); host++) {
                load.network.power(host, false);
            }
            assertThat(load.network.openConnections()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void inGoodWeatherEveryConnectionComesToItsEnd() {
        Load load = new Load(1, Bench.spec(SynSchedule.LINEAR));
        load.simulation.run(100 * S);
        load.simulation.disarm(load.timer);
        load.simulation.run(200 * S);
        assertThat(load.done).isEqualTo(10_001);
        assertThat(load.accepted).isEqualTo(load.done);
        assertThat(load.ended).isEqualTo(load.done);
        assertThat(load.failed).isZero();
        assertThat(load.network.openConnections()).isZero();
    }

    @Test
    @DisplayName("a direct short connection is four events: handshake, request, answer, FIN")
    void eventsPerConnection() {
        Load load = new Load(1, Bench.spec(SynSchedule.LINEAR));
        load.simulation.run(S + MS);
        long before = load.simulation.events();
        load.simulation.run(2 * S + MS);
        // One timer and one datagram per round besides.
        assertThat(load.simulation.events() - before).isEqualTo(100 * 6);
    }

    @Test
    void aConnectionAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Load load = new Load(1, Bench.spec(SynSchedule.LINEAR));
        load.simulation.run(300 * S);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            load.simulation.run(load.simulation.now() + 100 * S);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        // 10 000 connections: a single object for each would be 160 000 bytes and more.
        assertThat(least).isLessThan(10_000);
    }
}
