package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.measure.LogHistogram;
import dev.nines.measure.QueueRecord;
import dev.nines.model.spec.QueueSpec;
import dev.nines.protocol.block.Plant;
import dev.nines.protocol.block.QueueStation;
import java.util.Arrays;

/** Time for one queue: customers and servers in the calendar, and what there is to measure. A customer is its arrival. */
final class QueueDriver implements QueueStation.Effects, EventHandler {
    private static final int ARRIVAL = 0;
    private static final int SERVED = 1;
    private static final long NONE = -1;

    final QueueStation station;
    private final Simulation sim;
    /** Nobody waits for customers to end: they come for ever. */
    private final Group group;

    private final QueueSpec spec;
    private final RandomStream arrivals;
    private final RandomStream services;
    private final long[] deadlineNanos;
    /** What is left of a service that was stopped. */
    private final long[] leftNanos;

    private final LogHistogram responses = new LogHistogram();
    private long beginNanos = Long.MAX_VALUE;
    private long sinceNanos;
    private long came;
    private long lost;
    private long begun;
    private double waitNanos;
    private long served;
    private double responseNanos;
    private double inSystemNanos;
    private double busyNanos;

    QueueDriver(World world, QueueSpec spec, Plant plant) {
        this.spec = spec;
        sim = world.sim;
        group = world.clientsGroup;
        station = new QueueStation(plant, spec.name(), spec.servers(), spec.capacity(), this);
        arrivals = sim.stream(spec.name(), "arrivals");
        services = sim.stream(spec.name(), "service");
        deadlineNanos = new long[spec.servers()];
        leftNanos = new long[spec.servers()];
        Arrays.fill(deadlineNanos, NONE);
    }

    void start() {
        awaitArrival();
    }

    /** Customers who come from now on count. */
    void begin() {
        beginNanos = sim.now();
        sinceNanos = beginNanos;
        inSystemNanos = 0;
        busyNanos = 0;
    }

    private void awaitArrival() {
        long after = draw(spec.arrivals(), arrivals);
        if (!Law.isNever(after)) {
            sim.at(group, sim.now() + after, this, ARRIVAL, 0);
        }
    }

    private static long draw(Law law, RandomStream stream) {
        return law.isConstant() ? law.nanosAt(0.5) : law.nanosAt(stream.nextDouble());
    }

    @Override
    public void onEvent(int op, int server) {
        long now = sim.now();
        if (op == ARRIVAL) {
            account(now);
            boolean counts = now >= beginNanos;
            came += counts ? 1 : 0;
            lost += !station.arrived(now) && counts ? 1 : 0;
            awaitArrival();
        } else if (deadlineNanos[server] == now) {
            account(now);
            deadlineNanos[server] = NONE;
            station.served(server);
        }
    }

    private void account(long now) {
        double elapsed = now - sinceNanos;
        inSystemNanos += station.inSystem() * elapsed;
        busyNanos += station.busyServers() * elapsed;
        sinceNanos = now;
    }

    @Override
    public void beginService(int server, long customer) {
        if (customer >= beginNanos) {
            begun++;
            waitNanos += sim.now() - customer;
        }
        arm(server, draw(spec.service(), services));
    }

    private void arm(int server, long delayNanos) {
        leftNanos[server] = delayNanos;
        if (!Law.isNever(delayNanos)) {
            deadlineNanos[server] = sim.now() + delayNanos;
            sim.at(group, deadlineNanos[server], this, SERVED, server);
        }
    }

    @Override
    public void pause(int server) {
        if (deadlineNanos[server] != NONE) {
            leftNanos[server] = deadlineNanos[server] - sim.now();
            deadlineNanos[server] = NONE;
        }
    }

    @Override
    public void resume(int server) {
        arm(server, leftNanos[server]);
    }

    @Override
    public void left(long customer) {
        if (customer >= beginNanos) {
            long response = sim.now() - customer;
            served++;
            responseNanos += response;
            responses.add(response);
        }
    }

    QueueRecord finish() {
        account(sim.now());
        return new QueueRecord(
                came,
                lost,
                begun,
                waitNanos,
                served,
                responseNanos,
                responses.quantile(0.99),
                inSystemNanos,
                busyNanos,
                (double) spec.servers() * (sim.now() - beginNanos));
    }
}
