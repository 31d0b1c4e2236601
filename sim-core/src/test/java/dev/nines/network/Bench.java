package dev.nines.network;

import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.util.ArrayList;
import java.util.List;

/** A client c, two servers a and b in one zone, and a virtual address between them. */
final class Bench {
    static final long MS = 1_000_000L;
    static final long S = 1_000 * MS;
    static final long HOP = 50_000;
    static final int PORT = 80;

    final Simulation simulation;
    final Group group;
    final Network network;
    final int c;
    final int a;
    final int b;
    final int vip;
    final List<String> log = new ArrayList<>();

    Bench(long seed, NetworkSpec spec) {
        simulation = new Simulation(seed, false);
        group = simulation.idleGroup("clients");
        simulation.enter(group);
        network = new Network(simulation, spec);
        c = network.addHost("c", "r/z/1");
        a = network.addHost("a", "r/z/2");
        b = network.addHost("b", "r/z/3");
        vip = network.addAddress("vip");
    }

    Bench() {
        this(1, spec(SynSchedule.LINEAR));
    }

    static NetworkSpec spec(SynSchedule schedule) {
        return spec(schedule, Law.constant(HOP), 0);
    }

    static NetworkSpec spec(SynSchedule schedule, Law within, double loss) {
        return new NetworkSpec(within, Law.constant(MS), Law.constant(20 * MS), loss, schedule, 30 * S, 5 * S, 3, S);
    }

    void at(long nanos, Runnable action) {
        simulation.at(group, nanos, (op, arg) -> action.run(), 0, 0);
    }

    void run(long nanos) {
        simulation.run(nanos);
    }

    void note(String text) {
        log.add(seconds(simulation.now()) + " " + text);
    }

    /** Milliseconds are enough to read a trace. */
    static String seconds(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e9);
    }

    /** The address moves as keepalived moves it: the new owner speaks up. */
    void takeOver(int from, int to) {
        network.disown(from, vip);
        network.own(to, vip);
        network.gratuitousArp(to, vip);
    }

    /** Answers every message with the same number. */
    final class Echo implements Listener {
        final String name;
        int accepted;
        int answered;

        Echo(String name) {
            this.name = name;
        }

        @Override
        public void onAccept(Connection connection) {
            accepted++;
            note(name + " accepts " + connection.token);
        }

        @Override
        public void onData(Connection connection, int payload) {
            answered++;
            note(name + " answers " + payload);
            network.reply(connection, payload);
        }

        @Override
        public void onPeerClosed(Connection connection) {
            note(name + " sees the end of " + connection.token);
        }

        @Override
        public void onReset(Connection connection) {
            note(name + " sees RST of " + connection.token);
        }
    }

    /** Writes down everything; says its token as soon as it is connected if it is talkative. */
    final class Caller implements ConnectionUser {
        final boolean talkative;

        Caller(boolean talkative) {
            this.talkative = talkative;
        }

        Connection call(int address, int token) {
            return network.connect(c, token, address, PORT, this, token);
        }

        @Override
        public void onConnected(Connection connection) {
            note("connected " + connection.token);
            if (talkative) {
                network.send(connection, connection.token);
            }
        }

        @Override
        public void onRefused(Connection connection) {
            note("refused " + connection.token);
        }

        @Override
        public void onReset(Connection connection) {
            note("reset " + connection.token);
        }

        @Override
        public void onConnectTimeout(Connection connection) {
            note("timeout " + connection.token);
        }

        @Override
        public void onData(Connection connection, int payload) {
            note("data " + payload);
        }

        @Override
        public void onClosed(Connection connection) {
            note("closed " + connection.token);
        }
    }

    /** One request per connection at fixed times, each with a limit; books the outcome at the send time. */
    final class Probe implements ConnectionUser {
        final long limitNanos;
        final int address;
        final List<Long> failedAt = new ArrayList<>();
        long longestNanos;
        int good;
        private final List<Connection> open = new ArrayList<>();
        private final List<Long> sentAt = new ArrayList<>();

        Probe(int address, long everyNanos, int count, long limitNanos) {
            this.address = address;
            this.limitNanos = limitNanos;
            for (int i = 0; i < count; i++) {
                int number = i;
                at(i * everyNanos, () -> start(number));
            }
        }

        private void start(int number) {
            sentAt.add(simulation.now());
            open.add(network.connect(c, number, address, PORT, this, number));
            simulation.after(limitNanos, (op, arg) -> expire(arg), 0, number);
        }

        private void expire(int number) {
            if (open.get(number) != null) {
                network.close(open.get(number));
                end(number, false);
            }
        }

        private void end(int number, boolean success) {
            open.set(number, null);
            if (success) {
                good++;
                longestNanos = Math.max(longestNanos, simulation.now() - sentAt.get(number));
            } else {
                failedAt.add(sentAt.get(number));
            }
        }

        @Override
        public void onConnected(Connection connection) {
            network.send(connection, connection.token);
        }

        @Override
        public void onRefused(Connection connection) {
            end(connection.token, false);
        }

        @Override
        public void onReset(Connection connection) {
            end(connection.token, false);
        }

        @Override
        public void onConnectTimeout(Connection connection) {
            end(connection.token, false);
        }

        @Override
        public void onData(Connection connection, int payload) {
            end(connection.token, true);
            network.close(connection);
        }

        @Override
        public void onClosed(Connection connection) {
            end(connection.token, false);
        }
    }
}
