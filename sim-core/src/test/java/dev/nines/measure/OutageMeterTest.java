package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nines.kernel.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageMeterTest {
    private static final long SEED = 20260101;
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    /** Feeds outcomes at once, in order. */
    private static OutageMeter meter(boolean[] failed, long intervalNanos, double threshold) {
        OutageMeter meter = new OutageMeter(intervalNanos, threshold);
        for (int i = 0; i < failed.length; i++) {
            meter.sent(i * intervalNanos);
            meter.outcome(i * intervalNanos, !failed[i]);
        }
        return meter;
    }

    private static void fail(boolean[] failed, double fromSeconds, double toSeconds, long intervalNanos) {
        Arrays.fill(
                failed,
                (int) Math.round(fromSeconds * SECOND / intervalNanos),
                (int) Math.round(toSeconds * SECOND / intervalNanos),
                true);
    }

    @Test
    @DisplayName("DESIGN section 5: edges are the send times of the first and the last failed probe")
    void edgesOfACleanOutage() {
        boolean[] failed = new boolean[1000];
        fail(failed, 2, 5, 10 * MS);
        OutageMeter meter = meter(failed, 10 * MS, 0.9);
        assertThat(meter.outages())
                .containsExactly(new RawOutage(2 * SECOND, 5 * SECOND - 10 * MS, 300, 1.0, Outage.End.CLOSED));
        assertThat(meter.probes()).isEqualTo(1000);
        assertThat(meter.failedProbes()).isEqualTo(300);
        assertThat(meter.downtimeNanos()).isEqualTo(3 * SECOND);
        assertThat(meter.plannedNanos()).isZero();
    }

    @Test
    void opensBelowTheThresholdAndNotAtIt() {
        boolean[] failed = new boolean[500];
        fail(failed, 1, 1.1, 10 * MS);
        assertThat(meter(failed, 10 * MS, 0.9).outages()).isEmpty();
        fail(failed, 1, 1.11, 10 * MS);
        assertThat(meter(failed, 10 * MS, 0.9).outages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 0.85, 0.9, 0.95, 0.99})
    void aShareExactlyAtTheThresholdNeverOpens(double threshold) {
        boolean[] failed = new boolean[3000];
        int every = (int) Math.round(1 / (1 - threshold));
        for (int i = 0; i < failed.length; i++) {
            // With 0.85 every 7th probe fails: 14.3 % at most 15 of 100.
            failed[i] = i % (threshold == 0.85 ? 7 : every) == 0;
        }
        assertThat(meter(failed, 10 * MS, threshold).outages()).isEmpty();
    }

    @Test
    void isOpenUntilTheShareHasStayedGoodForOneSecond() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        long closedAt = -1;
        for (int i = 0; i < 1000; i++) {
            meter.sent(i * 10 * MS);
            meter.outcome(i * 10 * MS, i < 200 || i >= 400);
            if (i == 210) {
                assertThat(meter.open()).isTrue();
            }
            if (i > 210 && !meter.open() && closedAt < 0) {
                closedAt = i;
            }
        }
        // Good again at probe 489 (ten failed of a hundred), confirmed one second later.
        assertThat(closedAt).isEqualTo(589);
    }

    @Test
    void aSecondFailureBeforeConfirmationBelongsToTheSameOutage() {
        boolean[] failed = new boolean[2000];
        fail(failed, 2, 6, 10 * MS);
        fail(failed, 7, 9, 10 * MS);
        assertThat(meter(failed, 10 * MS, 0.9).outages())
                .containsExactly(new RawOutage(2 * SECOND, 8_990 * MS, 700, 600 / 700.0, Outage.End.CLOSED));
    }

    @ParameterizedTest
    @CsvSource({"5, 0.8, 60", "10, 0.9, 60", "20, 0.9, 60", "50, 0.9, 60", "10, 0.95, 150"})
    @DisplayName("issue: 1 % stray loss does not stretch a 3 s outage")
    void strayLossDoesNotStretch(long intervalMillis, double threshold, int worstProbes) {
        long stretched = 0;
        for (int run = 0; run < 200; run++) {
            RandomStream random = new RandomStream(SEED + run, "probe", "stray");
            boolean[] failed = new boolean[(int) (60_000 / intervalMillis)];
            for (int i = 0; i < failed.length; i++) {
                failed[i] = random.nextDouble() < 0.01;
            }
            fail(failed, 30, 33, intervalMillis * MS);
            List<RawOutage> outages =
                    meter(failed, intervalMillis * MS, threshold).outages();
            assertThat(outages).as("seed %d", SEED + run).isNotEmpty();
            RawOutage longest = outages.get(0);
            for (RawOutage outage : outages) {
                longest = outage.lengthNanos() > longest.lengthNanos() ? outage : longest;
            }
            // A stray failure within 1/(1 - threshold) probes of the edge is taken for part of it, and so on from
            // there.
            assertThat(longest.lengthNanos())
                    .as("seed %d", SEED + run)
                    .isBetween(3 * SECOND - intervalMillis * MS, 3 * SECOND + worstProbes * intervalMillis * MS);
            stretched += longest.lengthNanos() - 3 * SECOND;
        }
        assertThat(stretched / 200).as("mean").isLessThan(5 * intervalMillis * MS);
    }

    @Test
    @DisplayName("issue: half of an active-active pair failing is one outage of depth one half, not many short ones")
    void halfOfAPairIsOneOutage() {
        for (int run = 0; run < 100; run++) {
            RandomStream random = new RandomStream(SEED + run, "probe", "half");
            boolean[] failed = new boolean[6000];
            for (int i = 1000; i < 5000; i++) {
                failed[i] = random.nextDouble() < 0.5;
            }
            List<RawOutage> outages = meter(failed, 10 * MS, 0.9).outages();
            assertThat(outages).as("seed %d", SEED + run).hasSize(1);
            assertThat(outages.get(0).failedShare()).isCloseTo(0.5, within(0.04));
            assertThat(outages.get(0).lengthNanos()).isBetween(39_800 * MS, 40_000 * MS);
            assertThat(outages.get(0).downtimeNanos()).isBetween(18 * SECOND, 22 * SECOND);
        }
    }

    @Test
    void agreesWithTheDefinitionWorkedThroughByHand() {
        int compared = 0;
        for (int run = 0; run < 600; run++) {
            RandomStream random = new RandomStream(SEED + run, "probe", "property");
            long interval = new long[] {5, 7, 10, 20, 30, 50}[random.nextInt(6)] * MS;
            double threshold = new double[] {0.8, 0.85, 0.9, 0.95}[random.nextInt(4)];
            boolean[] failed = randomOutcomes(random, 700);
            List<RawOutage> expected = ReferenceMeter.outages(failed, interval, threshold);
            OutageMeter meter = outOfOrder(failed, interval, threshold, random);
            assertThat(rounded(meter.outages()))
                    .as("seed %d interval %d threshold %s", SEED + run, interval, threshold)
                    .isEqualTo(rounded(expected));
            compared += expected.size();
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static List<RawOutage> rounded(List<RawOutage> outages) {
        List<RawOutage> copy = new ArrayList<>();
        for (RawOutage o : outages) {
            double share = Math.round(o.failedShare() * 1e9) / 1e9;
            copy.add(new RawOutage(o.startNanos(), o.endNanos(), o.sent(), share, o.end()));
        }
        return copy;
    }

    /** Stretches of a random failure probability each, most of them good or bad. */
    private static boolean[] randomOutcomes(RandomStream random, int n) {
        boolean[] failed = new boolean[n];
        int i = 0;
        while (i < n) {
            int length = 1 + random.nextInt(random.nextDouble() < 0.3 ? 200 : 30);
            double u = random.nextDouble();
            double p = u < 0.4 ? 0.01 : u < 0.6 ? 1 : u < 0.8 ? 0.12 : random.nextDouble();
            for (int end = Math.min(n, i + length); i < end; i++) {
                failed[i] = random.nextDouble() < p;
            }
        }
        return failed;
    }

    /** Good outcomes are known soon, failed ones up to a second later. */
    private static OutageMeter outOfOrder(boolean[] failed, long interval, double threshold, RandomStream random) {
        OutageMeter meter = new OutageMeter(interval, threshold);
        int slots = (int) (SECOND / interval) + 2;
        List<List<Integer>> due = new ArrayList<>();
        for (int i = 0; i < failed.length + slots + 1; i++) {
            due.add(new ArrayList<>());
        }
        for (int i = 0; i < failed.length + slots; i++) {
            if (i < failed.length) {
                meter.sent(i * interval);
                due.get(i + (failed[i] ? random.nextInt(slots) : random.nextInt(2)))
                        .add(i);
            }
            for (int k : due.get(i)) {
                meter.outcome(k * interval, !failed[k]);
            }
        }
        for (int k : due.get(failed.length + slots)) {
            meter.outcome(k * interval, !failed[k]);
        }
        assertThat(meter.outstanding()).isZero();
        return meter;
    }

    @Test
    void aSkippedStretchGivesWhatItsProbesWouldHaveGiven() {
        int compared = 0;
        for (int run = 0; run < 400; run++) {
            RandomStream random = new RandomStream(SEED + run, "probe", "skip");
            long interval = new long[] {5, 10, 30, 50}[random.nextInt(4)] * MS;
            boolean[] before = randomOutcomes(random, 200);
            boolean[] after = randomOutcomes(random, 200);
            int skipped = random.nextInt(2000);
            double share = random.nextInt(2);
            OutageMeter full = new OutageMeter(interval, 0.9);
            OutageMeter jumping = new OutageMeter(interval, 0.9);
            long t = feed(0, before, interval, full, jumping);
            long resume = t + skipped * interval;
            jumping.skip(t, resume, share);
            for (; t < resume; t += interval) {
                full.sent(t);
                full.outcome(t, share == 0);
            }
            long end = feed(t, after, interval, full, jumping);
            full.finish(end, Outage.End.CENSORED);
            jumping.finish(end, Outage.End.CENSORED);
            assertThat(jumping.outages()).as("seed %d", SEED + run).isEqualTo(full.outages());
            assertThat(jumping.probes()).isEqualTo(full.probes());
            assertThat(jumping.failedProbes()).isEqualTo(full.failedProbes());
            assertThat(jumping.downtimeNanos()).isEqualTo(full.downtimeNanos());
            assertThat(jumping.open()).isEqualTo(full.open());
            compared += full.outages().size();
        }
        assertThat(compared).isGreaterThan(300);
    }

    private static long feed(long from, boolean[] failed, long interval, OutageMeter... meters) {
        long t = from;
        for (boolean bad : failed) {
            for (OutageMeter meter : meters) {
                meter.sent(t);
                meter.outcome(t, !bad);
            }
            t += interval;
        }
        return t;
    }

    @Test
    void anOutageStaysOpenAcrossASkipAndClosesInTheNextGoodOne() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        long t = feed(0, new boolean[100], 10 * MS, meter);
        boolean[] half = new boolean[200];
        for (int i = 0; i < 200; i += 2) {
            half[i] = true;
        }
        t = feed(t, half, 10 * MS, meter);
        assertThat(meter.open()).isTrue();
        long hour = 3600 * SECOND;
        meter.skip(t, t + hour, 0.5);
        assertThat(meter.open()).isTrue();
        t = feed(t + hour, half, 10 * MS, meter);
        meter.skip(t, t + hour, 0);
        assertThat(meter.open()).isFalse();
        assertThat(meter.outages()).hasSize(1);
        RawOutage outage = meter.outages().get(0);
        assertThat(outage.startNanos()).isEqualTo(SECOND);
        assertThat(outage.endNanos()).isEqualTo(hour + 5 * SECOND - 20 * MS);
        assertThat(outage.failedShare()).isCloseTo(0.5, within(1e-5));
        assertThat(meter.downtimeNanos()).isEqualTo(hour / 2 + 2 * SECOND);
    }

    @Test
    void aThreeYearTotalOutageDoesNotOverflow() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        long years = 3 * 31_536_000L * SECOND;
        meter.skip(0, years, 1.0);
        meter.finish(years, Outage.End.INFINITE);
        assertThat(meter.downtimeNanos()).isEqualTo(years);
        assertThat(meter.outages())
                .containsExactly(new RawOutage(0, years, years / (10 * MS), 1.0, Outage.End.INFINITE));
    }

    @Test
    void plannedWorkIsCountedApartByTheTimeAtWhichProbesWereSent() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        meter.sent(0);
        meter.planned(true);
        meter.sent(10 * MS);
        meter.sent(20 * MS);
        meter.planned(false);
        meter.outcome(20 * MS, false);
        meter.outcome(0, false);
        meter.outcome(10 * MS, false);
        assertThat(meter.plannedNanos()).isEqualTo(20 * MS);
        assertThat(meter.downtimeNanos()).isEqualTo(10 * MS);
        assertThat(meter.failedProbes()).isEqualTo(3);
    }

    @Test
    void finishEndsWhatIsOpen() {
        boolean[] failed = new boolean[300];
        fail(failed, 1, 3, 10 * MS);
        OutageMeter stillDown = meter(failed, 10 * MS, 0.9);
        stillDown.finish(3 * SECOND, Outage.End.CENSORED);
        assertThat(stillDown.outages())
                .containsExactly(new RawOutage(SECOND, 3 * SECOND, 200, 1.0, Outage.End.CENSORED));

        boolean[] recovered = new boolean[400];
        fail(recovered, 1, 3, 10 * MS);
        OutageMeter unconfirmed = meter(recovered, 10 * MS, 0.9);
        unconfirmed.finish(4 * SECOND, Outage.End.CENSORED);
        assertThat(unconfirmed.outages())
                .containsExactly(new RawOutage(SECOND, 2_990 * MS, 200, 1.0, Outage.End.CLOSED));
    }

    @Test
    void finishLeavesOutProbesWithoutAnOutcome() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        meter.sent(0);
        meter.sent(10 * MS);
        meter.outcome(10 * MS, false);
        assertThat(meter.probes()).isZero();
        meter.finish(20 * MS, Outage.End.CENSORED);
        assertThat(meter.probes()).isEqualTo(1);
        assertThat(meter.outstanding()).isZero();
    }

    @Test
    void misuseIsABug() {
        OutageMeter meter = new OutageMeter(10 * MS, 0.9);
        meter.sent(10 * MS);
        assertThatThrownBy(() -> meter.sent(10 * MS)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> meter.outcome(5, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new OutageMeter(2 * SECOND, 0.9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutageMeter(10 * MS, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
