package dev.nines.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients' requests are a Poisson process that can be looked up from anywhere. */
class ArrivalsTest {
    private static final long INTERVAL = 1_000;
    private static final int N = 100_000;

    private static Arrivals arrivals(long seed) {
        return new Arrivals(new RandomStream(seed, "c", "counts"), new RandomStream(seed, "c", "moments"), INTERVAL);
    }

    private static List<Long> times(Arrivals arrivals, long from, int count) {
        List<Long> times = new ArrayList<>();
        long number = arrivals.firstAt(from);
        for (int i = 0; i < count; i++) {
            times.add(arrivals.timeOf(number));
            number = arrivals.after(number);
        }
        return times;
    }

    @Test
    void gapsAreExponentialWithTheMeanInterval() {
        List<Long> times = times(arrivals(1), 0, N);
        double[] gaps = new double[N - 1];
        for (int i = 0; i + 1 < N; i++) {
            gaps[i] = 1 - Math.exp(-(times.get(i + 1) - times.get(i) + 0.5) / INTERVAL);
        }
        Samples.uniform(gaps, 0, 1);
    }

    @Test
    void countsHaveThePoissonVariance() {
        List<Long> times = times(arrivals(2), 0, N);
        int[] counts = new int[N / 12];
        for (long time : times) {
            int at = (int) (time / (10 * INTERVAL));
            if (at < counts.length) {
                counts[at]++;
            }
        }
        int full = N / 12;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < full; i++) {
            sum += counts[i];
            squares += (counts[i] - 10.0) * (counts[i] - 10.0);
        }
        assertThat(sum / full).isCloseTo(10, within(4 * Math.sqrt(10.0 / full)));
        assertThat(squares / full).isCloseTo(10, within(4 * Math.sqrt(2 * 100.0 / full)));
    }

    @Test
    void whatHappensLaterDoesNotDependOnWhereOneLooksFrom() {
        List<Long> all = times(arrivals(3), 0, 2_000);
        for (int i : new int[] {1, 63, 64, 65, 700, 1_500}) {
            Arrivals other = arrivals(3);
            assertThat(times(other, all.get(i), 100)).isEqualTo(all.subList(i, i + 100));
            assertThat(times(other, all.get(i - 1) + 1, 1).get(0)).isEqualTo(all.get(i));
        }
    }
}
