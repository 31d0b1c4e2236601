package dev.nines.stats;

/**
 * A mean at other parameter values, from one trial of each of some strata, with the same trials of the nominal run as
 * control variate: the nominal mean over all trials is known, so that only the difference has to be learnt from the few.
 */
public final class Controlled {
    /** Few trials may all cost the same: then a slope of 1, the plain difference, is taken. */
    private static final double PULL = 0.05;

    private final double value;
    /** Weighted: what the control does not explain, per stratum. */
    private final double[] residuals;

    private Controlled(double value, double[] residuals) {
        this.value = value;
        this.residuals = residuals;
    }

    /** Of the mean. */
    public double value() {
        return value;
    }

    /** What needs no trials, since nothing changed. */
    public static Controlled unchanged(double nominalMean, int strata) {
        return new Controlled(nominalMean, new double[strata]);
    }

    /**
     * @param weights of the strata; sum 1
     * @param changed values at other parameters, one per stratum
     * @param nominal values of the same trials in the nominal run
     * @param nominalMean over all trials
     * @param nominalVariance over all trials
     */
    public static Controlled of(
            double[] weights, double[] changed, double[] nominal, double nominalMean, double nominalVariance) {
        double y = dot(weights, changed);
        double z = dot(weights, nominal);
        double[] residuals = new double[weights.length];
        if (!Double.isFinite(y) || !Double.isFinite(z) || !Double.isFinite(nominalMean)) {
            return new Controlled(y, residuals);
        }
        double covariance = PULL * nominalVariance;
        double variance = PULL * nominalVariance;
        for (int i = 0; i < weights.length; i++) {
            covariance += weights[i] * (nominal[i] - z) * (changed[i] - y);
            variance += weights[i] * (nominal[i] - z) * (nominal[i] - z);
        }
        double slope = variance == 0 ? 1 : covariance / variance;
        for (int i = 0; i < weights.length; i++) {
            residuals[i] = weights[i] * (changed[i] - y - slope * (nominal[i] - z));
        }
        return new Controlled(Math.max(0, y + slope * (nominalMean - z)), residuals);
    }

    private static double dot(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /** The variance of this mean by sampling. */
    public double variance() {
        return varianceOfDifference(unchanged(0, residuals.length));
    }

    /** The variance of the difference of two means from the same trials. */
    public double varianceOfDifference(Controlled other) {
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            double difference = residuals[i] - other.residuals[i];
            sum += difference * difference;
        }
        return sum * residuals.length / Math.max(1, residuals.length - 2);
    }

    /**
     * Takes sampling error out of the spread of several such means: they move towards their mean until their variance is
     * what is left after it.
     *
     * @param sampling the mean of their variances by sampling
     */
    public static double[] withoutSampling(double[] values, double sampling) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / Math.max(1, values.length - 1);
        }
        double[] shrunk = values.clone();
        if (Double.isFinite(mean) && variance > 0) {
            double keep = StrictMath.sqrt(Math.max(0, 1 - sampling / variance));
            for (int i = 0; i < values.length; i++) {
                shrunk[i] = mean + keep * (values[i] - mean);
            }
        }
        return shrunk;
    }
}
