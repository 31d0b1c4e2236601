package dev.nines.protocol.detector;

import dev.nines.protocol.detector.PhiAccrualConfig.Profile;

/**
 * From a node's gaps to the shortest silence at which it is suspected. Phi grows with the silence, so phi &lt; threshold is
 * a comparison of whole milliseconds; exponentials are taken only where rounding could decide.
 */
final class SilenceLimit {
    /** Suspected however short the silence: the variance has come out negative. */
    static final long ANY = Long.MIN_VALUE;

    static final long NEVER = Long.MAX_VALUE;

    /** {@code FailureDetector.PHI_FACTOR} of Cassandra, 1 / ln 10. */
    private static final double PHI_FACTOR = 1.0 / StrictMath.log(10.0);

    private static final double NANOS_PER_MILLI = 1e6;
    /** Sums that have overflowed give limits beyond any time. */
    private static final double LONGEST_MILLIS = 0x1p60;

    private final PhiAccrualConfig config;
    private final GapHistory gaps;
    private final double logisticDeviations;
    /** Corrected profile: by number of gaps, 0 = not yet worked out. */
    private final double[] studentDeviations;

    SilenceLimit(PhiAccrualConfig config, GapHistory gaps) {
        this.config = config;
        this.gaps = gaps;
        logisticDeviations = PhiMath.logisticInverse(config.threshold());
        studentDeviations = new double[config.profile() == Profile.CORRECTED ? config.window() + 1 : 0];
    }

    /** Longest silence at which no node without a wild gap is suspected, whatever its gaps are; −1: there is none. */
    long safeMillis() {
        double deviations = logisticDeviations;
        if (config.profile() == Profile.CASSANDRA_4_1) {
            return -1;
        }
        if (config.profile() == Profile.CORRECTED) {
            deviations = studentDeviations(config.window());
        }
        double least = config.acceptablePauseMillis() + deviations * config.minStdDeviationMillis();
        return deviations > 0.1 ? (long) least - 1 : -1;
    }

    /** The shortest silence at which this node is suspected. */
    long millis(int node) {
        return switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1, HAZELCAST_5_5 -> logistic(node);
            case CASSANDRA_4_1 -> exponential(node);
            case CORRECTED -> student(node);
        };
    }

    /** Cassandra's mean can come out negative, after which silences far below 0 are suspected: so not by the limit. */
    boolean allows(int node, long silenceMillis) {
        return config.profile() == Profile.CASSANDRA_4_1
                ? !(phi(node, silenceMillis) > config.threshold())
                : silenceMillis < millis(node);
    }

    double phi(int node, long silenceMillis) {
        return switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1, HAZELCAST_5_5 ->
                PhiMath.logisticPhi(silenceMillis, mean(node) + config.acceptablePauseMillis(), deviation(node));
            case CASSANDRA_4_1 -> PHI_FACTOR * (silenceMillis * NANOS_PER_MILLI / meanNanos(node));
            case CORRECTED ->
                PhiMath.studentPhi(
                        Math.max(gaps.count(node), PhiAccrual.MATURE),
                        (silenceMillis - config.acceptablePauseMillis() - correctedMean(node))
                                / correctedDeviation(node));
        };
    }

    private double mean(int node) {
        return (double) gaps.sum(node) / gaps.count(node);
    }

    /** As the products reckon it: not a number when rounding makes the variance negative. */
    private double deviation(int node) {
        double mean = mean(node);
        double variance = (double) gaps.squares(node) / gaps.count(node) - mean * mean;
        return Math.max(Math.sqrt(variance), config.minStdDeviationMillis());
    }

    private long logistic(int node) {
        double mean = mean(node) + config.acceptablePauseMillis();
        double deviation = deviation(node);
        if (Double.isNaN(deviation)) {
            return ANY;
        }
        double limit = mean + logisticDeviations * deviation;
        if (Math.abs(limit) > LONGEST_MILLIS) {
            return limit > 0 ? NEVER : ANY;
        }
        long millis = (long) Math.ceil(limit);
        double rounding = 1e-9 * (1 + Math.abs(mean) + Math.abs(limit));
        if (millis - limit > rounding && limit - (millis - 1) > rounding) {
            return millis;
        }
        while (PhiMath.logisticPhi(millis - 1, mean, deviation) >= config.threshold()) {
            millis--;
        }
        while (PhiMath.logisticPhi(millis, mean, deviation) < config.threshold()) {
            millis++;
        }
        return millis;
    }

    private double meanNanos(int node) {
        return gaps.sum(node) * NANOS_PER_MILLI / gaps.count(node);
    }

    /** Cassandra suspects when phi is above the threshold. */
    private long exponential(int node) {
        double mean = meanNanos(node);
        if (mean < 0) {
            return NEVER;
        }
        double limit = config.threshold() / PHI_FACTOR * mean / NANOS_PER_MILLI;
        long millis = (long) limit + 1;
        double rounding = 1e-9 * (1 + limit);
        if (millis - limit > rounding && limit - (millis - 1) > rounding) {
            return millis;
        }
        while (millis > 0 && PHI_FACTOR * ((millis - 1) * NANOS_PER_MILLI / mean) > config.threshold()) {
            millis--;
        }
        while (!(PHI_FACTOR * (millis * NANOS_PER_MILLI / mean) > config.threshold())) {
            millis++;
        }
        return millis;
    }

    /**
     * As long as too few gaps are known the estimate stands in for them, with a quarter of it for a deviation; an observed
     * deviation counts from then on.
     */
    private long student(int node) {
        int count = Math.max(gaps.count(node), PhiAccrual.MATURE);
        double limit = correctedMean(node)
                + config.acceptablePauseMillis()
                + studentDeviations(count) * correctedDeviation(node);
        return (long) Math.ceil(limit);
    }

    private double correctedMean(int node) {
        return gaps.count(node) < PhiAccrual.MATURE ? config.firstHeartbeatEstimateMillis() : mean(node);
    }

    /** n·Σx² − (Σx)² in 128 bits: no cancellation, so never below 0. */
    private double correctedDeviation(int node) {
        int n = gaps.count(node);
        if (n < PhiAccrual.MATURE) {
            return Math.max(config.firstHeartbeatEstimateMillis() / 4.0, config.minStdDeviationMillis());
        }
        long sum = gaps.sum(node);
        long squares = gaps.squares(node);
        long low = squares * n - sum * sum;
        long borrow = Long.compareUnsigned(squares * n, sum * sum) < 0 ? 1 : 0;
        long high = Math.multiplyHigh(squares, n) - Math.multiplyHigh(sum, sum) - borrow;
        double scaled = high * 0x1p64 + (low >>> 1) * 2.0 + (low & 1);
        return Math.max(Math.sqrt(scaled) / n, config.minStdDeviationMillis());
    }

    private double studentDeviations(int count) {
        if (studentDeviations[count] == 0) {
            studentDeviations[count] = PhiMath.studentInverse(count, config.threshold());
        }
        return studentDeviations[count];
    }
}
