package dev.nines.result;

import dev.nines.stats.Bound;
import dev.nines.stats.Differences;
import dev.nines.stats.Estimate;
import java.util.Arrays;
import java.util.List;

/**
 * One row of a comparison on its way: what is compared, then how, and in the end the verdict, which depends on the other
 * rows of its table. Lower is better unless said otherwise.
 */
final class Row {
    /** Differences smaller than this share of the larger value do not matter. */
    static final double MARGIN = 0.01;

    private final String metric;
    private final String designA;
    private final String designB;
    private final String service;
    private final Value a;
    private final Value b;
    private final List<String> sharedStreams;
    private boolean higherIsBetter;
    private Value sizeA;
    private Value sizeB;
    private Estimate estimate = Estimate.missing(0, "not compared", Bound.NONE);
    private double varianceRatio = Double.NaN;

    Row(String metric, String designA, String designB, String service, Value a, Value b, List<String> sharedStreams) {
        this.metric = metric;
        this.designA = designA;
        this.designB = designB;
        this.service = service;
        this.a = a;
        this.b = b;
        this.sharedStreams = sharedStreams;
        sizeA = a;
        sizeB = b;
    }

    /** @param lossA what is missing from the best possible value: the margin is a share of it */
    Row higherIsBetter(Value lossA, Value lossB) {
        higherIsBetter = true;
        sizeA = lossA;
        sizeB = lossB;
        return this;
    }

    /** Compares means; one value per trial. */
    void means(double[] trialsA, double[] trialsB) {
        int n = Math.min(trialsA.length, trialsB.length);
        double[] x = Arrays.copyOf(trialsA, n);
        double[] y = Arrays.copyOf(trialsB, n);
        boolean paired = !sharedStreams.isEmpty();
        Estimate e = paired ? Differences.ofPairedMeans(x, y) : Differences.ofUnpairedMeans(trialsA, trialsB);
        estimate = e;
        varianceRatio = paired ? Differences.varianceRatio(x, y) : Double.NaN;
    }

    /** Compares quantiles; one value per trial. */
    void quantiles(double[] trialsA, double[] trialsB, double p) {
        int n = Math.min(trialsA.length, trialsB.length);
        double[] x = Arrays.copyOf(trialsA, n);
        double[] y = Arrays.copyOf(trialsB, n);
        estimate = Differences.ofQuantiles(x, y, p, !sharedStreams.isEmpty());
    }

    /** The p-value of its own test; NaN when there was none. */
    double p() {
        return estimate.p();
    }

    /**
     * The finished row.
     *
     * @param adjustedP after Holm, among all rows of the table
     * @param level that its own p-value had to reach in its turn
     */
    Difference finished(double adjustedP, double level) {
        String alone = verdict();
        boolean byChance = isBetter(alone) && adjustedP > 0.05;
        String verdict = byChance ? Difference.INCONCLUSIVE : alone;
        double settle = verdict.equals(Difference.INCONCLUSIVE)
                ? Differences.trialsToSettle(estimate, Double.isNaN(level) ? 0.05 : level)
                : Double.NaN;
        return new Difference(
                metric,
                designA,
                designB,
                service,
                a,
                b,
                Value.of(estimate),
                verdict,
                alone,
                probability(estimate.p()),
                probability(adjustedP),
                sharedStreams,
                Double.isNaN(varianceRatio)
                        ? Value.missing(sharedStreams.isEmpty() ? "unpaired" : "not defined")
                        : Value.observed(varianceRatio),
                Double.isNaN(settle) ? Value.missing("") : Value.observed(settle));
    }

    private static boolean isBetter(String verdict) {
        return verdict.equals(Difference.A_BETTER) || verdict.equals(Difference.B_BETTER);
    }

    private static Value probability(double p) {
        return Double.isNaN(p) ? Value.missing("no test") : Value.observed(p);
    }

    /** What its own interval says. */
    private String verdict() {
        Estimate e = estimate;
        if (e.reason().equals(Differences.EQUAL)) {
            return Difference.NO_DIFFERENCE;
        }
        if (!e.hasInterval()) {
            return Double.isInfinite(e.value()) ? better(e.value()) : Difference.INCONCLUSIVE;
        }
        double margin = MARGIN * Math.max(size(sizeA), size(sizeB));
        if (-margin <= e.low() && e.high() <= margin) {
            return Difference.NO_DIFFERENCE;
        }
        if (e.low() > 0 || e.high() < 0) {
            return better(e.value());
        }
        return Difference.INCONCLUSIVE;
    }

    private String better(double difference) {
        return difference > 0 == higherIsBetter ? Difference.B_BETTER : Difference.A_BETTER;
    }

    private static double size(Value v) {
        return v.hasValue() && !v.isInfinite() ? Math.abs(v.value()) : 0;
    }
}
