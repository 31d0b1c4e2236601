package dev.nines.chaos.live;

import dev.nines.protocol.healthcheck.ServerCheck;
import dev.nines.protocol.healthcheck.ServerCheck.Timer;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Type;
import java.net.InetSocketAddress;
import java.util.Random;

/** Drives the {@link ServerCheck} of one server over real connections. */
final class LiveCheck implements ServerCheck.Effects, CheckConnection.Caller {
    private final EventLoop loop;
    private final ServerCheckConfig config;
    private final String server;
    private final InetSocketAddress address;
    private final Log log;
    private final Timers<Timer> timers;
    private final ServerCheck check;
    private final Random chance;
    private CheckConnection connection;

    /** @param seed of the draws of {@code spread-checks} */
    LiveCheck(EventLoop loop, ServerCheckConfig config, String server, InetSocketAddress address, Log log, long seed) {
        this.loop = loop;
        this.config = config;
        this.server = server;
        this.address = address;
        this.log = log;
        chance = new Random(seed);
        timers = new Timers<>(loop, (timer, key) -> due(timer));
        check = new ServerCheck(config, this);
    }

    /**
     * @param position of this one among the checks of the process
     * @param windowNanos over which they are staggered
     */
    void start(long windowNanos, int position, int checks) {
        check.onStart(check.startDelayNanos(windowNanos, position, checks, 0));
    }

    void stop() {
        timers.stop();
        abortCheck();
    }

    private void due(Timer timer) {
        if (timer == Timer.TIMEOUT) {
            log.say(server + " check failed: time-out");
        }
        check.onTimer(timer);
    }

    // --- the connection ---

    @Override
    public void connected() {
        passed(config.type() == Type.TCP);
        check.onConnected();
    }

    @Override
    public void answered(boolean well) {
        passed(well);
        if (well) {
            check.onPassed();
        } else {
            log.say(server + " check failed: bad answer");
            check.onFailed();
        }
    }

    @Override
    public void failed(String why) {
        log.say(server + " check failed: " + why);
        check.onFailed();
    }

    /** Those of a healthy server are not worth a line. */
    private void passed(boolean whole) {
        if (whole && check.state() != ServerCheck.State.UP) {
            log.say(server + " check passed");
        }
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        timers.arm(timer, 0, delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        timers.disarm(timer, 0);
    }

    @Override
    public long remainingNanos(Timer timer) {
        return timers.remainingNanos(timer, 0);
    }

    @Override
    public void startCheck() {
        connection = new CheckConnection(loop, address, config.type() == Type.HTTP, this);
    }

    @Override
    public void abortCheck() {
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void markUp() {
        log.say(server + " UP");
    }

    @Override
    public void markDown() {
        log.say(server + " DOWN");
    }

    @Override
    public double spread() {
        return 2 * chance.nextDouble() - 1;
    }
}
