package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Quantities.Decimal;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Ref;
import java.util.List;

/** Heartbeats and their failure detectors; the options of a product have the product's own names. */
public final class DetectorTables {
    public static final String AKKA = "akka";
    public static final String PEKKO = "pekko";
    public static final String HAZELCAST = "hazelcast";
    public static final String CASSANDRA = "cassandra";
    public static final String CORRECTED = "corrected";

    public static final String FIXED = "fixed";
    public static final String PHI_ACCRUAL = "phi-accrual";
    public static final String CHEN = "chen";

    private static final String CLUSTER_CONF = "akka-cluster reference.conf";
    private static final String PEKKO_CONF = "pekko-cluster reference.conf";
    private static final String PROPERTIES = "Hazelcast 5.5 ClusterProperty";
    private static final String CASSANDRA_FD = "Cassandra 4.1 gms.FailureDetector";
    private static final String AS_PEKKO = "as Pekko";
    private static final Default AS_INTERVAL = Default.computed("the service's `interval`");
    private static final String LOCAL_PAUSE = "cassandra.max_local_pause_in_ms";
    private static final String PREFIX = "hazelcast.heartbeat.phiaccrual.failuredetector.";

    /** What an option does; each product has its own name for it, or none. */
    public enum Role {
        THRESHOLD,
        WINDOW,
        DEVIATION,
        PAUSE,
        FIRST_GAP,
        LONGEST_GAP,
        FIRST_BEAT,
        CHECK,
        LOCAL_PAUSE
    }

    private static final Block FIXED_TABLE = Block.of(
            "detector-fixed",
            "A fixed time-out, restarted by each beat. Whole milliseconds, rounded up.",
            Key.required("timeout", duration("1ms", "12d"), "Silence that counts as failure."));

    private static final Block PHI_TABLE = phi();

    private static final Block CHEN_TABLE = Block.of(
            "detector-chen",
            "The detectors of Chen, Toueg and Aguilera (2002), who prove what they cost.",
            Key.of(
                    "nfd",
                    Choice.of("S", "E"),
                    Default.documented("E", "Chen et al. 2002: S needs synchronised clocks"),
                    "`S`: beat i is due at i x interval + `shift` on synchronised clocks; `E`: the next beat is due at its "
                            + "expected arrival + `margin`."),
            Key.optional("shift", duration("0s", "1d"), "Of NFD-S. Detection takes at most `shift` + interval."),
            Key.optional("margin", duration("0s", "1d"), "Of NFD-E. Detection takes about margin + interval + delay."),
            Key.of(
                    "window",
                    new Count(1, 1000),
                    Default.guess("32", "Chen et al. 2002, recalled"),
                    "Beats from which NFD-E expects the next."));

    static final Block DETECTOR = Block.of(
                    "detector",
                    "How a node judges the silence of another.",
                    Key.optional(FIXED, new Type.Sub(FIXED_TABLE), FIXED_TABLE.meaning()),
                    Key.optional(PHI_ACCRUAL, new Type.Sub(PHI_TABLE), PHI_TABLE.meaning()),
                    Key.optional(CHEN, new Type.Sub(CHEN_TABLE), CHEN_TABLE.meaning()))
            .withExactlyOne(List.of(FIXED, PHI_ACCRUAL, CHEN));

    static final Block HEARTBEAT = Block.of(
            "heartbeat",
            "Nodes that send each other beats and suspect who falls silent; the first that is not suspected owns the address.",
            Key.required("nodes", new Type.ListOf(Ref.host(), 1, true), "Hosts, in order of preference."),
            Key.of(
                    "interval",
                    duration("1ms", "1h"),
                    Default.guess("1s", "usual; Akka, Pekko and Cassandra: 1 s, Hazelcast: 5 s"),
                    "Between two beats."),
            Key.of(
                    "timeout",
                    duration("1ms", "12d"),
                    Default.guess("10s", "usual").unless("detector"),
                    "Short for `detector: {fixed: {timeout: …}}`."),
            Key.optional("detector", new Type.Sub(DETECTOR), DETECTOR.meaning()));

    private DetectorTables() {}

    /** The product's name for an option; empty: it has none. */
    public static String name(String product, Role role) {
        return switch (product) {
            case HAZELCAST -> hazelcast(role);
            case CASSANDRA -> cassandra(role);
            default -> akka(product, role);
        };
    }

    private static String akka(String product, Role role) {
        return switch (role) {
            case THRESHOLD -> "threshold";
            case WINDOW -> "max-sample-size";
            case DEVIATION -> "min-std-deviation";
            case PAUSE -> "acceptable-heartbeat-pause";
            case FIRST_BEAT -> "expected-response-after";
            case CHECK -> "unreachable-nodes-reaper-interval";
            case LOCAL_PAUSE -> product.equals(CORRECTED) ? LOCAL_PAUSE : "";
            case FIRST_GAP -> "heartbeat-interval";
            case LONGEST_GAP -> "";
        };
    }

    private static String hazelcast(Role role) {
        return switch (role) {
            case THRESHOLD -> PREFIX + "threshold";
            case WINDOW -> PREFIX + "sample.size";
            case DEVIATION -> PREFIX + "min.std.dev.millis";
            case PAUSE -> "hazelcast.max.no.heartbeat.seconds";
            case CHECK -> "hazelcast.heartbeat.interval.seconds";
            case FIRST_GAP, LONGEST_GAP, FIRST_BEAT, LOCAL_PAUSE -> "";
        };
    }

    private static String cassandra(Role role) {
        return switch (role) {
            case THRESHOLD -> "phi_convict_threshold";
            case FIRST_GAP -> "cassandra.fd_initial_value_ms";
            case LONGEST_GAP -> "cassandra.fd_max_interval_ms";
            case CHECK -> "Gossiper.intervalInMillis";
            case LOCAL_PAUSE -> LOCAL_PAUSE;
            case WINDOW, DEVIATION, PAUSE, FIRST_BEAT -> "";
        };
    }

    private static Block phi() {
        return Block.of(
                        "detector-phi-accrual",
                        "Suspects when the silence is too improbable after the gaps seen before, as the product does it, its "
                                + "defects included. Each option belongs to the products that have a default for it.",
                        Key.required(
                                "product",
                                Choice.of(AKKA, PEKKO, HAZELCAST, CASSANDRA, CORRECTED),
                                "Whose; `corrected` is nobody's: Pekko's options, the tail of the normal law itself, late "
                                        + "beats learnt, and Cassandra's guard against pauses of its own."),
                        new Key(
                                        "version",
                                        Choice.of("2.6.21", "1.1.3", "5.5.0", "4.1.7"),
                                        false,
                                        "",
                                        java.util.Optional.empty(),
                                        java.util.Map.of(),
                                        "Of the product; others are not modelled.")
                                .in(AKKA, Default.documented("2.6.21", "the version modelled"))
                                .in(PEKKO, Default.documented("1.1.3", "the version modelled"))
                                .in(HAZELCAST, Default.documented("5.5.0", "the version modelled"))
                                .in(CASSANDRA, Default.documented("4.1.7", "the version modelled")),
                        akkas("threshold", new Decimal(0.1, 100), "8.0", "Of phi."),
                        akkas("max-sample-size", new Count(16, 100_000), "1000", "Gaps that are remembered."),
                        akkas(
                                "min-std-deviation",
                                duration("1ms", "1h"),
                                "100ms",
                                "Least standard deviation of the gaps."),
                        akkas(
                                "acceptable-heartbeat-pause",
                                duration("0s", "24d"),
                                "3s",
                                "Added to the mean gap: pauses that are no failure."),
                        akkas(
                                "expected-response-after",
                                duration("1ms", "1d"),
                                "1s",
                                "A node not heard of by then counts as heard once, so that it can be suspected."),
                        optional(
                                        "heartbeat-interval",
                                        duration("1ms", "1h"),
                                        "The gap expected before any is seen, as the detector is told.")
                                .in(AKKA, AS_INTERVAL)
                                .in(PEKKO, AS_INTERVAL)
                                .in(CORRECTED, AS_INTERVAL),
                        akkas(
                                "unreachable-nodes-reaper-interval",
                                duration("1ms", "1h"),
                                "1s",
                                "Suspicions and returns are noticed this often, which adds to detection."),
                        hazelcasts(PREFIX + "threshold", new Decimal(0.1, 100), "10", "Of phi."),
                        hazelcasts(PREFIX + "sample.size", new Count(2, 100_000), "200", "Gaps that are remembered."),
                        hazelcasts(
                                PREFIX + "min.std.dev.millis",
                                duration("1ms", "1h"),
                                "100ms",
                                "Least standard deviation of the gaps."),
                        hazelcasts(
                                "hazelcast.max.no.heartbeat.seconds",
                                duration("1s", "24d"),
                                "60s",
                                "Added to the mean gap; half of it is the pause of its own after which a node takes every "
                                        + "other for heard of."),
                        hazelcasts(
                                "hazelcast.heartbeat.interval.seconds",
                                duration("1s", "1h"),
                                "5s",
                                "Beats are sent and silence is looked at this often: the service's `interval`."),
                        cassandras("phi_convict_threshold", new Decimal(5, 16), "8", "Of phi: 18.42 mean gaps."),
                        cassandras(
                                "cassandra.fd_initial_value_ms",
                                duration("1ms", "1h"),
                                "2s",
                                "The first gap, made up; it stays for 1000 gaps."),
                        cassandras(
                                "cassandra.fd_max_interval_ms",
                                duration("1ms", "1h"),
                                "2s",
                                "Longer gaps are not learnt."),
                        cassandras(
                                "Gossiper.intervalInMillis",
                                duration("1ms", "1h"),
                                "1s",
                                "Beats are sent and silence is looked at this often: the service's `interval`."),
                        cassandras(
                                        LOCAL_PAUSE,
                                        duration("1ms", "1d"),
                                        "5s",
                                        "After standing still itself for longer a node suspects nobody for as long again.")
                                .in(CORRECTED, Default.documented("5s", "as Cassandra")))
                .withProfile("product");
    }

    private static Key optional(String name, Type type, String meaning) {
        return Key.optional(name, type, meaning);
    }

    private static Key akkas(String name, Type type, String value, String meaning) {
        return optional(name, type, meaning)
                .in(AKKA, Default.documented(value, CLUSTER_CONF))
                .in(PEKKO, Default.documented(value, PEKKO_CONF))
                .in(CORRECTED, Default.documented(value, AS_PEKKO));
    }

    private static Key hazelcasts(String name, Type type, String value, String meaning) {
        return optional(name, type, meaning).in(HAZELCAST, Default.documented(value, PROPERTIES));
    }

    private static Key cassandras(String name, Type type, String value, String meaning) {
        return optional(name, type, meaning).in(CASSANDRA, Default.fromSource(value, CASSANDRA_FD));
    }
}
