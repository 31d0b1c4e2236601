package dev.nines.bench.detector;

import com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector;
import dev.nines.protocol.detector.PhiAccrualConfig;
import java.util.concurrent.TimeUnit;
import scala.concurrent.duration.FiniteDuration;

/** The products' own classes, set up as one of our configurations is. */
final class Peers {
    private Peers() {}

    /** The time that Pekko's and Akka's classes see. */
    static final class PekkoClock extends org.apache.pekko.remote.FailureDetector.Clock {
        long nowMillis;

        @Override
        public long apply$mcJ$sp() {
            return nowMillis;
        }

        @Override
        public Object apply() {
            return nowMillis;
        }
    }

    static final class AkkaClock extends akka.remote.FailureDetector.Clock {
        long nowMillis;

        @Override
        public long apply$mcJ$sp() {
            return nowMillis;
        }

        @Override
        public Object apply() {
            return nowMillis;
        }
    }

    static org.apache.pekko.remote.PhiAccrualFailureDetector pekko(PhiAccrualConfig config, PekkoClock clock) {
        return new org.apache.pekko.remote.PhiAccrualFailureDetector(
                config.threshold(),
                config.window(),
                millis(config.minStdDeviationMillis()),
                millis(config.acceptablePauseMillis()),
                millis(config.firstHeartbeatEstimateMillis()),
                clock);
    }

    static akka.remote.PhiAccrualFailureDetector akka(PhiAccrualConfig config, AkkaClock clock) {
        return new akka.remote.PhiAccrualFailureDetector(
                config.threshold(),
                config.window(),
                millis(config.minStdDeviationMillis()),
                millis(config.acceptablePauseMillis()),
                millis(config.firstHeartbeatEstimateMillis()),
                clock);
    }

    static PhiAccrualFailureDetector hazelcast(PhiAccrualConfig config) {
        return new PhiAccrualFailureDetector(
                config.threshold(),
                config.window(),
                config.minStdDeviationMillis(),
                config.acceptablePauseMillis(),
                config.firstHeartbeatEstimateMillis());
    }

    private static FiniteDuration millis(long millis) {
        return new FiniteDuration(millis, TimeUnit.MILLISECONDS);
    }
}
