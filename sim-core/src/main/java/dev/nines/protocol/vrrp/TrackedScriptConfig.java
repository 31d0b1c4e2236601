package dev.nines.protocol.vrrp;

/**
 * A vrrp_script of keepalived.conf(5).
 *
 * @param intervalNanos interval: from the start of one run to the start of the next, above 0
 * @param timeoutNanos timeout: age at which a run is terminated, above 0; keepalived's default is the interval
 * @param rise successes in a row for OK, from 1
 * @param fall failures in a row for KO, from 1
 * @param initFail init_fail: counts as failed until the first {@code rise} successes
 */
public record TrackedScriptConfig(long intervalNanos, long timeoutNanos, int rise, int fall, boolean initFail) {

    public TrackedScriptConfig {
        if (intervalNanos <= 0 || timeoutNanos <= 0) {
            throw new IllegalArgumentException("interval and timeout must be positive");
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall must be at least 1");
        }
    }

    /** keepalived's defaults: every second, timeout = interval, rise 1, fall 1, state unknown until the first run. */
    public static TrackedScriptConfig defaults() {
        return every(1_000_000_000L);
    }

    /** The defaults with another interval (and so another timeout). */
    public static TrackedScriptConfig every(long intervalNanos) {
        return new TrackedScriptConfig(intervalNanos, intervalNanos, 1, 1, false);
    }

    public TrackedScriptConfig withTimeout(long nanos) {
        return new TrackedScriptConfig(intervalNanos, nanos, rise, fall, initFail);
    }

    public TrackedScriptConfig withRiseFall(int newRise, int newFall) {
        return new TrackedScriptConfig(intervalNanos, timeoutNanos, newRise, newFall, initFail);
    }

    public TrackedScriptConfig withInitFail() {
        return new TrackedScriptConfig(intervalNanos, timeoutNanos, rise, fall, true);
    }
}
