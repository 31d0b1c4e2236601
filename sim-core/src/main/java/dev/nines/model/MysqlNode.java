package dev.nines.model;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.network.Connection;
import dev.nines.network.Listener;
import java.util.Arrays;

/** One database server: answers queries, commits through its {@link BinlogSender}, follows through its {@link Replica}. */
final class MysqlNode extends Process implements Listener {
    private static final int DONE = 0;
    private static final int BACKLOG = 80;

    final MysqlService service;
    final MysqlSpec spec;
    final int index;
    final BinlogSender binlog;
    final Replica replica;
    private final RandomStream commitTimes;
    private final RandomStream readTimes;
    private final RandomStream startTimes;
    private Connection[] client = new Connection[8];
    private int[] payload = new int[8];
    private int[] timer = new int[8];
    private int[] free = new int[8];
    private int freeCount;
    private int slots;
    private int active;
    private boolean writable;

    MysqlNode(MysqlService service, HostModel host, int index) {
        super(service.world, host, service.name());
        this.service = service;
        this.spec = service.spec;
        this.index = index;
        commitTimes = sim.stream(name(), "commit-time");
        readTimes = sim.stream(name(), "read-time");
        startTimes = sim.stream(name(), "start");
        binlog = new BinlogSender(this);
        replica = new Replica(this);
        service.group.add(h -> replica.fingerprint(binlog.fingerprint(writable ? h + 1 : h)));
    }

    boolean writable() {
        return writable;
    }

    void becomeWritable() {
        writable = true;
    }

    void becomeReadOnly() {
        writable = false;
    }

    boolean busy() {
        return running() && binlog.busy();
    }

    // --- the history of this server's writes ---

    /** The log of this server in the ledger; a server whose data was copied anew begins another one. */
    int ledgerLog() {
        return binlog.ledgerLog();
    }

    long durableEnd() {
        return binlog.durableEnd();
    }

    /** Another server is the primary now. */
    void abandonHistory() {
        binlog.abandonHistory();
    }

    /** The manager makes it the primary. */
    void takeOver(long received) {
        binlog.takeOver(received);
        writable = true;
    }

    void reseed(long position) {
        writable = false;
        replica.reseed(position);
    }

    // --- the process ---

    @Override
    long startNanos() {
        Law start = spec.start();
        return start.isConstant() ? start.nanosAt(0.5) : start.nanosAt(startTimes.nextDouble());
    }

    @Override
    void onStarted() {
        freeCount = 0;
        free = new int[Math.max(8, slots)];
        for (int i = 0; i < slots; i++) {
            free[freeCount++] = i;
        }
        active = 0;
        writable = service.startsWritable(index);
        world.network.listen(host.index, MysqlService.PORT, BACKLOG, this);
        binlog.start();
        service.started(this);
        replica.start();
    }

    @Override
    void onKilled(Death death) {
        for (int i = 0; i < slots; i++) {
            sim.disarm(timer[i]);
            client[i] = null;
        }
        boolean powerLost = death == Death.POWER;
        replica.stop(powerLost);
        binlog.stop(powerLost);
        service.stopped(index);
        if (!powerLost) {
            world.network.kill(host.index, MysqlService.PORT);
        }
    }

    @Override
    void onHung() {
        world.network.freeze(host.index, MysqlService.PORT, true);
        binlog.freeze(true);
    }

    @Override
    void onThawed() {
        world.network.freeze(host.index, MysqlService.PORT, false);
        binlog.freeze(false);
        service.checkWriters();
    }

    // --- queries ---

    @Override
    public void onAccept(Connection c) {
        c.serverToken = -1;
    }

    @Override
    public void onData(Connection c, int query) {
        int kind = Load.kind(query);
        if (kind == Load.CHECK) {
            world.network.reply(c, Load.OK);
        } else if ((kind == Load.WRITE && !writable) || active >= spec.connections()) {
            world.network.reply(c, Load.ERROR);
        } else {
            begin(c, query, kind);
        }
    }

    private void begin(Connection c, int query, int kind) {
        int job = newJob();
        active++;
        client[job] = c;
        payload[job] = query;
        c.serverToken = job;
        Law law = kind == Load.WRITE ? spec.commitTime() : spec.readTime();
        RandomStream stream = kind == Load.WRITE ? commitTimes : readTimes;
        long nanos = law.isConstant() ? law.nanosAt(0.5) : law.nanosAt(stream.nextDouble());
        sim.arm(timer[job], slowness() == 1 ? nanos : (long) (nanos * slowness()));
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

    private void forgetClient(Connection c) {
        int job = c.serverToken;
        if (job >= 0 && client[job] == c) {
            client[job] = null;
        }
    }

    @Override
    public void onEvent(int op, int job) {
        if (hung()) {
            later(() -> onEvent(op, job));
        } else if (Load.kind(payload[job]) == Load.WRITE) {
            binlog.commit(job, Load.write(payload[job]));
        } else {
            answer(job, Load.OK);
        }
    }

    /** The client hears the result, if it still listens. */
    void answer(int job, int status) {
        Connection c = client[job];
        client[job] = null;
        active--;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = job;
        if (c != null) {
            c.serverToken = -1;
            world.network.reply(c, status);
        }
    }

    private int newJob() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (slots == timer.length) {
            client = Arrays.copyOf(client, 2 * slots);
            payload = Arrays.copyOf(payload, 2 * slots);
            timer = Arrays.copyOf(timer, 2 * slots);
        }
        timer[slots] = sim.timer(world.clientsGroup, this, DONE, slots);
        return slots++;
    }
}
