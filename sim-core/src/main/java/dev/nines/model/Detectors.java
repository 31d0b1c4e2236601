package dev.nines.model;

import dev.nines.model.spec.DetectorSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.protocol.detector.FailureDetector;
import dev.nines.protocol.detector.FixedTimeout;
import dev.nines.protocol.detector.FixedTimeoutConfig;
import dev.nines.protocol.heartbeat.HeartbeatConfig;

/** From what the file says of a detector to the machine, and to when the product asks it. */
final class Detectors {
    private static final long MILLI = 1_000_000L;

    private Detectors() {}

    static HeartbeatConfig config(HeartbeatSpec spec) {
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
                    akka,
                    akka,
                    phi.firstBeatNanos(),
                    phi.localPauseNanos(),
                    hazelcast ? phi.acceptablePauseNanos() / 2 : 0);
        }
        long unit = detector instanceof DetectorSpec.Fixed ? MILLI : 1;
        return HeartbeatConfig.atDeadline(spec.intervalNanos(), peers, unit);
    }

    static FailureDetector create(HeartbeatSpec spec) {
        int peers = spec.nodes().size() - 1;
        DetectorSpec detector = spec.detector();
        if (detector instanceof DetectorSpec.Fixed fixed) {
            return new FixedTimeout(new FixedTimeoutConfig(millis(fixed.timeoutNanos()), true), peers);
        }
        throw new IllegalStateException("unknown detector " + detector);
    }

    /** Rounded up: a product's clock has milliseconds. */
    private static long millis(long nanos) {
        return nanos / MILLI + (nanos % MILLI > 0 ? 1 : 0);
    }
}
