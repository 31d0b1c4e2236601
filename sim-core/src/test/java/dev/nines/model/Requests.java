package dev.nines.model;

import static dev.nines.model.Specs.S;

import dev.nines.fault.Fault;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Trace;
import dev.nines.measure.TrialRecord.Served;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What became of each request of one load around one fault. All times in seconds since the fault. */
final class Requests {
    private static final long EARLIEST_NANOS = 30 * S;
    private static final long PHASE_NANOS = 100 * S;
    private static final long BEFORE_NANOS = 5 * S;

    /**
     * @param source which of the client's addresses sent it
     * @param took from sending to the outcome
     * @param known somebody answered; false: it broke or was given up
     */
    record Request(int source, double sent, double took, boolean good, boolean known) {}

    /** The load, the fault and its end. */
    record Plan(
            String service,
            int port,
            long interval,
            long timeout,
            Connections connections,
            Fault fault,
            double repair,
            double until) {

        static Plan of(long interval, long timeout, Fault fault, double until) {
            return new Plan("front", 0, interval, timeout, Connections.NEW, fault, -1, until);
        }

        Plan repaired(double after) {
            return new Plan(service, port, interval, timeout, connections, fault, after, until);
        }

        Plan to(String name, int newPort) {
            return new Plan(name, newPort, interval, timeout, connections, fault, repair, until);
        }

        Plan over(Connections kind) {
            return new Plan(service, port, interval, timeout, kind, fault, repair, until);
        }
    }

    private final List<Request> all = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<Double> saidAt = new ArrayList<>();
    private final List<List<Served>> servedEachSecond = new ArrayList<>();
    private final long faultNanos;
    private final World world;

    private Requests(Design design, int trial, Plan plan) {
        double phase = new RandomStream(Drilled.SEED, "requests", "phase").doubleAt(trial);
        faultNanos = EARLIEST_NANOS + (long) (phase * PHASE_NANOS);
        world = new World(design, trial, Drilled.EVERY_MESSAGE, new Trace() {
            @Override
            public boolean on() {
                return true;
            }

            @Override
            public void record(long timeNanos, String component, String text) {
                said.add(component + ": " + text);
                saidAt.add((timeNanos - faultNanos) / 1e9);
            }
        });
        schedule(plan);
        while (world.sim.step(faultNanos + (long) (plan.until * 1e9))) {
            // each step is one event
        }
    }

    static Requests of(Design design, int trial, Plan plan) {
        return new Requests(design, trial, plan);
    }

    private void schedule(Plan plan) {
        Load load = new Load(world, config(plan), world.service(plan.service), new Load.Sink() {
            @Override
            public int sent(long atNanos, int kind) {
                return 0;
            }

            @Override
            public void done(long sentNanos, int payload, boolean good, boolean known) {
                long took = world.sim.now() - sentNanos;
                int source = (int) (sentNanos / plan.interval % 16);
                all.add(new Request(source, (sentNanos - faultNanos) / 1e9, took / 1e9, good, known));
            }
        });
        world.sim.at(world.clientsGroup, faultNanos - BEFORE_NANOS, (op, arg) -> load.open(), 0, 0);
        FaultInjector injector = new FaultInjector(world);
        world.sim.at(world.hostsGroup, faultNanos, (op, arg) -> injector.inject(plan.fault, false), 0, 0);
        if (plan.repair >= 0) {
            long repair = faultNanos + (long) (plan.repair * 1e9);
            world.sim.at(world.hostsGroup, repair, (op, arg) -> injector.repair(0), 0, 0);
        }
        for (int second = 0; second <= plan.until; second++) {
            world.sim.at(
                    world.hostsGroup, faultNanos + second * S, (op, arg) -> servedEachSecond.add(world.served()), 0, 0);
        }
    }

    private static LoadConfig config(Plan plan) {
        return new LoadConfig("requests", true, plan.interval, plan.port, 0, 0, plan.timeout, 0, plan.connections, 16);
    }

    /** Seconds from the fault to the first line of a component that begins with a text. */
    double after(String component, String text) {
        return after(0, component, text);
    }

    double after(double from, String component, String text) {
        for (int i = 0; i < said.size(); i++) {
            if (saidAt.get(i) >= from && said.get(i).startsWith(component + ": " + text)) {
                return saidAt.get(i);
            }
        }
        throw new AssertionError(component + " never said " + text + ":\n" + String.join("\n", said));
    }

    boolean never(String component, String text) {
        for (int i = 0; i < said.size(); i++) {
            if (saidAt.get(i) >= 0 && said.get(i).startsWith(component + ": " + text)) {
                return false;
            }
        }
        return true;
    }

    /** Requests sent from one time up to another whose outcome is known by the end. */
    List<Request> sent(double from, double to) {
        return all.stream().filter(r -> r.sent >= from && r.sent < to).toList();
    }

    long count(double from, double to, Predicate<Request> which) {
        return sent(from, to).stream().filter(which).count();
    }

    double share(double from, double to, Predicate<Request> which) {
        return (double) count(from, to, which) / sent(from, to).size();
    }

    /** What a node has served between two whole seconds after the fault. */
    long served(String host, int from, int to) {
        return served(host, to) - served(host, from);
    }

    private long served(String host, int second) {
        return servedEachSecond.get(second).stream()
                .filter(served -> served.host().equals(host))
                .mapToLong(Served::requests)
                .sum();
    }

    /** What a node had served before the fault. */
    long servedBefore(String host) {
        return served(host, 0);
    }
}
