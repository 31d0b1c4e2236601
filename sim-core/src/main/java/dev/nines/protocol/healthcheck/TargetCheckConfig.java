package dev.nines.protocol.healthcheck;

/**
 * The health check of one target in one target group of an L4 network load balancer.
 *
 * @param intervalNanos from the start of one check to the start of the next; AWS and NCP: 5..300 s
 * @param timeoutNanos a check without answer fails after this, at most the interval; AWS: 2..120 s; NCP: unverified
 * @param healthyThreshold passes in a row that make a target healthy, &ge; 1; AWS and NCP: 2..10
 * @param unhealthyThreshold failures in a row that make it unhealthy, &ge; 1; AWS and NCP: 2..10
 * @param passive whether failing traffic makes a target unhealthy at once; AWS: for TCP, not configurable; NCP: not
 *     documented
 * @param deregistrationDelayNanos how long a deregistered target keeps its flows; AWS: 300 s (unverified)
 */
public record TargetCheckConfig(
        long intervalNanos,
        long timeoutNanos,
        int healthyThreshold,
        int unhealthyThreshold,
        boolean passive,
        long deregistrationDelayNanos) {

    private static final long SECOND = 1_000_000_000L;

    public TargetCheckConfig {
        require(intervalNanos > 0, "interval must be positive", intervalNanos);
        require(timeoutNanos > 0, "timeout must be positive", timeoutNanos);
        require(timeoutNanos <= intervalNanos, "timeout must not exceed the interval", timeoutNanos);
        require(healthyThreshold >= 1, "healthy threshold must be at least 1", healthyThreshold);
        require(unhealthyThreshold >= 1, "unhealthy threshold must be at least 1", unhealthyThreshold);
        require(deregistrationDelayNanos >= 0, "deregistration delay must not be negative", deregistrationDelayNanos);
    }

    /** AWS NLB, TCP: 30 s, 10 s, 5 passes, 2 failures, passive checks on. */
    public static TargetCheckConfig aws() {
        return new TargetCheckConfig(30 * SECOND, 10 * SECOND, 5, 2, true, 300 * SECOND);
    }

    /**
     * NCP NLB with the numbers of its guide's example: 30 s, 2 passes, 2 failures.
     *
     * @param timeoutNanos not documented, so the caller has to choose it
     */
    public static TargetCheckConfig ncp(long timeoutNanos) {
        return new TargetCheckConfig(30 * SECOND, timeoutNanos, 2, 2, false, 0);
    }

    public TargetCheckConfig withTimes(long newIntervalNanos, long newTimeoutNanos) {
        return new TargetCheckConfig(
                newIntervalNanos,
                newTimeoutNanos,
                healthyThreshold,
                unhealthyThreshold,
                passive,
                deregistrationDelayNanos);
    }

    public TargetCheckConfig withThresholds(int newHealthyThreshold, int newUnhealthyThreshold) {
        return new TargetCheckConfig(
                intervalNanos,
                timeoutNanos,
                newHealthyThreshold,
                newUnhealthyThreshold,
                passive,
                deregistrationDelayNanos);
    }

    private static void require(boolean holds, String rule, long value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }
}
