package dev.nines.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.cluster.fd.PhiAccrualFailureDetector;
import dev.nines.protocol.detector.FailureDetector;
import dev.nines.protocol.detector.PhiAccrual;
import dev.nines.protocol.detector.PhiAccrualConfig;
import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import org.apache.cassandra.gms.CassandraWindow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer of ours beside that of the product's own class, on beats of every shape. */
class DecisionsOfTheProductsTest {
    private static final long START = 1_000_000;
    private static final int BEATS = 400;

    /** A product's class for one node. */
    interface Peer {
        void heartbeat(long nowMillis);

        boolean available(long nowMillis);

        double phi(long nowMillis);
    }

    /** Gaps between beats. */
    enum Shape {
        CONSTANT {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return period;
            }
        },
        JITTERED {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return period * 3 / 4 + random.nextLong(period / 2 + 1);
            }
        },
        SKEWED {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return (long) (-period * Math.log(random.nextDouble()));
            }
        },
        BURSTY {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return beat % 10 == 9 ? 5 * period : 1;
            }
        },
        PAUSED {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return beat % 50 == 49 ? 300 * period : period + random.nextLong(3);
            }
        },
        DUPLICATE {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return beat % 2 == 0 ? period : 0;
            }
        },
        OUT_OF_ORDER {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return random.nextInt(5) == 0 ? -random.nextLong(2 * period) : random.nextLong(3 * period);
            }
        },
        /** A period that the made-up start calls dead for ever. */
        SLOW {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return 6 * period;
            }
        },
        /** Outages longer than an int can say, and gaps whose squares overflow a long. */
        EXTREME {
            @Override
            long gap(int beat, long period, SplittableRandom random) {
                return beat % 40 == 39 ? 1L << (22 + random.nextInt(20)) : period;
            }
        };

        abstract long gap(int beat, long period, SplittableRandom random);
    }

    @ParameterizedTest
    @EnumSource(names = {"AKKA_2_6", "PEKKO_1_1", "HAZELCAST_5_5", "CASSANDRA_4_1"})
    void ourAnswersAreThoseOfTheProduct(Profile profile) {
        int rows = 0;
        int flips = 0;
        for (PhiAccrualConfig config : settings(profile)) {
            for (Shape shape : Shape.values()) {
                Comparison comparison = new Comparison(config, shape);
                comparison.run();
                rows += comparison.rows;
                flips += comparison.flips;
            }
        }
        assertThat(rows).isGreaterThan(100_000);
        assertThat(flips).isGreaterThan(10_000);
    }

    private static List<PhiAccrualConfig> settings(Profile profile) {
        if (profile == Profile.CASSANDRA_4_1) {
            return List.of(
                    cassandra(1000, 8), cassandra(1000, 12), cassandra(16, 5), cassandra(3, 1), cassandra(1, 0.3));
        }
        return List.of(
                PhiAccrualConfig.defaults(profile),
                config(profile, 1000, 8, 100, 3000, 1000),
                config(profile, 16, 8, 100, 3000, 1000),
                config(profile, 200, 10, 100, 0, 1000),
                config(profile, 50, 12, 10, 100, 500),
                config(profile, 16, 3, 1, 0, 1000),
                config(profile, 4, 1, 500, 1000, 5000),
                config(profile, 1, 8, 100, 3000, 1000),
                config(profile, 7, 0.25, 100, 3000, 1000),
                config(profile, 30, 100, 100, 500, 1003));
    }

    private static PhiAccrualConfig config(
            Profile profile, int window, double threshold, long sd, long pause, long first) {
        return new PhiAccrualConfig(profile, window, threshold, sd, pause, first, Long.MAX_VALUE, 0);
    }

    private static PhiAccrualConfig cassandra(int window, double threshold) {
        return new PhiAccrualConfig(Profile.CASSANDRA_4_1, window, threshold, 0, 0, 2000, 2000, 0);
    }

    private static Peer peer(PhiAccrualConfig config) {
        return switch (config.profile()) {
            case PEKKO_1_1 -> pekko(config);
            case AKKA_2_6 -> akka(config);
            case HAZELCAST_5_5 -> hazelcast(config);
            case CASSANDRA_4_1 -> cassandra(config);
            case CORRECTED -> throw new IllegalArgumentException("no product");
        };
    }

    private static Peer pekko(PhiAccrualConfig config) {
        Peers.PekkoClock clock = new Peers.PekkoClock();
        org.apache.pekko.remote.PhiAccrualFailureDetector peer = Peers.pekko(config, clock);
        return peer(now -> clock.nowMillis = now, peer::heartbeat, peer::isAvailable, peer::phi);
    }

    private static Peer akka(PhiAccrualConfig config) {
        Peers.AkkaClock clock = new Peers.AkkaClock();
        akka.remote.PhiAccrualFailureDetector peer = Peers.akka(config, clock);
        return peer(now -> clock.nowMillis = now, peer::heartbeat, peer::isAvailable, peer::phi);
    }

    /** One that looks at a clock. */
    private static Peer peer(LongConsumer clock, Runnable heartbeat, BooleanSupplier available, DoubleSupplier phi) {
        return new Peer() {
            @Override
            public void heartbeat(long nowMillis) {
                clock.accept(nowMillis);
                beatOrFail(heartbeat);
            }

            @Override
            public boolean available(long nowMillis) {
                clock.accept(nowMillis);
                return available.getAsBoolean();
            }

            @Override
            public double phi(long nowMillis) {
                clock.accept(nowMillis);
                return phi.getAsDouble();
            }
        };
    }

    /** Their history refuses sums below 0, after which the beat has changed nothing. */
    private static void beatOrFail(Runnable heartbeat) {
        try {
            heartbeat.run();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("ntervalSum must be >= 0");
        }
    }

    private static Peer hazelcast(PhiAccrualConfig config) {
        PhiAccrualFailureDetector peer = Peers.hazelcast(config);
        return new Peer() {
            private boolean heard;

            @Override
            public void heartbeat(long nowMillis) {
                heard = true;
                peer.heartbeat(nowMillis);
            }

            @Override
            public boolean available(long nowMillis) {
                return heard && peer.isAlive(nowMillis);
            }

            /** As their cluster's map answers. */
            @Override
            public double phi(long nowMillis) {
                return heard ? peer.suspicionLevel(nowMillis) : config.threshold();
            }
        };
    }

    private static Peer cassandra(PhiAccrualConfig config) {
        CassandraWindow peer = new CassandraWindow(config.window());
        return new Peer() {
            private boolean heard;

            @Override
            public void heartbeat(long nowMillis) {
                heard = true;
                peer.heartbeat(nowMillis);
            }

            @Override
            public boolean available(long nowMillis) {
                return !(phi(nowMillis) > config.threshold());
            }

            /** Their registry has no window for a node never heard of. */
            @Override
            public double phi(long nowMillis) {
                return heard ? peer.phi(nowMillis) : Double.NaN;
            }
        };
    }

    /** One sequence of beats, two detectors. Ours watches it as one of several nodes. */
    private static final class Comparison {
        private static final int NODE = 2;

        private final String name;
        private final Shape shape;
        private final long period;
        private final Peer peer;
        private final FailureDetector ours;
        private final SplittableRandom random = new SplittableRandom(1);
        private int rows;
        private int flips;

        Comparison(PhiAccrualConfig config, Shape shape) {
            name = shape + " " + config;
            this.shape = shape;
            period = config.firstHeartbeatEstimateMillis();
            peer = peer(config);
            ours = new PhiAccrual(config, 3);
        }

        void run() {
            long now = START;
            for (int beat = 0; beat < BEATS; beat++) {
                now += shape.gap(beat, period, random);
                compare(now, beat);
                peer.heartbeat(now);
                ours.heartbeat(NODE, now);
                compare(now, beat);
                compare(now + random.nextLong(10 * period), beat);
                compare(now - random.nextLong(period), beat);
                compareFlip(now, beat);
            }
        }

        private void compareFlip(long now, int beat) {
            long deadline = ours.deadlineMillis(NODE);
            if (deadline == Long.MAX_VALUE) {
                compare(now + 1_000_000_000, beat);
            } else if (deadline != Long.MIN_VALUE && deadline < 1L << 50) {
                flips++;
                assertThat(peer.available(deadline - 1))
                        .as("%s, beat %s", name, beat)
                        .isTrue();
                assertThat(peer.available(deadline))
                        .as("%s, beat %s", name, beat)
                        .isFalse();
                compare(deadline - 1, beat);
                compare(deadline, beat);
            }
        }

        private void compare(long now, int beat) {
            rows++;
            assertThat(ours.available(NODE, now))
                    .as("%s, beat %s at %s", name, beat, now)
                    .isEqualTo(peer.available(now));
            double theirs = peer.phi(now);
            double phi = ours.phi(NODE, now);
            if (Double.compare(phi, theirs) != 0 && !(Math.abs(phi - theirs) <= 1e-12 * Math.abs(theirs))) {
                assertThat(phi).as("phi of %s, beat %s at %s", name, beat, now).isEqualTo(theirs);
            }
        }
    }
}
