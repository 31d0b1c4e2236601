package dev.nines.scenario.design;

import dev.nines.model.spec.DetectorSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.vocabulary.DetectorTables;
import dev.nines.scenario.vocabulary.DetectorTables.Role;
import java.util.Optional;

/** Heartbeats and their failure detectors out of checked tables. */
final class DetectorBuilder {
    /** Cassandra 4.1 FailureDetector.SAMPLE_SIZE: no option. */
    private static final int CASSANDRA_WINDOW = 1000;

    /** The corrected profile takes a longer silence for an outage. */
    private static final long LONGEST_GAP_NANOS = 3_600_000_000_000L;

    private DetectorBuilder() {}

    static HeartbeatSpec heartbeat(String name, Section body) {
        long interval = body.nanos("interval");
        DetectorSpec detector = body.sub("detector")
                .map(d -> detector(d, interval))
                .orElseGet(() -> new DetectorSpec.Fixed(body.nanos("timeout")));
        return new HeartbeatSpec(name, Directory.nodes(body), interval, detector);
    }

    private static DetectorSpec detector(Section detector, long intervalNanos) {
        Optional<Section> fixed = detector.sub(DetectorTables.FIXED);
        if (fixed.isPresent()) {
            return new DetectorSpec.Fixed(fixed.get().nanos("timeout"));
        }
        Optional<Section> chen = detector.sub(DetectorTables.CHEN);
        if (chen.isPresent()) {
            Section c = chen.get();
            return c.text("nfd").equals("S")
                    ? new DetectorSpec.ChenS(c.nanos("shift"))
                    : new DetectorSpec.ChenE(c.nanos("margin"), c.count("window"));
        }
        return phi(detector.sub(DetectorTables.PHI_ACCRUAL).orElseThrow(), intervalNanos);
    }

    private static DetectorSpec phi(Section p, long intervalNanos) {
        String product = p.text("product");
        String window = DetectorTables.name(product, Role.WINDOW);
        boolean asked = !DetectorTables.name(product, Role.FIRST_BEAT).isEmpty();
        boolean cassandra = product.equals(DetectorTables.CASSANDRA);
        return new DetectorSpec.PhiAccrual(
                ServiceBuilder.word(DetectorSpec.Product.class, product),
                p.number(DetectorTables.name(product, Role.THRESHOLD)),
                window.isEmpty() ? CASSANDRA_WINDOW : p.count(window),
                nanos(p, product, Role.DEVIATION, 0),
                nanos(p, product, Role.PAUSE, 0),
                nanos(p, product, Role.FIRST_GAP, intervalNanos),
                nanos(p, product, Role.LONGEST_GAP, product.equals(DetectorTables.CORRECTED) ? LONGEST_GAP_NANOS : 0),
                asked ? nanos(p, product, Role.FIRST_BEAT, 0) : cassandra ? -1 : 0,
                nanos(p, product, Role.CHECK, 0),
                nanos(p, product, Role.LOCAL_PAUSE, 0));
    }

    private static long nanos(Section p, String product, Role role, long otherwise) {
        String name = DetectorTables.name(product, role);
        return name.isEmpty() ? otherwise : p.nanos(name);
    }
}
