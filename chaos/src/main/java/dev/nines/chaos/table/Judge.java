package dev.nines.chaos.table;

import dev.nines.stats.Holm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/** Lays repetitions beside the simulator's. The same files and the same model give the same table. */
public final class Judge {
    /** Simulated drills beside a measured sample. */
    static final int TRIALS = 400;

    /** A median residual may be as long as two intervals between probes, */
    private static final double SLACK_NANOS = 20e6;

    /** or this share of what was predicted. */
    private static final double SLACK_SHARE = 0.02;

    private final Records records;

    public Judge(Records records) {
        this.records = records;
    }

    /** All rows in their order, their p adjusted for their number. */
    public List<Judgement> of(List<Row> rows) {
        List<Judgement> raw = rows.stream().map(this::judge).toList();
        List<Integer> tested = IntStream.range(0, raw.size())
                .filter(i -> raw.get(i).p().isPresent())
                .boxed()
                .toList();
        double[] adjusted = Holm.adjusted(
                tested.stream().mapToDouble(i -> raw.get(i).p().getAsDouble()).toArray());
        List<Judgement> all = new ArrayList<>(raw);
        for (int i = 0; i < adjusted.length; i++) {
            all.set(tested.get(i), raw.get(tested.get(i)).adjusted(adjusted[i]));
        }
        return List.copyOf(all);
    }

    private Judgement judge(Row row) {
        String experiment = row.experiment().name();
        List<Sample> samples = records.counting(experiment);
        int notCounted = records.all(experiment).size() - samples.size();
        if (samples.isEmpty()) {
            String said = records.whyNot(experiment);
            return Judgement.notMeasured(row, notCounted, said.isEmpty() ? "not done yet" : said);
        }
        if (row.figure() == Figure.LOST
                && samples.stream().noneMatch(s -> s.losses().measured())) {
            return Judgement.notMeasured(row, notCounted, "nothing was written");
        }
        try {
            return switch (row.test()) {
                case PHASE -> phase(row, samples, notCounted);
                case DISTRIBUTION -> distribution(row, samples, notCounted);
                case COUNT -> count(row, samples, notCounted);
            };
        } catch (IllegalArgumentException e) {
            return Judgement.notMeasured(row, notCounted, "no prediction: " + e.getMessage());
        }
    }

    private static Judgement phase(Row row, List<Sample> all, int notCounted) {
        boolean blind = row.experiment().ticks().isEmpty();
        List<Sample> samples = all.stream()
                .filter(sample -> blind || sample.ageNanos().isPresent())
                .toList();
        int without = all.size() - samples.size();
        if (samples.isEmpty()) {
            return Judgement.notMeasured(row, notCounted + without, "the phase was never seen");
        }
        Prediction prediction = new Prediction(row.experiment());
        long[] predicted = IntStream.range(0, samples.size())
                .parallel()
                .mapToLong(i -> prediction.twin(row.figure(), samples.get(i), i))
                .toArray();
        long[] measured = figures(row, samples);
        double[] residuals = new double[predicted.length];
        double[] fromLaw = new double[predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            residuals[i] = measured[i] - predicted[i];
            Sample sample = samples.get(i);
            fromLaw[i] = row.law().isEmpty()
                    ? Double.NaN
                    : measured[i]
                            - 1e9
                                    * row.law()
                                            .get()
                                            .seconds(sample.ageNanos().orElse(0) / 1e9, sample.holdNanos() / 1e9);
        }
        double median = median(Arrays.stream(predicted).asDoubleStream().toArray());
        return new Judgement(
                row,
                samples.size(),
                notCounted + without,
                Text.range(least(predicted), most(predicted)),
                Text.range(least(measured), most(measured)),
                OptionalDouble.empty(),
                OptionalDouble.of(median(sizes(residuals))),
                OptionalDouble.of(median(residuals)),
                row.law().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(sizes(fromLaw))),
                Math.max(SLACK_NANOS, SLACK_SHARE * median),
                "");
    }

    private static Judgement distribution(Row row, List<Sample> samples, int notCounted) {
        long[] measured = figures(row, samples);
        long[] predicted = predicted(row, samples);
        boolean time = row.figure().isTime();
        double p = measured.length < 2
                ? 1 // one number is no distribution
                : KolmogorovSmirnovTest.withDefaults()
                        .test(doubles(measured), doubles(predicted))
                        .getPValue();
        return tested(
                row,
                samples.size(),
                notCounted,
                time ? Text.range(least(predicted), most(predicted)) : least(predicted) + " … " + most(predicted),
                time ? Text.range(least(measured), most(measured)) : least(measured) + " … " + most(measured),
                p);
    }

    private static Judgement count(Row row, List<Sample> samples, int notCounted) {
        long[] measured = figures(row, samples);
        long[] predicted = predicted(row, samples);
        int yes = positive(measured);
        int simulated = positive(predicted);
        return tested(
                row,
                samples.size(),
                notCounted,
                share(row, simulated, predicted),
                share(row, yes, measured),
                fisher(yes, measured.length, simulated, predicted.length));
    }

    private static Judgement tested(Row row, int n, int notCounted, String predicted, String measured, double p) {
        OptionalDouble none = OptionalDouble.empty();
        return new Judgement(row, n, notCounted, predicted, measured, OptionalDouble.of(p), none, none, none, 0, "");
    }

    private static String share(Row row, int yes, long[] values) {
        if (yes == 0) {
            return "0 of " + values.length;
        }
        long[] those = Arrays.stream(values).filter(value -> value > 0).toArray();
        String range =
                row.figure().isTime() ? Text.range(least(those), most(those)) : least(those) + " … " + most(those);
        return yes + " of " + values.length + " (" + range + ")";
    }

    private static long[] figures(Row row, List<Sample> samples) {
        return samples.stream().mapToLong(sample -> sample.figure(row.figure())).toArray();
    }

    private static long[] predicted(Row row, List<Sample> samples) {
        List<Long> holds = samples.stream().map(Sample::holdNanos).toList();
        return new Prediction(row.experiment()).sample(row.figure(), holds, TRIALS);
    }

    private static double[] doubles(long[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    private static double[] sizes(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static long least(long[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static long most(long[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static int positive(long[] values) {
        return (int) Arrays.stream(values).filter(value -> value > 0).count();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Both are samples: the simulated share is known no better than its trials allow. */
    private static double fisher(int yes, int n, int simulatedYes, int trials) {
        if (yes + simulatedYes == 0 || yes + simulatedYes == n + trials) {
            return 1; // all the same in both
        }
        return FisherExactTest.withDefaults()
                .test(new int[][] {{yes, n - yes}, {simulatedYes, trials - simulatedYes}})
                .getPValue();
    }
}
