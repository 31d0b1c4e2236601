package dev.nines.model.spec;

/** How a node of a heartbeat group judges the silence of its peers. */
public sealed interface DetectorSpec {
    /** After so many beats the detector has forgotten how it began. */
    int window();

    /** Suspects after a fixed silence. */
    record Fixed(long timeoutNanos) implements DetectorSpec {
        @Override
        public int window() {
            return 1;
        }
    }

    /** Whose phi accrual detector, defects included. */
    enum Product {
        AKKA,
        PEKKO,
        HAZELCAST,
        CASSANDRA,
        /** Nobody's: what they would do without their defects. */
        CORRECTED
    }

    /**
     * Suspects when the silence is too improbable after the gaps seen before.
     *
     * @param threshold of phi
     * @param window gaps that are remembered
     * @param minStdDeviationNanos least standard deviation; 0: the product has none
     * @param acceptablePauseNanos added to the mean gap; 0: none
     * @param firstGapNanos the gap that is made up before the first is seen
     * @param longestGapNanos longer gaps are not learnt; 0: no such limit
     * @param firstBeatNanos see {@code HeartbeatConfig}
     * @param checkNanos see {@code HeartbeatConfig}
     * @param localPauseNanos see {@code HeartbeatConfig}
     */
    record PhiAccrual(
            Product product,
            double threshold,
            int window,
            long minStdDeviationNanos,
            long acceptablePauseNanos,
            long firstGapNanos,
            long longestGapNanos,
            long firstBeatNanos,
            long checkNanos,
            long localPauseNanos)
            implements DetectorSpec {}

    /** Chen, Toueg and Aguilera 2002, NFD-S: beat i is due at i × interval + shift on synchronised clocks. */
    record ChenS(long shiftNanos) implements DetectorSpec {
        @Override
        public int window() {
            return 1;
        }
    }

    /** Chen, Toueg and Aguilera 2002, NFD-E: the next beat is due at its expected arrival + margin. */
    record ChenE(long marginNanos, int window) implements DetectorSpec {}
}
