package dev.nines.protocol.detector;

/**
 * An adaptive detector that learns the gaps between beats.
 *
 * <table>
 *   <caption>What the products call it</caption>
 *   <tr><th></th><th>Akka, Pekko (cluster.failure-detector)</th><th>Hazelcast</th><th>Cassandra</th></tr>
 *   <tr><td>window</td><td>max-sample-size</td><td>hazelcast.heartbeat.phiaccrual.failuredetector.sample.size</td>
 *     <td>1000, not an option</td></tr>
 *   <tr><td>threshold</td><td>threshold</td><td>hazelcast.heartbeat.phiaccrual.failuredetector.threshold</td>
 *     <td>phi_convict_threshold</td></tr>
 *   <tr><td>minStdDeviation</td><td>min-std-deviation</td>
 *     <td>hazelcast.heartbeat.phiaccrual.failuredetector.min.std.dev.millis</td><td></td></tr>
 *   <tr><td>acceptablePause</td><td>acceptable-heartbeat-pause</td><td>hazelcast.max.no.heartbeat.seconds</td>
 *     <td></td></tr>
 *   <tr><td>firstEstimate</td><td>expected-response-after (remote: heartbeat-interval)</td>
 *     <td>hazelcast.heartbeat.interval.seconds</td><td>cassandra.fd_initial_value_ms</td></tr>
 *   <tr><td>maxInterval</td><td></td><td></td><td>cassandra.fd_max_interval_ms</td></tr>
 *   <tr><td>localPause</td><td></td><td></td><td>cassandra.max_local_pause_in_ms</td></tr>
 * </table>
 *
 * @param profile whose class decides
 * @param window gaps remembered, 1 to 100 000; the corrected profile needs 16
 * @param threshold phi from which on (Cassandra: above which) a node is suspected, 0.1 to 100
 * @param minStdDeviationMillis least standard deviation reckoned with, positive; not for Cassandra
 * @param acceptablePauseMillis added to the mean gap, 0 to 2^31 ms; not for Cassandra
 * @param firstHeartbeatEstimateMillis the gap expected before any is known, 1 to 2^31 ms
 * @param maxIntervalMillis longer gaps are never learnt; {@link Long#MAX_VALUE}: no limit, as in Akka and Hazelcast
 * @param localPauseMillis after more than this between two sweeps nobody is newly suspected for as long; 0: no such guard
 */
public record PhiAccrualConfig(
        Profile profile,
        int window,
        double threshold,
        long minStdDeviationMillis,
        long acceptablePauseMillis,
        long firstHeartbeatEstimateMillis,
        long maxIntervalMillis,
        long localPauseMillis) {

    /** The classes whose decisions are reproduced. */
    public enum Profile {
        /** {@code akka.remote.PhiAccrualFailureDetector} of 2.6.21. */
        AKKA_2_6,
        /** {@code org.apache.pekko.remote.PhiAccrualFailureDetector} of 1.1.3: decides as Akka's. */
        PEKKO_1_1,
        /** {@code com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector} of 5.5.0. */
        HAZELCAST_5_5,
        /** {@code org.apache.cassandra.gms.ArrivalWindow} and {@code FailureDetector} of 4.1.7. */
        CASSANDRA_4_1,
        /** No product: what they would do without their defects. */
        CORRECTED
    }

    private static final int MAX_WINDOW = 100_000;
    private static final long MAX_MILLIS = 1L << 31;

    public PhiAccrualConfig {
        int least = profile == Profile.CORRECTED ? PhiAccrual.MATURE : 1;
        if (window < least || window > MAX_WINDOW) {
            throw new IllegalArgumentException("the window must be " + least + " to " + MAX_WINDOW + ": " + window);
        }
        if (!(threshold >= 0.1 && threshold <= 100)) {
            throw new IllegalArgumentException("the threshold must be 0.1 to 100: " + threshold);
        }
        if (profile != Profile.CASSANDRA_4_1) {
            check("the least standard deviation", minStdDeviationMillis, 1);
        }
        check("the acceptable pause", acceptablePauseMillis, 0);
        check("the first estimate", firstHeartbeatEstimateMillis, 1);
        check("the guarded local pause", localPauseMillis, 0);
        if (maxIntervalMillis < 1) {
            throw new IllegalArgumentException("the longest gap learnt must be >= 1 ms: " + maxIntervalMillis);
        }
        if (profile == Profile.CORRECTED && maxIntervalMillis > longestExact(window)) {
            throw new IllegalArgumentException("with a window of " + window + " the longest gap learnt must be at most "
                    + longestExact(window) + " ms: " + maxIntervalMillis);
        }
    }

    /** The product's own defaults; Akka's and Pekko's are those of the cluster. */
    public static PhiAccrualConfig defaults(Profile profile) {
        return switch (profile) {
            case AKKA_2_6, PEKKO_1_1 -> new PhiAccrualConfig(profile, 1000, 8, 100, 3000, 1000, Long.MAX_VALUE, 0);
            case HAZELCAST_5_5 -> new PhiAccrualConfig(profile, 200, 10, 100, 60_000, 5000, Long.MAX_VALUE, 0);
            case CASSANDRA_4_1 -> new PhiAccrualConfig(profile, 1000, 8, 0, 0, 2000, 2000, 5000);
            case CORRECTED -> new PhiAccrualConfig(profile, 1000, 8, 100, 3000, 1000, 3_600_000, 5000);
        };
    }

    /** The sum of squares of a window of these fits a long. */
    private static long longestExact(int window) {
        return (long) Math.sqrt((double) (1L << 62) / window);
    }

    private static void check(String what, long millis, long least) {
        if (millis < least || millis > MAX_MILLIS) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + MAX_MILLIS + " ms: " + millis);
        }
    }
}
