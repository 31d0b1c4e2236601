package dev.nines.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chen's closed forms for NFD-S, and what follows from them. Times in units of η unless a name says otherwise. */
class ChenTest {
    private static final long ETA = 1_000_000_000;

    /** How long a beat is on its way. */
    enum Delay {
        EXPONENTIAL {
            @Override
            double inverse(double u) {
                return -0.2 * Math.log1p(-u);
            }

            @Override
            double below(double x) {
                return x <= 0 ? 0 : -Math.expm1(-x / 0.2);
            }
        },
        UNIFORM {
            @Override
            double inverse(double u) {
                return 0.1 + 0.8 * u;
            }

            @Override
            double below(double x) {
                return Math.max(0, Math.min(1, (x - 0.1) / 0.8));
            }
        },
        CONSTANT {
            @Override
            double inverse(double u) {
                return 0.3;
            }

            @Override
            double below(double x) {
                return x >= 0.3 ? 1 : 0;
            }
        },
        PARETO {
            @Override
            double inverse(double u) {
                return 0.1 * Math.pow(1 - u, -1 / 2.2);
            }

            @Override
            double below(double x) {
                return x <= 0.1 ? 0 : 1 - Math.pow(0.1 / x, 2.2);
            }
        };

        abstract double inverse(double u);

        /** P(delay <= x). */
        abstract double below(double x);
    }

    /** What one run of a detector showed: mistakes per batch of periods, and the time spent in them. */
    private record Run(double[] mistakes, double[] durations, long periods) {
        double recurrence() {
            return periods / sum(mistakes);
        }

        double duration() {
            return sum(durations) / sum(mistakes);
        }

        /** Standard error of top/bottom from the batches. */
        static double ratioError(double[] top, double[] bottom) {
            double ratio = sum(top) / sum(bottom);
            double squares = 0;
            for (int i = 0; i < top.length; i++) {
                squares += Math.pow(top[i] - ratio * bottom[i], 2);
            }
            return Math.sqrt(squares * top.length / (top.length - 1)) / sum(bottom);
        }

        static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPONENTIAL,0.5,0", "EXPONENTIAL,0.5,0.1", "EXPONENTIAL,0.9,0.01", "EXPONENTIAL,1.2,0.1",
        "EXPONENTIAL,2.1,0.3", "UNIFORM,0.5,0", "UNIFORM,0.7,0.05", "UNIFORM,1.5,0.1",
        "CONSTANT,0.5,0.05", "CONSTANT,1.4,0.2", "PARETO,0.4,0", "PARETO,0.8,0.02",
        "PARETO,1.6,0.1", "PARETO,2.5,0.3"
    })
    void mistakesRecurAndLastAsChensFormulaeSay(Delay delay, double shift, double loss) {
        double[] expected = closedForm(delay, shift, loss);
        long periods = (long) Math.min(6e6, Math.max(4e5, 2e4 * expected[0]));
        Run run = run(delay, shift, loss, periods);
        assertThat(Run.sum(run.mistakes)).isGreaterThan(1e4);
        double[] batchPeriods = new double[run.mistakes.length];
        Arrays.fill(batchPeriods, periods / (double) batchPeriods.length);
        double recurrenceError = Run.ratioError(batchPeriods, run.mistakes);
        double durationError = Run.ratioError(run.durations, run.mistakes);
        String row = String.format(Locale.ROOT, "%s, shift %s, loss %s", delay, shift, loss);
        assertThat(run.recurrence()).as("recurrence of %s", row).isCloseTo(expected[0], within(4 * recurrenceError));
        // A constant delay below the shift makes every mistake equally long: no error but that of rounding.
        assertThat(run.duration()).as("duration of %s", row).isCloseTo(expected[1], within(4 * durationError + 1e-6));
    }

    /** E(T_MR) and E(T_M): section 3 of the facts. */
    private static double[] closedForm(Delay delay, double shift, double loss) {
        double before = (1 - loss) * delay.below(shift + 1);
        double start = before * suspecting(delay, shift, loss, 0);
        int steps = 200_000;
        double integral = 0;
        for (int i = 0; i < steps; i++) {
            integral += suspecting(delay, shift, loss, (i + 0.5) / steps) / steps;
        }
        return new double[] {1 / start, integral / start};
    }

    /** u(x): no beat that counts is here x after a freshness point. */
    private static double suspecting(Delay delay, double shift, double loss, double x) {
        double product = 1;
        for (int j = 0; j <= Math.ceil(shift); j++) {
            product *= loss + (1 - loss) * (1 - delay.below(shift + x - j));
        }
        return product;
    }

    private static Run run(Delay delay, double shift, double loss, long periods) {
        ChenNfdS detector = new ChenNfdS(new ChenNfdSConfig(ETA, Math.round(shift * ETA)), 1);
        int batches = 40;
        double[] mistakes = new double[batches];
        double[] durations = new double[batches];
        SplittableRandom random = new SplittableRandom(1);
        // (arrival, number): a beat may overtake another.
        PriorityQueue<long[]> onTheWay = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        for (long i = 0; i < periods; i++) {
            deliver(detector, onTheWay, i * ETA, (int) (i * batches / periods), mistakes, durations);
            if (random.nextDouble() >= loss) {
                onTheWay.add(new long[] {i * ETA + (long) (delay.inverse(random.nextDouble()) * ETA), i});
            }
        }
        return new Run(mistakes, durations, periods);
    }

    private static void deliver(
            ChenNfdS detector,
            PriorityQueue<long[]> onTheWay,
            long until,
            int batch,
            double[] mistakes,
            double[] durations) {
        while (!onTheWay.isEmpty() && onTheWay.peek()[0] < until) {
            long[] beat = onTheWay.poll();
            long before = detector.deadlineNanos(0);
            detector.beat(0, beat[1], beat[0]);
            if (before != Long.MIN_VALUE && before <= beat[0] && detector.deadlineNanos(0) > beat[0]) {
                mistakes[batch]++;
                durations[batch] += (beat[0] - before) / (double) ETA;
            }
        }
    }

    @Test
    void aCrashIsNoticedWithinShiftAndPeriodAlways() {
        SplittableRandom random = new SplittableRandom(3);
        double shift = 0.7;
        double sum = 0;
        int runs = 4000;
        for (int r = 0; r < runs; r++) {
            ChenNfdS detector = new ChenNfdS(new ChenNfdSConfig(ETA, Math.round(shift * ETA)), 1);
            double crash = 20 + random.nextDouble();
            for (long i = 0; i <= crash; i++) {
                detector.beat(0, i, i * ETA + random.nextLong(ETA / 2));
            }
            double noticed = detector.deadlineNanos(0) / (double) ETA - crash;
            assertThat(noticed).isBetween(0.0, shift + 1);
            sum += noticed;
        }
        // Uniform on (δ, δ+η] when nothing is lost and no delay exceeds δ: standard deviation 1/√12.
        assertThat(sum / runs).isCloseTo(shift + 0.5, within(4 / Math.sqrt(12.0 * runs)));
    }

    @Test
    void expectedArrivalsOfALongWindowDoAsWellAsKnownOnes() {
        // NFD-U: NFD-S with δ = E(D) + α. The other clock shows another time.
        double margin = 0.5;
        ChenNfdE detector = new ChenNfdE(new ChenNfdEConfig(ETA, Math.round(margin * ETA), 1000), 1);
        SplittableRandom random = new SplittableRandom(4);
        long clockError = 123_456_789_012L;
        int periods = 1_000_000;
        int mistakes = 0;
        for (long i = 0; i < periods; i++) {
            if (random.nextDouble() >= 0.1) {
                long now = i * ETA + (long) (Delay.UNIFORM.inverse(random.nextDouble()) * ETA) + clockError;
                long before = detector.deadlineNanos(0);
                detector.beat(0, i, now);
                mistakes += before != Long.MIN_VALUE && before <= now ? 1 : 0;
            }
        }
        double expected = closedForm(Delay.UNIFORM, 0.5 + margin, 0.1)[0];
        assertThat(periods / (double) mistakes).isCloseTo(expected, within(0.03 * expected));
    }

    @Test
    void aBeatWithoutANumberGetsTheLikeliest() {
        ChenNfdS synchronised = new ChenNfdS(new ChenNfdSConfig(ETA, 200_000_000), 1);
        assertThat(synchronised.available(0, 0)).isFalse();
        synchronised.heartbeat(0, 5_100);
        assertThat(synchronised.deadlineMillis(0)).isEqualTo(6_200);
        ChenNfdE estimated = new ChenNfdE(new ChenNfdEConfig(ETA, 200_000_000, 4), 1);
        assertThat(estimated.deadlineMillis(0)).isEqualTo(Long.MIN_VALUE);
        estimated.heartbeats(new int[] {0}, 5_100, 1);
        assertThat(estimated.deadlineMillis(0)).isEqualTo(6_300);
        // Two beats were lost; this one comes 100 ms late, which moves the mean by half of it.
        estimated.heartbeat(0, 8_200);
        assertThat(estimated.deadlineMillis(0)).isEqualTo(9_350);
        assertThat(estimated.available(0, 9_349)).isTrue();
        assertThat(estimated.available(0, 9_350)).isFalse();
    }

    @Test
    void sweepsReportSuspicionAndTrust() {
        ChenNfdE detector = new ChenNfdE(new ChenNfdEConfig(ETA, 200_000_000, 4), 70);
        StringBuilder seen = new StringBuilder();
        FailureDetector.Consumer consumer = (node, suspected) -> {
            if (node == 65) {
                seen.append(suspected ? "suspected " : "trusted ");
            }
        };
        detector.sweep(0, consumer);
        detector.heartbeat(65, 1000);
        detector.sweep(1001, consumer);
        detector.sweep(2199, consumer);
        detector.sweep(2200, consumer);
        detector.heartbeat(65, 3000);
        detector.sweep(3001, consumer);
        assertThat(seen.toString()).isEqualTo("suspected trusted suspected trusted ");
    }

    @Test
    void steadyBeatsHaveEqualFingerprints() {
        ChenNfdE detector = new ChenNfdE(new ChenNfdEConfig(ETA, 200_000_000, 4), 1);
        for (int i = 0; i < 7; i++) {
            detector.heartbeat(0, 100 + 1000L * i);
        }
        long steady = detector.fingerprint(0, 6200, 1);
        detector.heartbeat(0, 7100);
        assertThat(detector.fingerprint(0, 7200, 1)).isEqualTo(steady);
        detector.heartbeat(0, 8101);
        assertThat(detector.fingerprint(0, 8201, 1)).isNotEqualTo(steady);
    }

    /** Fixed time-out TO, delay 0, loss p: m = ⌊TO/η⌋ lost beats in a row are needed. */
    @ParameterizedTest
    @CsvSource({"100,250,0.2", "100,350,0.3", "100,150,0.05"})
    void aFixedTimeoutErrsAsTheClosedFormSays(long period, long timeout, double loss) {
        FixedTimeout detector = new FixedTimeout(new FixedTimeoutConfig(timeout, true), 1);
        SplittableRandom random = new SplittableRandom(5);
        int batches = 40;
        double[] mistakes = new double[batches];
        double[] durations = new double[batches];
        double[] times = new double[batches];
        int beats = 2_000_000;
        for (int i = 0; i < beats; i++) {
            times[(int) (i * 40L / beats)] += period;
            if (random.nextDouble() >= loss) {
                long now = i * period;
                int batch = (int) (i * 40L / beats);
                if (!detector.available(0, now)) {
                    mistakes[batch]++;
                    durations[batch] += now - detector.deadlineMillis(0);
                }
                detector.heartbeat(0, now);
            }
        }
        long m = timeout / period;
        Run run = new Run(mistakes, durations, beats);
        assertThat(run.recurrence() * period)
                .isCloseTo(period / ((1 - loss) * Math.pow(loss, m)), within(4 * Run.ratioError(times, mistakes)));
        assertThat(run.duration())
                .isCloseTo((m + 1 / (1 - loss)) * period - timeout, within(4 * Run.ratioError(durations, mistakes)));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> new ChenNfdSConfig(0, 1)).hasMessageContaining("the interval must be 1 to 2^53 ns");
        assertThatThrownBy(() -> new ChenNfdSConfig(1, -1)).hasMessageContaining("the shift must be 0");
        assertThatThrownBy(() -> new ChenNfdEConfig(1, 1, 0)).hasMessageContaining("1 to 1000: 0");
        ChenNfdS detector = new ChenNfdS(new ChenNfdSConfig(ETA, 1), 1);
        assertThatThrownBy(() -> detector.heartbeat(0, Long.MAX_VALUE / 1_000_000))
                .hasMessageContaining("±146 years");
        assertThatThrownBy(() -> detector.heartbeat(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
