package dev.nines.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** engines.md, skip-ahead measured: detections and their sums equal to the nanosecond, with jumps and without. */
class HeartbeatYearsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int NODES = 50;
    private static final int GROUP = 5;

    @ParameterizedTest(name = "a failure per node every {0} s")
    @ValueSource(longs = {20, 600, 3600})
    @DisplayName("an hour of 50 nodes in groups of five: each suspicion at the same nanosecond as in the full run")
    void jumpsChangeNoDetection(long meanUpSeconds) {
        List<long[]> full = new ArrayList<>();
        HeartbeatYears everyBeat = new HeartbeatYears(NODES, GROUP, meanUpSeconds * SECOND, 30 * SECOND, full);
        everyBeat.runNaively(3600 * SECOND);
        List<long[]> jumped = new ArrayList<>();
        HeartbeatYears jumps = new HeartbeatYears(NODES, GROUP, meanUpSeconds * SECOND, 30 * SECOND, jumped);
        jumps.runSkipping(3600 * SECOND);
        full.sort(Arrays::compare);
        jumped.sort(Arrays::compare);
        assertThat(full).hasSizeGreaterThan(100);
        assertThat(jumped.toArray(new long[0][])).isDeepEqualTo(full.toArray(new long[0][]));
        assertThat(jumps.silenceNanos()).isEqualTo(everyBeat.silenceNanos()).isPositive();
        assertThat(jumps.simulation.events()).isLessThan(everyBeat.simulation.events());
    }
}
