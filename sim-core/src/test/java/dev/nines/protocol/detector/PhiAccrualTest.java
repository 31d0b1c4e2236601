package dev.nines.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhiAccrualTest {
    private static final long START = 1_000_000;

    @ParameterizedTest
    @CsvSource({"AKKA_2_6,1000,4523", "PEKKO_1_1,1000,4523", "HAZELCAST_5_5,5000,65580", "CASSANDRA_4_1,1000,18421"})
    void silenceUntilSuspectedInSteadyDefaultTraffic(Profile profile, long period, long silence) {
        assertThat(silence(PhiAccrualConfig.defaults(profile), period)).isEqualTo(silence);
    }

    @Test
    void oneOutageTeachesHazelcastToWaitThreeTimesAsLong() {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(Profile.HAZELCAST_5_5), 1);
        long now = beats(detector, START, 5000, 2000);
        now = beats(detector, now + 5000 + 300_000, 5000, 50);
        assertThat((detector.deadlineMillis(0) - now) / 1000.0).isBetween(189.0, 189.6);
    }

    @ParameterizedTest
    @EnumSource(names = {"PEKKO_1_1", "CORRECTED"})
    void oneOutageTeachesTheOthersNothing(Profile profile) {
        PhiAccrual detector = new PhiAccrual(hazelcastSettings(profile), 1);
        long now = beats(detector, START, 5000, 2000);
        long before = detector.deadlineMillis(0) - now;
        now = beats(detector, now + 5000 + 300_000, 5000, 50);
        assertThat(detector.deadlineMillis(0) - now).isEqualTo(before);
    }

    private static PhiAccrualConfig hazelcastSettings(Profile profile) {
        return new PhiAccrualConfig(profile, 200, 10, 100, 60_000, 5000, 3_600_000, 0);
    }

    @ParameterizedTest
    @CsvSource({"AKKA_2_6,1000", "PEKKO_1_1,1000", "HAZELCAST_5_5,0", "CORRECTED,0"})
    void aPeriodThatTheMadeUpStartCallsDeadLocksPekkoOutForEver(Profile profile, int suspectedAtBeat) {
        PhiAccrual detector = new PhiAccrual(new PhiAccrualConfig(profile, 1000, 8, 100, 3000, 1000, 3_600_000, 0), 1);
        int late = 0;
        for (int beat = 0; beat < 2000; beat++) {
            long now = START + beat * 6000L;
            late += beat >= 1000 && !detector.available(0, now) ? 1 : 0;
            detector.heartbeat(0, now);
        }
        assertThat(late).isEqualTo(suspectedAtBeat);
    }

    @Test
    void cassandraLearnsOnlyTheShortGapsOfBurstsAndSuspectsInEachCycle() {
        assertThat(silenceOfBursts(PhiAccrualConfig.defaults(Profile.CASSANDRA_4_1)))
                .isEqualTo(19);
        assertThat(silenceOfBursts(PhiAccrualConfig.defaults(Profile.PEKKO_1_1)) / 1000.0)
                .isBetween(11.25, 11.35);
    }

    /** Nine gaps of 1 ms, then one of 5 s. */
    private static long silenceOfBursts(PhiAccrualConfig config) {
        PhiAccrual detector = new PhiAccrual(config, 1);
        long now = START;
        for (int beat = 0; beat < 20_000; beat++) {
            now += beat % 10 == 9 ? 5000 : 1;
            detector.heartbeat(0, now);
        }
        return detector.deadlineMillis(0) - now;
    }

    @Test
    void cassandraKeepsItsMadeUpTwoSecondsWhenAllGapsAreLonger() {
        assertThat(silence(PhiAccrualConfig.defaults(Profile.CASSANDRA_4_1), 2001) / 1000.0)
                .isBetween(36.84, 36.85);
    }

    @Test
    void longGapsMakePekkosVarianceNegativeAndTheNodeUnavailableForEver() {
        assertThat(lockedOut(Profile.PEKKO_1_1, 8_490_000)).isTrue();
        assertThat(lockedOut(Profile.PEKKO_1_1, 100_000)).isFalse();
        assertThat(lockedOut(Profile.CORRECTED, 8_490_000)).isFalse();
    }

    /** Whether any of some neighbouring constant periods ends so. */
    private static boolean lockedOut(Profile profile, long period) {
        for (long p = period; p < period + 20; p++) {
            PhiAccrual detector =
                    new PhiAccrual(new PhiAccrualConfig(profile, 1000, 8, 100, 3000, p, 50_000_000, 0), 1);
            long now = beats(detector, START, p, 1500);
            if (!detector.available(0, now) && !detector.available(0, now + p)) {
                return true;
            }
        }
        return false;
    }

    /** The n-sample tails of the table of thresholds; Hazelcast's class learns every gap, so none is censored. */
    @ParameterizedTest
    @CsvSource({"16,1,0.124,200000", "16,3,5.80e-3,1500000", "16,5,7.57e-4,6000000", "200,3,1.33e-3,3000000"})
    void falseSuspicionsFollowStudent(int window, double threshold, double tail, int beats) {
        PhiAccrualConfig config =
                new PhiAccrualConfig(Profile.HAZELCAST_5_5, window, threshold, 1, 0, 100_000, Long.MAX_VALUE, 0);
        assertThat(falseRate(config, beats)).isBetween(0.95 * tail, 1.05 * tail);
    }

    @Test
    void aThousandthIsAThousandthInTheCorrectedProfile() {
        PhiAccrualConfig config = new PhiAccrualConfig(Profile.CORRECTED, 200, 3, 1, 0, 100_000, 3_600_000, 0);
        assertThat(falseRate(config, 3_000_000)).isBetween(0.95e-3, 1.1e-3);
    }

    private static double falseRate(PhiAccrualConfig config, int beats) {
        PhiAccrual detector = new PhiAccrual(config, 1);
        SplittableRandom random = new SplittableRandom(1);
        long now = START;
        int late = 0;
        for (int beat = 0; beat < beats; beat++) {
            now += 100_000 + Math.round(5000 * random.nextGaussian());
            late += !detector.available(0, now) ? 1 : 0;
            detector.heartbeat(0, now);
        }
        return late / (double) beats;
    }

    @Test
    void duplicatesAndClocksSetBackTeachTheCorrectedProfileNothing() {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(Profile.CORRECTED), 1);
        long now = beats(detector, START, 1000, 100);
        long before = detector.deadlineMillis(0) - now;
        detector.heartbeat(0, now);
        detector.heartbeat(0, now - 5000);
        assertThat(detector.deadlineMillis(0) - (now - 5000)).isEqualTo(before);
    }

    @Test
    void aClockSetBackMakesPekkosHistoryThrowAwayTheBeat() {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(Profile.PEKKO_1_1), 1);
        detector.heartbeat(0, START);
        long before = detector.deadlineMillis(0);
        detector.heartbeat(0, START - 500_000);
        assertThat(detector.deadlineMillis(0)).isEqualTo(before);
    }

    @Test
    void aNodeNeverHeardOfIsTrustedByAllButHazelcast() {
        for (Profile profile : Profile.values()) {
            PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(profile), 1);
            boolean trusted = profile != Profile.HAZELCAST_5_5;
            assertThat(detector.available(0, START)).as("%s", profile).isEqualTo(trusted);
            assertThat(detector.deadlineMillis(0)).isEqualTo(trusted ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    @Test
    void afterALocalPauseCassandraConvictsNobodyForFiveSeconds() {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(Profile.CASSANDRA_4_1), 1);
        long now = beats(detector, START, 1000, 2000);
        assertThat(convicted(detector, now)).isFalse();
        now += 60_000;
        assertThat(detector.available(0, now)).isFalse();
        assertThat(convicted(detector, now)).isFalse();
        assertThat(convicted(detector, now + 4999)).isFalse();
        assertThat(convicted(detector, now + 5000)).isTrue();
    }

    private static boolean convicted(PhiAccrual detector, long now) {
        boolean[] convicted = {false};
        detector.sweep(now, (node, suspected) -> convicted[0] = suspected);
        return convicted[0];
    }

    @ParameterizedTest
    @EnumSource
    void sweepsReportWhatQueriesAnswer(Profile profile) {
        int nodes = 150;
        PhiAccrualConfig config = new PhiAccrualConfig(profile, 16, 3, 100, 500, 1000, 3_600_000, 0);
        PhiAccrual detector = new PhiAccrual(config, nodes);
        SplittableRandom random = new SplittableRandom(1);
        boolean[] reported = new boolean[nodes];
        long now = START;
        int changes = 0;
        for (int step = 0; step < 30_000; step++) {
            int kind = random.nextInt(3000);
            // Now and then the clock is set back, or by a little, or the machine sleeps for a month.
            now += kind == 0
                    ? -random.nextInt(5000)
                    : kind == 1 ? 3_000_000_000L : kind < 400 ? -random.nextInt(3) : random.nextInt(20);
            // A tenth of the nodes is never heard of, another tenth seldom.
            int node = random.nextInt(nodes);
            if (node % 10 > 1 || (node % 10 == 1 && random.nextInt(20) == 0)) {
                detector.heartbeat(node, now);
            }
            if (random.nextInt(4) == 0) {
                boolean[] before = reported.clone();
                detector.sweep(now, (n, suspected) -> {
                    assertThat(suspected).isNotEqualTo(reported[n]);
                    reported[n] = suspected;
                });
                for (int n = 0; n < nodes; n++) {
                    assertThat(reported[n]).as("step %s node %s", step, n).isEqualTo(!detector.available(n, now));
                    changes += before[n] != reported[n] ? 1 : 0;
                }
            }
        }
        assertThat(changes).isGreaterThan(800);
    }

    @ParameterizedTest
    @EnumSource
    void aBeatAfterTheClockWasSetBackIsSwept(Profile profile) {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(profile), 1);
        long now = START;
        for (int beat = 0; beat < 1500; beat++) {
            now += 1000;
            detector.heartbeat(0, now);
        }
        long deadline = detector.deadlineMillis(0);
        assertThat(convicted(detector, deadline)).isTrue();
        detector.heartbeat(0, deadline - 2);
        boolean[] suspected = {true};
        detector.sweep(deadline + 1, (node, late) -> suspected[0] = late);
        assertThat(suspected[0]).isEqualTo(!detector.available(0, deadline + 1));
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineIsTheFirstMillisecondOfSuspicion(Profile profile) {
        PhiAccrual detector = new PhiAccrual(PhiAccrualConfig.defaults(profile), 1);
        SplittableRandom random = new SplittableRandom(2);
        long now = START;
        for (int beat = 0; beat < 500; beat++) {
            now += 500 + random.nextInt(1000);
            detector.heartbeat(0, now);
            long deadline = detector.deadlineMillis(0);
            assertThat(detector.available(0, deadline - 1)).isTrue();
            assertThat(detector.available(0, deadline)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalHistoriesHaveEqualFingerprintsAtAnyTime(Profile profile) {
        PhiAccrualConfig config = new PhiAccrualConfig(profile, 20, 8, 100, 3000, 1000, 3_600_000, 0);
        PhiAccrual detector = new PhiAccrual(config, 2);
        long now = beats(detector, START, 1000, 31);
        long steady = detector.fingerprint(0, now, 1);
        assertThat(detector.fingerprint(0, now + 1, 1)).isNotEqualTo(steady);
        now = beats(detector, now + 1000, 1000, 3);
        assertThat(detector.fingerprint(0, now, 1)).isEqualTo(steady);
        now = beats(detector, now + 1001, 1000, 1);
        assertThat(detector.fingerprint(0, now, 1)).isNotEqualTo(steady);
        now = beats(detector, now + 1000, 1000, 20);
        assertThat(detector.fingerprint(0, now, 1)).isEqualTo(steady);
    }

    @Test
    void nodesBeatInBatchesAsOneByOne() {
        PhiAccrual batch = new PhiAccrual(PhiAccrualConfig.defaults(Profile.PEKKO_1_1), 3);
        PhiAccrual single = new PhiAccrual(PhiAccrualConfig.defaults(Profile.PEKKO_1_1), 3);
        for (int beat = 0; beat < 50; beat++) {
            batch.heartbeats(new int[] {2, 0, 1}, START + beat * 900L, 2);
            single.heartbeat(2, START + beat * 900L);
            single.heartbeat(0, START + beat * 900L);
        }
        for (int node = 0; node < 3; node++) {
            assertThat(batch.deadlineMillis(node)).isEqualTo(single.deadlineMillis(node));
        }
    }

    @Test
    void aNodeTakesAtMostSoManyBytes() {
        assertThat(detector(1000, 1).bytesPerNode()).isLessThanOrEqualTo(4200);
        assertThat(detector(16, 1).bytesPerNode()).isLessThanOrEqualTo(96);
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> detector(16, 5).heartbeat(-1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> detector(16, 5).available(5, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> detector(16, 1).heartbeat(0, Long.MIN_VALUE)).hasMessageContaining("within ±2^61 ms");
        assertThatThrownBy(() -> detector(100_000, 1_000_000)).hasMessageContaining("400020000000 bytes");
        assertThatThrownBy(() -> detector(1000, 1_500_000)).hasMessageContaining("6030000000 bytes");
        assertThatThrownBy(() -> detector(0, 1)).hasMessageContaining("1 to 100000: 0");
        assertThatThrownBy(() -> config(Profile.CORRECTED, 15, 8)).hasMessageContaining("16 to 100000: 15");
        assertThatThrownBy(() -> config(Profile.AKKA_2_6, 10, Double.NaN)).hasMessageContaining("0.1 to 100: NaN");
        assertThatThrownBy(() -> new PhiAccrualConfig(Profile.AKKA_2_6, 10, 8, 0, 0, 1000, 1, 0))
                .hasMessageContaining("least standard deviation must be 1");
        assertThatThrownBy(() -> new PhiAccrualConfig(Profile.CORRECTED, 1000, 8, 1, 0, 1000, 1L << 40, 0))
                .hasMessageContaining("longest gap learnt must be at most");
    }

    private static PhiAccrual detector(int window, int nodes) {
        return new PhiAccrual(config(Profile.PEKKO_1_1, window, 8), nodes);
    }

    private static PhiAccrualConfig config(Profile profile, int window, double threshold) {
        return new PhiAccrualConfig(profile, window, threshold, 100, 3000, 1000, 1000, 0);
    }

    /** So many beats from now on; the time of the last. */
    private static long beats(PhiAccrual detector, long now, long period, int count) {
        for (int beat = 0; beat < count; beat++) {
            detector.heartbeat(0, now + beat * period);
        }
        return now + (count - 1) * period;
    }

    private static long silence(PhiAccrualConfig config, long period) {
        PhiAccrual detector = new PhiAccrual(config, 1);
        long now = beats(detector, START, period, 3000);
        return detector.deadlineMillis(0) - now;
    }
}
