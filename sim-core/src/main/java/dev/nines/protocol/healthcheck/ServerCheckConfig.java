package dev.nines.protocol.healthcheck;

import java.util.List;
import java.util.Objects;

/**
 * The check of one server in HAProxy's words and with HAProxy's defaults (configuration manual, section 5.2; {@code
 * defaults.h}).
 *
 * @param type what the check does; NONE: no {@code check} keyword, the server is never marked down
 * @param interNanos {@code inter}, &gt; 0; counted from the end of a check
 * @param fastinterNanos {@code fastinter}; 0: not set, which means {@code inter} and that {@code on-error} does not
 *     advance a sleeping check
 * @param downinterNanos {@code downinter}; 0: not set, which means {@code inter}
 * @param rise passes that bring a server up, &ge; 1
 * @param fall failures that take it down, &ge; 1
 * @param timeoutCheckNanos {@code timeout check}; 0: not set, the whole check has {@code inter}
 * @param timeoutConnectNanos {@code timeout connect}; 0: not set; bounds a check's connect only when timeout check
 *     is set
 * @param spreadChecksPercent {@code spread-checks}: each interval is stretched or shortened by up to this share,
 *     0..50
 * @param observe which live traffic is watched for errors
 * @param errorLimit {@code error-limit}: errors in a row that trigger {@code on-error}, &ge; 1
 * @param onError what they trigger
 * @param initState the state at process start
 */
public record ServerCheckConfig(
        Type type,
        long interNanos,
        long fastinterNanos,
        long downinterNanos,
        int rise,
        int fall,
        long timeoutCheckNanos,
        long timeoutConnectNanos,
        double spreadChecksPercent,
        Observe observe,
        int errorLimit,
        OnError onError,
        InitState initState) {

    /** Checks with an interval below this do not dictate the start stagger (check.c, SRV_CHK_INTER_THRES). */
    public static final long STAGGER_THRESHOLD_NANOS = 1_000_000_000L;

    /** TCP passes when the connection is established; HTTP goes on to read an answer. */
    public enum Type {
        NONE,
        TCP,
        HTTP
    }

    /** LAYER4 watches connection attempts, LAYER7 answers and failed connections. */
    public enum Observe {
        OFF,
        LAYER4,
        LAYER7
    }

    /**
     * Reaction to {@code error-limit} observed errors; all of them also make the next interval a {@code fastinter}.
     */
    public enum OnError {
        FASTINTER,
        FAIL_CHECK,
        SUDDEN_DEATH,
        MARK_DOWN
    }

    /** Keyword {@code init-state}. HAProxy's {@code none} behaves like UP at process start. */
    public enum InitState {
        FULLY_UP,
        UP,
        DOWN,
        FULLY_DOWN
    }

    public ServerCheckConfig {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(observe, "observe");
        Objects.requireNonNull(onError, "on-error");
        Objects.requireNonNull(initState, "init-state");
        require(interNanos > 0, "inter must be positive", interNanos);
        require(fastinterNanos >= 0, "fastinter must not be negative", fastinterNanos);
        require(downinterNanos >= 0, "downinter must not be negative", downinterNanos);
        require(rise >= 1, "rise must be at least 1", rise);
        require(fall >= 1, "fall must be at least 1", fall);
        require(timeoutCheckNanos >= 0, "timeout check must not be negative", timeoutCheckNanos);
        require(timeoutConnectNanos >= 0, "timeout connect must not be negative", timeoutConnectNanos);
        require(errorLimit >= 1, "error-limit must be at least 1", errorLimit);
        if (!(spreadChecksPercent >= 0 && spreadChecksPercent <= 50)) {
            throw new IllegalArgumentException("spread-checks must be within 0..50, not " + spreadChecksPercent);
        }
    }

    /** {@code check inter 2s fall 3 rise 2}, TCP, nothing else set. */
    public static ServerCheckConfig defaults() {
        return new ServerCheckConfig(
                Type.TCP, 2_000_000_000L, 0, 0, 2, 3, 0, 0, 0, Observe.OFF, 10, OnError.FAIL_CHECK, InitState.UP);
    }

    /** Highest value of the health counter. */
    public int fullHealth() {
        return rise + fall - 1;
    }

    /**
     * Interval that HAProxy sees when it starts: the counter is not yet full, so {@code fastinter} if set and fall
     * &gt; 1.
     */
    public long firstIntervalNanos() {
        boolean full = initState == InitState.FULLY_UP || (initState == InitState.UP && fall == 1);
        if (full) {
            return interNanos;
        }
        boolean fullyDown = initState == InitState.FULLY_DOWN || (initState == InitState.DOWN && rise == 1);
        long special = fullyDown ? downinterNanos : fastinterNanos;
        return special > 0 ? special : interNanos;
    }

    /**
     * The shortest first interval of one second or more, over which all checks of a process are staggered; 0: none.
     */
    public static long staggerWindowNanos(List<ServerCheckConfig> checks) {
        long shortest = 0;
        for (ServerCheckConfig check : checks) {
            long first = check.firstIntervalNanos();
            boolean counts = check.type != Type.NONE && first >= STAGGER_THRESHOLD_NANOS;
            if (counts && (shortest == 0 || first < shortest)) {
                shortest = first;
            }
        }
        return shortest;
    }

    public ServerCheckConfig withType(Type newType) {
        return new ServerCheckConfig(
                newType,
                interNanos,
                fastinterNanos,
                downinterNanos,
                rise,
                fall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                spreadChecksPercent,
                observe,
                errorLimit,
                onError,
                initState);
    }

    /** 0 as fastinter or downinter: not set. */
    public ServerCheckConfig withIntervals(long newInterNanos, long newFastinterNanos, long newDowninterNanos) {
        return new ServerCheckConfig(
                type,
                newInterNanos,
                newFastinterNanos,
                newDowninterNanos,
                rise,
                fall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                spreadChecksPercent,
                observe,
                errorLimit,
                onError,
                initState);
    }

    public ServerCheckConfig withRiseFall(int newRise, int newFall) {
        return new ServerCheckConfig(
                type,
                interNanos,
                fastinterNanos,
                downinterNanos,
                newRise,
                newFall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                spreadChecksPercent,
                observe,
                errorLimit,
                onError,
                initState);
    }

    /** 0: not set. */
    public ServerCheckConfig withTimeouts(long newTimeoutCheckNanos, long newTimeoutConnectNanos) {
        return new ServerCheckConfig(
                type,
                interNanos,
                fastinterNanos,
                downinterNanos,
                rise,
                fall,
                newTimeoutCheckNanos,
                newTimeoutConnectNanos,
                spreadChecksPercent,
                observe,
                errorLimit,
                onError,
                initState);
    }

    public ServerCheckConfig withSpreadChecks(double percent) {
        return new ServerCheckConfig(
                type,
                interNanos,
                fastinterNanos,
                downinterNanos,
                rise,
                fall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                percent,
                observe,
                errorLimit,
                onError,
                initState);
    }

    public ServerCheckConfig withObserve(Observe newObserve, int newErrorLimit, OnError newOnError) {
        return new ServerCheckConfig(
                type,
                interNanos,
                fastinterNanos,
                downinterNanos,
                rise,
                fall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                spreadChecksPercent,
                newObserve,
                newErrorLimit,
                newOnError,
                initState);
    }

    public ServerCheckConfig withInitState(InitState newInitState) {
        return new ServerCheckConfig(
                type,
                interNanos,
                fastinterNanos,
                downinterNanos,
                rise,
                fall,
                timeoutCheckNanos,
                timeoutConnectNanos,
                spreadChecksPercent,
                observe,
                errorLimit,
                onError,
                newInitState);
    }

    private static void require(boolean holds, String rule, long value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }
}
