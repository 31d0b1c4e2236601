package dev.nines.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedTimeoutTest {
    private static final FixedTimeoutConfig PEKKO_4S = new FixedTimeoutConfig(4000, true);
    private static final FixedTimeoutConfig HAZELCAST_60S = new FixedTimeoutConfig(60_000, false);

    @Test
    void silenceOfExactlyTheTimeoutIsTooLong() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 1);
        detector.heartbeat(0, 1000);
        assertThat(detector.deadlineMillis(0)).isEqualTo(5000);
        assertThat(detector.available(0, 4999)).isTrue();
        assertThat(detector.available(0, 5000)).isFalse();
    }

    @Test
    void aNodeNeverHeardOfIsTrustedByPekkoAndSuspectedByHazelcast() {
        FixedTimeout pekko = new FixedTimeout(PEKKO_4S, 1);
        FixedTimeout hazelcast = new FixedTimeout(HAZELCAST_60S, 1);
        assertThat(pekko.available(0, 1_700_000_000_000L)).isTrue();
        assertThat(pekko.deadlineMillis(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(hazelcast.available(0, 1_700_000_000_000L)).isFalse();
        assertThat(hazelcast.deadlineMillis(0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aClockSetBackExtendsTrustByAsMuch() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 1);
        detector.heartbeat(0, 100_000);
        assertThat(detector.available(0, 20_000)).isTrue();
        detector.heartbeat(0, 20_000);
        assertThat(detector.available(0, 23_999)).isTrue();
        assertThat(detector.available(0, 24_000)).isFalse();
    }

    @Test
    void yearsOfSilenceAndClocksOfAnyEpochKeepTheirMeaning() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 3);
        long epoch = 1_700_000_000_000L;
        long year = 365L * 86_400_000;
        detector.heartbeat(0, epoch);
        detector.heartbeat(1, epoch + year);
        assertThat(detector.available(0, epoch + year)).isFalse();
        assertThat(detector.available(1, epoch + year + 3999)).isTrue();
        assertThat(detector.deadlineMillis(1)).isEqualTo(epoch + year + 4000);
        assertThat(detector.available(2, epoch + year)).isTrue();
        detector.heartbeat(0, -epoch);
        assertThat(detector.deadlineMillis(0)).isEqualTo(-epoch + 4000);
    }

    @Test
    void aBeatOfASuspectedNodeAfterTheClockWasSetBackEndsTheSuspicion() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 1);
        List<String> seen = new ArrayList<>();
        detector.heartbeat(0, 0);
        detector.sweep(4000, (n, suspected) -> seen.add(n + " " + suspected));
        detector.heartbeat(0, 3999);
        detector.sweep(5000, (n, suspected) -> seen.add(n + " " + suspected));
        assertThat(seen).containsExactly("0 true", "0 false");
    }

    @Test
    void sweepsReportEachChangeOnceAndInOrderOfTheNodes() {
        sweepsAreExact(PEKKO_4S, 200, 20_000, 60);
    }

    /** Whole groups of 4096 that are counted at once, and a rest. */
    @Test
    void sweepsOverThousandsOfNodesAreExact() {
        sweepsAreExact(PEKKO_4S, 2 * 4096 + 100, 60_000, 4);
        sweepsAreExact(HAZELCAST_60S, 4096, 6_000, 400);
    }

    @Test
    void oneNodeThatReturnsWhileAnotherFallsSilentIsNotTakenForNoChange() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 4096);
        List<String> seen = new ArrayList<>();
        for (int node = 0; node < 4096; node++) {
            detector.heartbeat(node, node == 7 ? 1000 : node == 4000 ? 2000 : 4000);
        }
        detector.sweep(5000, (n, suspected) -> seen.add(n + " " + suspected));
        detector.sweep(4999, (n, suspected) -> seen.add(n + " " + suspected));
        detector.sweep(5000, (n, suspected) -> seen.add(n + " " + suspected));
        detector.heartbeat(7, 5500);
        detector.sweep(6000, (n, suspected) -> seen.add(n + " " + suspected));
        detector.sweep(7999, (n, suspected) -> seen.add(n + " " + suspected));
        assertThat(seen).containsExactly("7 true", "7 false", "7 true", "7 false", "4000 true");
    }

    private static void sweepsAreExact(FixedTimeoutConfig config, int nodes, int steps, int step) {
        SplittableRandom random = new SplittableRandom(1);
        FixedTimeout detector = new FixedTimeout(config, nodes);
        long[] last = new long[nodes];
        long unheard = config.trustUnheard() ? Long.MAX_VALUE : Long.MIN_VALUE;
        Arrays.fill(last, unheard);
        boolean[] reported = new boolean[nodes];
        int[] batch = new int[nodes / 16];
        long now = 0;
        int changes = 0;
        for (int i = 0; i < steps; i++) {
            // Now and then the clock is set back, or by a little, or the machine sleeps for a month.
            int kind = random.nextInt(2000);
            now += kind == 0
                    ? -random.nextInt(10_000)
                    : kind < 100 ? -random.nextInt(3) : kind == 100 ? 2_600_000_000L : random.nextInt(step);
            boolean many = random.nextInt(64) == 0;
            int n = many ? batch.length : 1;
            for (int k = 0; k < n; k++) {
                batch[k] = random.nextInt(nodes);
                last[batch[k]] = now;
            }
            detector.heartbeats(batch, now, n);
            if (random.nextInt(nodes < 1000 ? 3 : 50) == 0) {
                List<String> seen = new ArrayList<>();
                detector.sweep(now, (node, suspected) -> seen.add(node + " " + suspected));
                List<String> expected = new ArrayList<>();
                for (int node = 0; node < nodes; node++) {
                    boolean late =
                            last[node] == unheard ? !config.trustUnheard() : now - last[node] >= config.timeoutMillis();
                    if (late != reported[node]) {
                        expected.add(node + " " + late);
                        reported[node] = late;
                    }
                }
                assertThat(seen).isEqualTo(expected);
                changes += seen.size();
            }
        }
        assertThat(changes).isGreaterThan(1000);
    }

    @Test
    void nodesBeatInBatches() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 4);
        detector.heartbeats(new int[] {3, 1, 0}, 5000, 2);
        assertThat(detector.deadlineMillis(3)).isEqualTo(9000);
        assertThat(detector.deadlineMillis(1)).isEqualTo(9000);
        assertThat(detector.deadlineMillis(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void equalSilencesHaveEqualFingerprintsAtAnyTime() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 1);
        detector.heartbeat(0, 1000);
        long before = detector.fingerprint(0, 1700, 1);
        long later = detector.fingerprint(0, 1701, 1);
        detector.heartbeat(0, 50_000);
        assertThat(detector.fingerprint(0, 50_700, 1)).isEqualTo(before).isNotEqualTo(later);
    }

    @Test
    void badInputIsNamed() {
        FixedTimeout detector = new FixedTimeout(PEKKO_4S, 5);
        assertThatThrownBy(() -> detector.heartbeat(7, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("7")
                .hasMessageContaining("5");
        assertThatThrownBy(() -> detector.heartbeat(0, Long.MAX_VALUE)).hasMessageContaining("within ±2^61 ms");
        assertThatThrownBy(() -> new FixedTimeoutConfig(0, true)).hasMessageContaining("1 to 1073741824 ms");
        assertThatThrownBy(() -> new FixedTimeoutConfig(1L << 31, true)).hasMessageContaining("12.4 days");
        assertThatThrownBy(() -> new FixedTimeout(PEKKO_4S, 0)).hasMessageContaining("at least 1 node: 0");
    }
}
