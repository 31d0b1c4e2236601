package dev.nines.protocol.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.VirtualClock;
import java.util.Locale;

/** One check against one server whose behaviour the test changes at will; answers take no time. */
final class ServerCheckRig implements ServerCheck.Effects {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    enum Server {
        HEALTHY,
        REFUSES,
        /** Packets vanish. */
        SILENT,
        /** Process frozen: the kernel accepts, nobody answers. */
        FROZEN,
        /** Answers, but with a wrong status. */
        BROKEN
    }

    final VirtualClock clock = new VirtualClock();
    final ServerCheck check;
    final StringBuilder trace = new StringBuilder();
    Server server = Server.HEALTHY;
    /** Connections that a frozen process's accept queue still takes; only counted while FROZEN. */
    int acceptQueue = Integer.MAX_VALUE;

    double spread;
    int checksStarted;
    long downAt = -1;
    long upAt = -1;
    private final VirtualClock.Deadline interval;
    private final VirtualClock.Deadline timeout;
    private int running;

    ServerCheckRig(ServerCheckConfig config) {
        interval = clock.new Deadline(() -> fire(ServerCheck.Timer.INTERVAL));
        timeout = clock.new Deadline(() -> fire(ServerCheck.Timer.TIMEOUT));
        check = new ServerCheck(config, this);
    }

    /** Started at time 0 without stagger and run through the first pass, so that the counter is full. */
    static ServerCheckRig warm(ServerCheckConfig config) {
        ServerCheckRig rig = new ServerCheckRig(config);
        rig.check.onStart(0);
        rig.clock.runUntil(0);
        return rig;
    }

    void serverAt(long time, Server next) {
        clock.at(time, () -> {
            server = next;
            log("server " + next.name().toLowerCase(Locale.ROOT));
        });
    }

    /** Runs exactly the next check with this result. */
    void nextCheck(Server result) {
        server = result;
        int before = checksStarted;
        while (checksStarted == before || check.isChecking()) {
            clock.runUntil(clock.now() + (interval.isArmed() ? interval.remaining() : timeout.remaining()));
        }
    }

    /** The deadline of the sleeping check. */
    long sleepNanos() {
        return interval.remaining();
    }

    long checkTimeLeftNanos() {
        return timeout.remaining();
    }

    @Override
    public void arm(ServerCheck.Timer timer, long delayNanos) {
        log("arm " + timer + " " + seconds(delayNanos));
        deadline(timer).arm(delayNanos);
    }

    @Override
    public void disarm(ServerCheck.Timer timer) {
        deadline(timer).disarm();
    }

    @Override
    public long remainingNanos(ServerCheck.Timer timer) {
        return deadline(timer).remaining();
    }

    @Override
    public void startCheck() {
        log("check");
        checksStarted++;
        int id = ++running;
        Server met = server;
        clock.after(0, () -> answer(id, met));
    }

    @Override
    public void abortCheck() {
        log("abort");
        running++;
    }

    @Override
    public void markUp() {
        log("UP");
        upAt = clock.now();
    }

    @Override
    public void markDown() {
        log("DOWN");
        downAt = clock.now();
    }

    @Override
    public double spread() {
        return spread;
    }

    private void answer(int id, Server met) {
        if (id != running) {
            return;
        }
        switch (met) {
            case HEALTHY -> {
                check.onConnected();
                check.onPassed();
            }
            case REFUSES -> check.onFailed();
            case SILENT -> {}
            case FROZEN -> {
                if (acceptQueue-- > 0) {
                    check.onConnected();
                }
            }
            case BROKEN -> {
                check.onConnected();
                check.onFailed();
            }
        }
        assertAtMostOneTimer();
    }

    private void fire(ServerCheck.Timer timer) {
        check.onTimer(timer);
        assertAtMostOneTimer();
    }

    private void assertAtMostOneTimer() {
        assertThat(interval.isArmed() && timeout.isArmed())
                .as("both timers armed at " + clock.now())
                .isFalse();
    }

    private VirtualClock.Deadline deadline(ServerCheck.Timer timer) {
        return timer == ServerCheck.Timer.INTERVAL ? interval : timeout;
    }

    private void log(String what) {
        trace.append(String.format(Locale.ROOT, "t=%s h=%d %s%n", seconds(clock.now()), health(), what));
    }

    /** Effects that are asked for while the machine is still being built see no machine. */
    private int health() {
        return check == null ? -1 : check.health();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3fs", nanos / 1e9);
    }
}
