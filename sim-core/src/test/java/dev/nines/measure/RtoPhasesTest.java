package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.RandomStream;
import org.junit.jupiter.api.Test;

class RtoPhasesTest {
    private static final long PROBE = 10;

    @Test
    void theChainThatActedLastIsTheCriticalPath() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 130);
        phases.decided(0, 140);
        phases.acted(0, 150);
        phases.detected(1, 160);
        phases.decided(1, 180);
        phases.acted(1, 190);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(60, 20, 10, 10));
    }

    @Test
    void actsAfterTheOutageDoNotCount() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 130);
        phases.acted(0, 150);
        phases.detected(1, 160);
        phases.acted(1, 300);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(30, 20, 0, 50));
    }

    @Test
    void anActOneProbeAfterTheLastFailedProbeCounts() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 190);
        phases.decided(0, 195);
        phases.acted(0, 209);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(90, 5, 5, 0));
    }

    @Test
    void missingMarksCollapseOntoTheNextOne() {
        RtoPhases phases = new RtoPhases();
        phases.acted(3, 150);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(50, 0, 0, 50));
        phases.clear();
        phases.decided(3, 140);
        phases.acted(3, 150);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(40, 0, 10, 50));
    }

    @Test
    void aGracefulStopIsDetectedBeforeTheFirstFailedProbe() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 90);
        phases.decided(0, 95);
        phases.acted(0, 150);
        assertThat(phases.of(100, 200, PROBE)).isEqualTo(new Phases(0, 0, 50, 50));
    }

    @Test
    void roundsOfAChainAreKeptApart() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 110);
        phases.acted(0, 120);
        phases.detected(0, 510);
        phases.detected(0, 515);
        phases.acted(0, 530);
        assertThat(phases.of(100, 130, PROBE)).isEqualTo(new Phases(10, 10, 0, 10));
        assertThat(phases.of(500, 530, PROBE)).isEqualTo(new Phases(10, 20, 0, 0));
        assertThat(phases.of(200, 400, PROBE)).isNull();
    }

    @Test
    void anAbandonedRoundLeavesNoMarks() {
        RtoPhases phases = new RtoPhases();
        phases.detected(0, 110);
        phases.abandoned(0);
        phases.acted(0, 120);
        assertThat(phases.of(100, 130, PROBE)).isEqualTo(new Phases(20, 0, 0, 10));
    }

    @Test
    void phasesAlwaysAddUpToTheLengthOfTheOutage() {
        RandomStream random = new RandomStream(7, "phases", "property");
        int found = 0;
        for (int run = 0; run < 2000; run++) {
            RtoPhases phases = new RtoPhases();
            for (int i = random.nextInt(12); i >= 0; i--) {
                int chain = random.nextInt(20);
                long nanos = random.nextInt(400);
                switch (random.nextInt(3)) {
                    case 0 -> phases.detected(chain, nanos);
                    case 1 -> phases.decided(chain, nanos);
                    default -> phases.acted(chain, nanos);
                }
            }
            long start = random.nextInt(200);
            long end = start + random.nextInt(200);
            Phases p = phases.of(start, end, PROBE);
            if (p != null) {
                found++;
                assertThat(p.detectNanos() + p.decideNanos() + p.actNanos() + p.convergeNanos())
                        .isEqualTo(end - start);
                assertThat(Math.min(
                                Math.min(p.detectNanos(), p.decideNanos()), Math.min(p.actNanos(), p.convergeNanos())))
                        .isNotNegative();
            }
        }
        assertThat(found).isGreaterThan(500);
    }
}
