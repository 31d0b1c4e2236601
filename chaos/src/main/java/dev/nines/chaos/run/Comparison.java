package dev.nines.chaos.run;

import dev.nines.chaos.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest.TwoResult;

/**
 * Predicted against measured, for one drill and service.
 *
 * @param n repetitions that count
 * @param distance of Kolmogorov and Smirnov between the two samples of outages; empty for a single repetition
 * @param p its value
 * @param noticedP of Fisher's exact test on how often there was an outage at all
 * @param healP the same on outages that began after the fault was out
 * @param inside share of measured outages between the predicted least and most, ± {@link #SLACK_NANOS}
 * @param medianErrorNanos measured minus predicted
 */
public record Comparison(
        String drill,
        String service,
        int n,
        OptionalDouble distance,
        OptionalDouble p,
        int noticed,
        int predictedNoticed,
        double noticedP,
        int atHeal,
        int predictedAtHeal,
        double healP,
        double inside,
        long medianErrorNanos,
        long measuredMedianNanos,
        long predictedMedianNanos,
        boolean allZero) {
    /** Two intervals between probes: each edge of an outage is known to one. */
    public static final long SLACK_NANOS = 20_000_000L;

    /** Below it a prediction is rejected. */
    public static final double LEVEL = 0.01;

    /** @param measured of this drill, those that count, at least one */
    public static Comparison of(String drill, String service, List<Measurement> measured, Plan.Forecast predicted) {
        long[] outages = measured.stream()
                .mapToLong(m -> m.seen().get(service).outageNanos())
                .sorted()
                .toArray();
        long[] simulated =
                predicted.outageNanos().stream().mapToLong(Long::longValue).toArray();
        Optional<TwoResult> test = outages.length < 2
                ? Optional.empty() // one number is no distribution
                : Optional.of(KolmogorovSmirnovTest.withDefaults().test(seconds(outages), seconds(simulated)));
        int noticed = positive(outages);
        int simulatedNoticed = positive(simulated);
        int atHeal =
                (int) measured.stream().filter(m -> m.outageAtHeal(service)).count();
        long inside = Arrays.stream(outages)
                .filter(nanos -> isInside(nanos, predicted))
                .count();
        return new Comparison(
                drill,
                service,
                outages.length,
                test.map(found -> OptionalDouble.of(found.getStatistic())).orElse(OptionalDouble.empty()),
                test.map(found -> OptionalDouble.of(found.getPValue())).orElse(OptionalDouble.empty()),
                noticed,
                simulatedNoticed,
                fisher(noticed, outages.length, simulatedNoticed, simulated.length),
                atHeal,
                predicted.atHeal(),
                fisher(atHeal, outages.length, predicted.atHeal(), simulated.length),
                (double) inside / outages.length,
                median(outages) - median(simulated),
                median(outages),
                median(simulated),
                noticed == 0 && simulatedNoticed == 0);
    }

    static boolean isInside(long outageNanos, Plan.Forecast predicted) {
        return outageNanos >= predicted.minNanos() - SLACK_NANOS && outageNanos <= predicted.maxNanos() + SLACK_NANOS;
    }

    private static double[] seconds(long[] nanos) {
        return Arrays.stream(nanos).mapToDouble(value -> value / 1e9).toArray();
    }

    private static int positive(long[] nanos) {
        return (int) Arrays.stream(nanos).filter(value -> value > 0).count();
    }

    /** Both are samples: the simulated share is known no better than its trials allow. */
    static double fisher(int yes, int n, int simulatedYes, int trials) {
        if (yes + simulatedYes == 0 || yes + simulatedYes == n + trials) {
            return 1; // all the same in both
        }
        return FisherExactTest.withDefaults()
                .test(new int[][] {{yes, n - yes}, {simulatedYes, trials - simulatedYes}})
                .getPValue();
    }

    private static long median(long[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public boolean rejected() {
        return p.orElse(1) < LEVEL || noticedP < LEVEL || healP < LEVEL;
    }
}
