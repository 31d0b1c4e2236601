package dev.nines.network;

import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handshakes and requests as one event against segment by segment. A loss that never comes to pass (probability 1e-15) keeps
 * a network from using the one event.
 */
class FlightsTest {
    private static final double NEVER = 1e-15;
    private static final int REQUESTS = 6_000;
    private static final long EVERY = 3 * MS;

    /** Requests to a virtual address on two servers, while hosts, links, ports and owners change at random times. */
    private static final class World implements EventHandler, ConnectionUser {
        final Simulation simulation = new Simulation(1, false);
        final Network network;
        final boolean indifferent;
        boolean ready = true;
        final int client;
        final int[] servers = new int[2];
        final int vip;
        int address;
        final List<String> seen = new ArrayList<>();
        final int timer;
        int next;
        Connection last;

        World(double loss, boolean indifferent) {
            this.indifferent = indifferent;
            network = new Network(simulation, Bench.spec(SynSchedule.LINEAR, Law.constant(MS), loss));
            simulation.enter(simulation.idleGroup("clients"));
            client = network.addHost("client", "r/z");
            servers[0] = network.addHost("s0", "r/z");
            servers[1] = network.addHost("s1", "r/z");
            vip = network.addAddress("vip");
            address = vip;
            listen(servers[0]);
            listen(servers[1]);
            network.own(servers[0], vip);
            timer = simulation.timer(simulation.current(), this, 0, 0);
            simulation.arm(timer, 0);
        }

        private void listen(int host) {
            network.listen(host, 80, 5, new Server());
        }

        void see(String what, Connection c) {
            seen.add(simulation.now() + " " + what + " " + c.token);
        }

        @Override
        public void onEvent(int op, int arg) {
            int payload = next++;
            network.request(client, payload & 15, address, 80, this, payload, payload, Long.MAX_VALUE);
            if (next < REQUESTS) {
                simulation.arm(timer, EVERY + (payload * 7919L) % MS);
            }
        }

        /** Everything that can change, one after the other. */
        void change(int what, int host) {
            int server = servers[host];
            int other = servers[1 - host];
            switch (what) {
                case 0 -> network.power(server, false);
                case 1 -> {
                    if (!network.powered(server)) {
                        network.power(server, true);
                        listen(server);
                    }
                }
                case 2 -> network.silentCut(server, true);
                case 3 -> network.silentCut(server, false);
                case 4 -> {
                    network.disown(other, vip);
                    network.own(server, vip);
                    network.gratuitousArp(server, vip);
                }
                case 5 -> {
                    if (network.powered(server)) {
                        network.kill(server, 80);
                        listen(server);
                    }
                }
                case 6 -> {
                    if (network.powered(server)) {
                        network.freeze(server, 80, true);
                    }
                }
                case 7 -> {
                    if (network.powered(server)) {
                        network.freeze(server, 80, false);
                    }
                }
                default -> network.removeRule(network.addRule(Rule.drop(client, server, Traffic.TCP)));
            }
        }

        @Override
        public boolean ready(Connection connection) {
            return ready;
        }

        @Override
        public void onConnected(Connection connection) {
            last = connection; // may be told late
        }

        @Override
        public void onRefused(Connection connection) {
            see("refused", connection);
        }

        @Override
        public void onReset(Connection connection) {
            see("reset", connection);
        }

        @Override
        public void onConnectTimeout(Connection connection) {
            see("time-out", connection);
        }

        @Override
        public void onData(Connection connection, int payload) {
            see("answer", connection);
            network.close(connection);
        }

        @Override
        public void onClosed(Connection connection) {
            see("closed", connection);
        }

        /** Answers at once; whether the client closes then may be all the same to it. */
        private final class Server implements Listener {
            @Override
            public void onAccept(Connection connection) {
                see("accepted", connection);
            }

            @Override
            public void onData(Connection connection, int payload) {
                see("request at " + network.name(connection.serverHost), connection);
                network.reply(connection, payload);
            }

            @Override
            public void onPeerClosed(Connection connection) {
                over("peer closed", connection);
            }

            @Override
            public void onReset(Connection connection) {
                over("peer reset", connection);
            }

            private void over(String what, Connection connection) {
                if (!indifferent) {
                    see(what, connection);
                }
            }

            @Override
            public boolean indifferent(Connection connection, boolean accepted) {
                return indifferent;
            }
        }
    }

    private static World run(long seed, double loss, boolean indifferent) {
        World world = new World(loss, indifferent);
        RandomStream when = new RandomStream(seed, "test", "changes");
        while (world.next < REQUESTS) {
            world.simulation.run(world.simulation.now() + 1 + (long) (0.2 * S * when.nextDouble()));
            world.change((int) (9 * when.nextDouble()), (int) (2 * when.nextDouble()));
        }
        world.simulation.run(world.simulation.now() + 3000 * S);
        return world;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("whatever changes meanwhile, each request fares as it does segment by segment, to the nanosecond")
    void asSegmentBySegment(long seed) {
        World once = run(seed, 0, false);
        World segments = run(seed, NEVER, false);
        assertThat(once.seen).as("seed %d", seed).containsExactlyElementsOf(segments.seen);
        assertThat(once.seen).filteredOn(line -> line.contains("answer")).hasSizeGreaterThan(300);
        assertThat(once.seen).filteredOn(line -> line.contains("reset")).isNotEmpty();
        assertThat(once.simulation.events()).isLessThan(segments.simulation.events());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    // Connections end earlier, so that others take their places: what one instant brings may come in another order.
    @DisplayName("a FIN that changes nothing for the server changes nothing for anybody")
    void withoutTheLastSegment(long seed) {
        World without = run(seed, 0, true);
        World segments = run(seed, NEVER, true);
        assertThat(without.seen).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(segments.seen);
        assertThat(without.network.openConnections()).isLessThanOrEqualTo(segments.network.openConnections());
    }

    @Test
    @DisplayName("a process that stands still when it is connected sends its request when it goes on")
    void standingStill() {
        World world = new World(0, false);
        world.next = REQUESTS - 1; // one request
        world.ready = false;
        world.address = world.servers[0]; // needs no question, so the flight begins at once
        world.simulation.run(MS / 2);
        world.network.silentCut(world.servers[1], true); // any change: segment by segment from here on
        world.simulation.run(S);
        assertThat(world.seen).singleElement().asString().contains("accepted");
        world.network.open(world.last);
        world.network.open(world.last);
        world.simulation.run(2 * S);
        assertThat(world.seen).hasSize(4).element(1).asString().startsWith((S + MS) + " request at s0");
    }
}
