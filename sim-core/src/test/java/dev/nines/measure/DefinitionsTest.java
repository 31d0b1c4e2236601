package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.RandomStream;
import dev.nines.stats.Differences;
import dev.nines.stats.Estimate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Design a is gone for 2.6 to 3.6 s, design b loses every second request for 10 to 14 s; both lose 1 request of 500 at
 * any time. Whatever the definitions, a has less outage and less downtime.
 */
class DefinitionsTest {
    private static final long MS = 1_000_000L;
    private static final int TRIALS = 60;

    private static OutageMeter watch(long seed, long interval, double threshold, double depth, double from, double to) {
        RandomStream random = new RandomStream(seed, "fault", "phase");
        long start = (long) (1e9 * (20 + random.nextDouble()));
        long end = start + (long) (1e9 * (from + (to - from) * random.nextDouble()));
        OutageMeter meter = new OutageMeter(interval, threshold);
        for (long t = 0; t < 60_000 * MS; t += interval) {
            double failing = t >= start && t < end ? depth : 0.002;
            meter.sent(t);
            meter.outcome(t, random.nextDouble() >= failing);
        }
        meter.finish(60_000 * MS, Outage.End.CENSORED);
        return meter;
    }

    @ParameterizedTest
    @CsvSource({"5, 0.8", "5, 0.95", "10, 0.9", "20, 0.8", "20, 0.9", "50, 0.8", "50, 0.9", "50, 0.95"})
    @DisplayName("issue: the verdict does not flip with probe intervals of 5 to 50 ms or thresholds of 80 to 95 %")
    void verdictsDoNotFlip(long intervalMillis, double threshold) {
        double[] outageA = new double[TRIALS];
        double[] outageB = new double[TRIALS];
        double[] downtimeA = new double[TRIALS];
        double[] downtimeB = new double[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            long seed = RandomStream.trialSeed(5, i);
            OutageMeter a = watch(seed, intervalMillis * MS, threshold, 1, 2.6, 3.6);
            OutageMeter b = watch(seed, intervalMillis * MS, threshold, 0.5, 10, 14);
            outageA[i] = seconds(a);
            outageB[i] = seconds(b);
            downtimeA[i] = a.downtimeNanos() / 1e9;
            downtimeB[i] = b.downtimeNanos() / 1e9;
        }
        Estimate outage = Differences.ofPairedMeans(outageA, outageB);
        Estimate downtime = Differences.ofPairedMeans(downtimeA, downtimeB);
        assertThat(outage.low()).isBetween(7.0, 9.5);
        assertThat(outage.high()).isBetween(8.5, 10.0);
        assertThat(downtime.low()).isBetween(2.3, 3.0);
        assertThat(downtime.high()).isBetween(2.7, 3.5);
    }

    private static double seconds(OutageMeter meter) {
        long sum = 0;
        for (RawOutage outage : meter.outages()) {
            sum += outage.lengthNanos();
        }
        return sum / 1e9;
    }
}
