package dev.nines.model;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.model.spec.WebServerSpec;
import dev.nines.network.Connection;
import dev.nines.network.Listener;
import java.util.Arrays;

/**
 * One web server process: {@code capacity} workers, a queue, and per worker one kept connection to the database. A
 * request is served (service time), asks the database if there is one, and is answered.
 */
final class WebNode extends Process implements Listener {
    private static final int SERVED = 0;
    private static final int CALL_TIMEOUT = 1;
    private static final int NONE = -1;

    private final WebService web;
    private final WebServerSpec spec;
    private final RandomStream serviceTimes;
    private final RandomStream startTimes;
    private final DatabaseClient database;

    /** One job per worker and per place in the queue. */
    private final Connection[] client;

    private final int[] payload;
    /** The next request on the same connection, or NONE. */
    private final int[] follower;

    private final int[] servedTimer;
    private final int[] callTimer;
    private final int[] free;
    private int freeCount;
    private final int[] queue;
    private int queueHead;
    private int queued;
    private int busy;
    private long served;

    WebNode(WebService web, HostModel host) {
        super(web.world, host, web.name());
        this.web = web;
        this.spec = web.spec;
        serviceTimes = sim.stream(name(), "service-time");
        startTimes = sim.stream(name(), "start");
        int jobs = spec.capacity() + spec.queue();
        client = new Connection[jobs];
        payload = new int[jobs];
        follower = new int[jobs];
        servedTimer = new int[jobs];
        callTimer = new int[jobs];
        free = new int[jobs];
        queue = new int[Math.max(1, spec.queue())];
        for (int i = 0; i < jobs; i++) {
            servedTimer[i] = sim.timer(world.clientsGroup, this, SERVED, i);
            callTimer[i] = sim.timer(world.clientsGroup, this, CALL_TIMEOUT, i);
        }
        database = web.database == null
                ? null
                : new DatabaseClient(world, host, web.database, spec.capacity(), jobs, this::answered);
    }

    /** Requests that this node has worked on. */
    long servedRequests() {
        return served;
    }

    private void clearJobs(boolean powerLost) {
        Arrays.fill(client, null);
        freeCount = free.length;
        for (int i = 0; i < free.length; i++) {
            free[i] = free.length - 1 - i;
            sim.disarm(servedTimer[i]);
            sim.disarm(callTimer[i]);
        }
        queued = 0;
        busy = 0;
        if (database != null) {
            database.closeAll(powerLost);
        }
    }

    // --- the process ---

    @Override
    long startNanos() {
        Law start = spec.start();
        return start.isConstant() ? start.nanosAt(0.5) : start.nanosAt(startTimes.nextDouble());
    }

    @Override
    long autoRestartNanos() {
        return spec.autoRestartNanos();
    }

    @Override
    void onStarted() {
        clearJobs(true);
        for (int port : spec.ports()) {
            world.network.listen(host.index, port, spec.queue(), this);
        }
    }

    @Override
    void onKilled(Death death) {
        clearJobs(death == Death.POWER);
        if (death != Death.POWER) {
            for (int port : spec.ports()) {
                world.network.kill(host.index, port);
            }
        }
    }

    @Override
    void onHung() {
        freeze(true);
    }

    @Override
    void onThawed() {
        freeze(false);
    }

    private void freeze(boolean frozen) {
        for (int port : spec.ports()) {
            world.network.freeze(host.index, port, frozen);
        }
    }

    // --- requests ---

    @Override
    public void onAccept(Connection c) {
        c.serverToken = -1;
    }

    @Override
    public void onData(Connection c, int request) {
        if (Load.kind(request) == Load.CHECK) {
            world.network.reply(c, web.content == null || web.content.usableOn(host) ? Load.OK : Load.UNAVAILABLE);
            return;
        }
        if (freeCount == 0) {
            overloaded(c);
            return;
        }
        int job = free[--freeCount];
        client[job] = c;
        payload[job] = request;
        follower[job] = NONE;
        int before = c.serverToken;
        if (before >= 0 && client[before] == c) {
            follow(before, job);
        } else {
            c.serverToken = job;
            start(job);
        }
    }

    /** Answers must keep their order: with one still due, only closing the connection says no. */
    private void overloaded(Connection c) {
        int before = c.serverToken;
        if (before >= 0 && client[before] == c) {
            forgetClient(c);
            world.network.closeByServer(c);
        } else {
            world.network.reply(c, Load.UNAVAILABLE);
        }
    }

    /** Requests on one connection are answered one after the other. */
    private void follow(int first, int job) {
        int last = first;
        while (follower[last] != NONE) {
            last = follower[last];
        }
        follower[last] = job;
    }

    private void start(int job) {
        if (busy < spec.capacity()) {
            serve(job);
        } else {
            queue[(queueHead + queued++) % queue.length] = job;
        }
    }

    @Override
    public void onPeerClosed(Connection c) {
        forgetClient(c);
    }

    @Override
    public void onReset(Connection c) {
        forgetClient(c);
    }

    @Override
    public boolean indifferent(Connection c, boolean accepted) {
        return !accepted || c.serverToken < 0 || client[c.serverToken] != c;
    }

    /** Nobody waits for the answer any more; the worker works on all the same. */
    private void forgetClient(Connection c) {
        int job = c.serverToken;
        if (job < 0 || client[job] != c) {
            return;
        }
        client[job] = null;
        int next = follower[job];
        follower[job] = NONE;
        while (next != NONE) {
            client[next] = null;
            free[freeCount++] = next;
            next = follower[next];
        }
    }

    private void serve(int job) {
        busy++;
        served++;
        Law law = spec.serviceTime();
        long nanos = law.isConstant() ? law.nanosAt(0.5) : law.nanosAt(serviceTimes.nextDouble());
        sim.arm(servedTimer[job], slowness() == 1 ? nanos : (long) (nanos * slowness()));
    }

    @Override
    public void onEvent(int op, int job) {
        if (hung()) {
            later(() -> onEvent(op, job));
        } else if (op == CALL_TIMEOUT) {
            database.abandon(job);
            finish(job, Load.GATEWAY_TIMEOUT);
        } else {
            served(job);
        }
    }

    private void served(int job) {
        if (web.content != null && !web.content.usableOn(host)) {
            finish(job, Load.UNAVAILABLE);
        } else if (!web.partUp()) {
            finish(job, Load.UNAVAILABLE);
        } else if (Load.kind(payload[job]) == Load.UPLOAD && web.content != null) {
            finish(job, Load.OK);
        } else if (database == null) {
            finish(job, Load.OK);
        } else {
            if (spec.callTimeoutNanos() > 0) {
                sim.arm(callTimer[job], spec.callTimeoutNanos());
            }
            database.call(job, payload[job]);
        }
    }

    private void answered(int job, int status) {
        sim.disarm(callTimer[job]);
        if (hung()) {
            later(() -> finish(job, status));
        } else {
            finish(job, status);
        }
    }

    private void finish(int job, int status) {
        Connection c = client[job];
        if (c != null) {
            client[job] = null;
            c.serverToken = follower[job];
            world.network.reply(c, status);
        }
        int next = follower[job];
        follower[job] = NONE;
        free[freeCount++] = job;
        busy--;
        if (next != NONE) {
            start(next);
        }
        if (queued > 0 && busy < spec.capacity()) {
            int waiting = queue[queueHead];
            queueHead = (queueHead + 1) % queue.length;
            queued--;
            serve(waiting);
        }
    }
}
