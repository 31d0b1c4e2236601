package dev.nines.model;

import dev.nines.model.spec.DetectorSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.protocol.detector.ChenNfdE;
import dev.nines.protocol.detector.ChenNfdEConfig;
import dev.nines.protocol.detector.ChenNfdS;
import dev.nines.protocol.detector.ChenNfdSConfig;
import dev.nines.protocol.detector.FailureDetector;
import dev.nines.protocol.detector.FixedTimeout;
import dev.nines.protocol.detector.FixedTimeoutConfig;
import dev.nines.protocol.detector.PhiAccrual;
import dev.nines.protocol.detector.PhiAccrualConfig;
import dev.nines.protocol.heartbeat.HeartbeatConfig;

/** From what the file says of a detector to the machine, and to when the product asks it. */
final class Detectors {
    private static final long MILLI = 1_000_000L;
    /** What a product's clock counts. */
    static final long CLOCK_NANOS = MILLI;

    private Detectors() {}

    /**
     * @param phase 0 … 1, drawn for the node: Akka's reaper and its beats have timers of their own, which drift apart;
     *     Hazelcast and Cassandra have one
     */
    static HeartbeatConfig config(HeartbeatSpec spec, double phase) {
        int peers = spec.nodes().size() - 1;
        DetectorSpec detector = spec.detector();
        if (detector instanceof DetectorSpec.PhiAccrual phi) {
            boolean akka = phi.product() == DetectorSpec.Product.AKKA || phi.product() == DetectorSpec.Product.PEKKO;
            boolean hazelcast = phi.product() == DetectorSpec.Product.HAZELCAST;
            return new HeartbeatConfig(
                    spec.intervalNanos(),
                    peers,
                    MILLI,
                    phi.checkNanos(),
                    akka ? 1 + (long) (phase * (phi.checkNanos() - 1)) : phi.checkNanos(),
                    akka,
                    false,
                    akka,
                    phi.firstBeatNanos(),
                    phi.localPauseNanos(),
                    hazelcast ? phi.acceptablePauseNanos() / 2 : 0);
        }
        boolean synchronised = detector instanceof DetectorSpec.ChenS;
        return HeartbeatConfig.atDeadline(spec.intervalNanos(), peers, MILLI, synchronised);
    }

    static FailureDetector create(HeartbeatSpec spec) {
        int peers = spec.nodes().size() - 1;
        DetectorSpec detector = spec.detector();
        if (detector instanceof DetectorSpec.Fixed fixed) {
            return new FixedTimeout(new FixedTimeoutConfig(millis(fixed.timeoutNanos()), true), peers);
        }
        if (detector instanceof DetectorSpec.PhiAccrual phi) {
            return new PhiAccrual(config(phi), peers);
        }
        if (detector instanceof DetectorSpec.ChenS chen) {
            return new ChenNfdS(new ChenNfdSConfig(spec.intervalNanos(), chen.shiftNanos()), peers);
        }
        if (detector instanceof DetectorSpec.ChenE chen) {
            return new ChenNfdE(new ChenNfdEConfig(spec.intervalNanos(), chen.marginNanos(), chen.window()), peers);
        }
        throw new IllegalStateException("unknown detector " + detector);
    }

    private static PhiAccrualConfig config(DetectorSpec.PhiAccrual phi) {
        return new PhiAccrualConfig(
                profile(phi.product()),
                phi.window(),
                phi.threshold(),
                millis(phi.minStdDeviationNanos()),
                millis(phi.acceptablePauseNanos()),
                millis(phi.firstGapNanos()),
                phi.longestGapNanos() == 0 ? Long.MAX_VALUE : millis(phi.longestGapNanos()),
                millis(phi.localPauseNanos()));
    }

    private static PhiAccrualConfig.Profile profile(DetectorSpec.Product product) {
        return switch (product) {
            case AKKA -> PhiAccrualConfig.Profile.AKKA_2_6;
            case PEKKO -> PhiAccrualConfig.Profile.PEKKO_1_1;
            case HAZELCAST -> PhiAccrualConfig.Profile.HAZELCAST_5_5;
            case CASSANDRA -> PhiAccrualConfig.Profile.CASSANDRA_4_1;
            case CORRECTED -> PhiAccrualConfig.Profile.CORRECTED;
        };
    }

    /** As the product's clock counts it. */
    static long roundedUp(long nanos) {
        return millis(nanos) * MILLI;
    }

    /** Rounded up: a product's clock has milliseconds. */
    private static long millis(long nanos) {
        return nanos / MILLI + (nanos % MILLI > 0 ? 1 : 0);
    }
}
