package dev.nines.stats;

import java.util.List;

/**
 * A mean at other parameter values, from one trial of each of some strata, with the same trials of the nominal run as
 * control variate: the nominal mean over all trials is known, so that only the difference has to be learnt from the few.
 */
public final class Controlled {
    /** Few trials may all cost the same: then a slope of 1, the plain difference, is taken. */
    private static final double PULL = 0.05;

    private static final double FLOOR = 0.01;
    /** Of a logarithm: a factor of e either way is as little as can be known. */
    private static final double VARIANCE_MOST = 1;

    private final double value;
    /** Weighted: what the control does not explain, per stratum. */
    private final double[] residuals;

    /** How far it follows the nominal mean, which is not known exactly either. */
    private final double slope;

    private Controlled(double value, double[] residuals, double slope) {
        this.value = value;
        this.residuals = residuals;
        this.slope = slope;
    }

    /** Of the mean. */
    public double value() {
        return value;
    }

    /** What needs no trials, since nothing changed. */
    public static Controlled unchanged(double nominalMean, int strata) {
        return new Controlled(nominalMean, new double[strata], 1);
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
            return new Controlled(y, residuals, 0);
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
        return new Controlled(Math.max(0, y + slope * (nominalMean - z)), residuals, slope);
    }

    /**
     * Half the 95 % interval of the difference of two such means: what the few trials leave open, and what the nominal
     * trials do.
     *
     * @param nominalA all nominal trials of the first, by index
     * @param nominalB those of the second, with the same luck
     * @return NaN when a trial is infinite
     */
    public static double marginOfDifference(Controlled a, double[] nominalA, Controlled b, double[] nominalB) {
        int strata = a.residuals.length;
        int n = nominalA.length;
        double open = 0;
        for (int i = 0; i < strata; i++) {
            double difference = a.residuals[i] - b.residuals[i];
            open += difference * difference;
        }
        double[] followed = new double[n];
        for (int t = 0; t < n; t++) {
            followed[t] = a.slope * nominalA[t] - b.slope * nominalB[t];
        }
        double few = open * strata / Math.max(1, strata - 2);
        double variance = few + Mean.variance(followed) / n;
        double degrees = Math.max(1, (open == 0 ? n : Math.min(n, strata)) - 2);
        return Double.isFinite(variance) ? Mean.tQuantile(degrees, 0.975) * Math.sqrt(variance) : Double.NaN;
    }

    private static double dot(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /** The relative variance of this mean by sampling, or of its ratio to another one of the same trials. */
    private double variance(double floor, Controlled other, double otherFloor) {
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            double own = residuals[i] / (value + floor);
            double difference = other == null ? own : own - other.residuals[i] / (other.value + otherFloor);
            sum += difference * difference;
        }
        return Math.min(VARIANCE_MOST, sum * residuals.length / Math.max(1, residuals.length - 2));
    }

    /**
     * Several such means without what sampling adds to their spread: by their logarithms, since one year in a hundred may
     * cost a hundred times as much.
     *
     * @param nominal the mean of the nominal run; a hundredth of it is as good as nothing
     */
    public static double[] settled(List<Controlled> means, double nominal) {
        double floor = floor(nominal);
        double[] logs = new double[means.size()];
        double sampling = 0;
        for (int m = 0; m < logs.length; m++) {
            logs[m] = StrictMath.log(means.get(m).value + floor);
            sampling += means.get(m).variance(floor, null, 0) / logs.length;
        }
        double[] settled = withoutSampling(logs, sampling, StrictMath.log(nominal + floor));
        for (int m = 0; m < settled.length; m++) {
            boolean same = settled[m] == logs[m]; // logarithm and back would cost digits
            settled[m] = same ? means.get(m).value : Math.max(0, StrictMath.exp(settled[m]) - floor);
        }
        return settled;
    }

    /** As {@link #settled}, of the logarithms of ratios of two means from the same trials; 0: they are equal. */
    public static double[] settledRatios(
            List<Controlled> means, double nominal, List<Controlled> others, double otherNominal) {
        double floor = floor(nominal);
        double otherFloor = floor(otherNominal);
        double[] logs = new double[means.size()];
        double sampling = 0;
        for (int m = 0; m < logs.length; m++) {
            double a = means.get(m).value;
            double b = others.get(m).value;
            logs[m] = a == b ? 0 : StrictMath.log((a + floor) / (b + otherFloor));
            sampling += means.get(m).variance(floor, others.get(m), otherFloor) / logs.length;
        }
        double asWritten =
                nominal == otherNominal ? 0 : StrictMath.log((nominal + floor) / (otherNominal + otherFloor));
        return withoutSampling(logs, sampling, asWritten);
    }

    private static double floor(double nominal) {
        return nominal > 0 && Double.isFinite(nominal) ? FLOOR * nominal : FLOOR;
    }

    /**
     * The values move towards their mean until their variance is what is left after that of sampling.
     *
     * @param asWritten the value of the nominal run, which stands for all when nothing is left
     */
    private static double[] withoutSampling(double[] values, double sampling, double asWritten) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / Math.max(1, values.length - 1);
        }
        double[] shrunk = values.clone();
        if (Double.isFinite(mean) && Double.isFinite(sampling) && variance > 0 && sampling > 0) {
            double keep = StrictMath.sqrt(Math.max(0, 1 - sampling / variance));
            for (int i = 0; i < values.length; i++) {
                shrunk[i] = keep == 0 ? asWritten : mean + keep * (values[i] - mean);
            }
        }
        return shrunk;
    }
}
