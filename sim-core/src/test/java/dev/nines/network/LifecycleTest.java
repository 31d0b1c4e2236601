package dev.nines.network;

import static dev.nines.network.Bench.HOP;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random faults and random behaviour of both sides: each side hears of its connection only while it has one, and every
 * message comes once and in order. Ties are shuffled.
 */
class LifecycleTest {
    private static final int TOKENS = 10_000;

    private static final int NEVER = 0;
    private static final int LIVES = 1;
    private static final int OVER = 2;

    /** What one side knows of its connections, by token. */
    private static final class Side {
        final int[] state = new int[TOKENS];
        final int[] heard = new int[TOKENS];
        final List<Connection> held = new ArrayList<>();
        int messages;
        int ends;

        void begins(Connection c, int before) {
            assertThat(state[c.token]).isEqualTo(before);
            state[c.token] = LIVES;
            held.add(c);
        }

        void hears(Connection c, int payload) {
            assertThat(state[c.token]).isEqualTo(LIVES);
            assertThat(payload).isGreaterThan(heard[c.token]);
            heard[c.token] = payload;
            messages++;
        }

        void ends(Connection c) {
            assertThat(state[c.token]).isEqualTo(LIVES);
            state[c.token] = OVER;
            held.remove(c);
            ends++;
        }

        void forget(int host) {
            for (int i = held.size() - 1; i >= 0; i--) {
                Connection c = held.get(i);
                if (c.clientHost == host || c.serverHost == host) {
                    state[c.token] = OVER;
                    held.remove(i);
                }
            }
        }
    }

    /** Two servers behind an address of their own, and a balancer before them with another. */
    private static final class World implements EventHandler, Forwarder {
        final RandomStream dice;
        final Simulation simulation;
        final Network network;
        final Side clients = new Side();
        final Side servers = new Side();
        final int client;
        final int[] hosts = new int[3];
        final int[] addresses = new int[2];
        int flowsBegun;
        int flowsEnded;
        int tokens;
        int number;

        final ConnectionUser user = new ConnectionUser() {
            @Override
            public void onConnected(Connection c) {
                assertThat(clients.state[c.token]).isEqualTo(LIVES);
                if (dice.nextInt(2) == 0) {
                    network.send(c, ++number);
                }
            }

            @Override
            public void onRefused(Connection c) {
                clients.ends(c);
            }

            @Override
            public void onReset(Connection c) {
                clients.ends(c);
            }

            @Override
            public void onConnectTimeout(Connection c) {
                clients.ends(c);
            }

            @Override
            public void onData(Connection c, int payload) {
                clients.hears(c, payload);
            }

            @Override
            public void onClosed(Connection c) {
                clients.ends(c);
            }
        };

        final Listener listener = new Listener() {
            @Override
            public void onAccept(Connection c) {
                servers.begins(c, NEVER);
            }

            @Override
            public void onData(Connection c, int payload) {
                servers.hears(c, payload);
                network.reply(c, ++number);
            }

            @Override
            public void onPeerClosed(Connection c) {
                servers.ends(c);
            }

            @Override
            public void onReset(Connection c) {
                servers.ends(c);
            }
        };

        World(long seed) {
            dice = new RandomStream(seed, "test", "dice");
            simulation = new Simulation(seed, true);
            simulation.enter(simulation.idleGroup("clients"));
            network = new Network(simulation, Bench.spec(SynSchedule.LINEAR, new Law.Exponential(HOP), 0.01));
            client = network.addHost("client", "r/z");
            for (int i = 0; i < hosts.length; i++) {
                hosts[i] = network.addHost("h" + i, "r/z");
            }
            addresses[0] = network.addAddress("vip");
            addresses[1] = network.addAddress("front");
            for (int host : hosts) {
                start(host);
            }
            network.own(hosts[0], addresses[0]);
        }

        void start(int host) {
            network.power(host, true);
            if (host == hosts[2]) {
                network.forward(host, 80, this);
                network.own(host, addresses[1]);
            } else {
                network.listen(host, 80, 3, listener);
            }
        }

        void stop(int host) {
            network.power(host, false);
            (host == client ? clients : servers).forget(host);
        }

        /** A new connection, or something said or closed on an old one, from either side. */
        @Override
        public void onEvent(int op, int arg) {
            switch (dice.nextInt(8)) {
                case 0, 1, 2 -> connect();
                case 3 -> {
                    Connection c = any(clients);
                    if (c != null) {
                        network.close(c);
                        clients.ends(c);
                    }
                }
                case 4 -> {
                    Connection c = any(servers);
                    if (c != null) {
                        network.closeByServer(c);
                        servers.ends(c);
                    }
                }
                case 5, 6 -> {
                    Connection c = any(clients);
                    if (c != null) {
                        network.send(c, ++number);
                    }
                }
                default -> {
                    Connection c = any(servers);
                    if (c != null) {
                        network.reply(c, ++number);
                    }
                }
            }
        }

        private Connection any(Side side) {
            return side.held.isEmpty() ? null : side.held.get(dice.nextInt(side.held.size()));
        }

        private void connect() {
            int token = ++tokens;
            int address = dice.nextInt(4) == 0 ? hosts[dice.nextInt(3)] : addresses[dice.nextInt(2)];
            Connection c = network.connect(client, token, address, 80, user, token);
            c.tcpUserTimeoutNanos = dice.nextInt(3) * S;
            clients.begins(c, NEVER);
        }

        void trouble() {
            int host = hosts[dice.nextInt(3)];
            switch (dice.nextInt(9)) {
                case 0 -> {
                    stop(host);
                    start(host);
                }
                case 1 -> network.silentCut(host, true);
                case 2 -> network.silentCut(host, false);
                case 3 -> {
                    if (host != hosts[2]) {
                        servers.forget(host);
                        network.kill(host, 80);
                        network.listen(host, 80, 3, listener);
                    }
                }
                case 4 -> {
                    network.disown(hosts[0], addresses[0]);
                    network.disown(hosts[1], addresses[0]);
                    network.own(hosts[dice.nextInt(2)], addresses[0]);
                    network.gratuitousArp(hosts[0], addresses[0]);
                }
                case 5 -> network.freeze(hosts[dice.nextInt(2)], 80, true);
                case 6 -> network.freeze(hosts[dice.nextInt(2)], 80, false);
                case 7 -> network.resetFlows(hosts[2], 80, hosts[dice.nextInt(2)]);
                default -> {
                    if (dice.nextInt(4) == 0) {
                        stop(client);
                        network.power(client, true);
                    }
                    int rule = network.addRule(Rule.drop(client, host, Traffic.TCP));
                    network.addRule(Rule.delay(host, client, Traffic.TCP, MS));
                    network.removeRule(rule);
                }
            }
        }

        void heal() {
            for (int host : hosts) {
                network.silentCut(host, false);
                if (host != hosts[2]) {
                    network.freeze(host, 80, false);
                }
            }
        }

        @Override
        public int target(Connection c) {
            if (c.viaToken == 0) {
                c.viaToken = 1;
                flowsBegun++;
            }
            return c.serverHost >= 0 ? c.serverHost : hosts[dice.nextInt(2)];
        }

        @Override
        public int onUnknownFlow(Connection c) {
            return REFUSE;
        }

        @Override
        public void onFlowEnd(Connection c) {
            flowsEnded++;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void eachSideHearsOfItsOwnConnectionsOnly(long seed) {
        World world = new World(seed);
        for (int i = 0; i < 3_000; i++) {
            world.simulation.after(0, world, 0, 0);
            world.simulation.run(world.simulation.now() + (long) (40 * MS * world.dice.nextDouble()));
            if (world.dice.nextInt(50) == 0) {
                world.trouble();
            } else if (world.dice.nextInt(100) == 0) {
                world.heal();
            }
        }
        world.heal();
        world.simulation.run(world.simulation.now() + 3_000 * S);
        assertThat(world.simulation.nextTime()).isEqualTo(Long.MAX_VALUE);
        assertThat(world.clients.messages).isGreaterThan(100);
        assertThat(world.servers.messages).isGreaterThan(100);
        assertThat(world.flowsEnded).isBetween(1, world.flowsBegun);
        assertThat(world.network.openConnections())
                .isBetween(
                        Math.max(world.clients.held.size(), world.servers.held.size()),
                        world.clients.held.size() + world.servers.held.size());
        world.stop(world.client);
        for (int host : world.hosts) {
            world.stop(host);
        }
        assertThat(world.network.openConnections()).isZero();
        assertThat(world.clients.held).isEmpty();
        assertThat(world.servers.held).isEmpty();
    }
}
