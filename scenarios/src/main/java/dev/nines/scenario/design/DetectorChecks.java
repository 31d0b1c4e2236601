package dev.nines.scenario.design;

import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.DetectorTables;
import dev.nines.scenario.vocabulary.DetectorTables.Role;
import dev.nines.scenario.yaml.Place;
import java.util.List;
import java.util.Optional;

/** What cannot be said of heartbeats and failure detectors. */
final class DetectorChecks {
    private static final List<String> PRODUCTS = List.of(
            DetectorTables.AKKA,
            DetectorTables.PEKKO,
            DetectorTables.HAZELCAST,
            DetectorTables.CASSANDRA,
            DetectorTables.CORRECTED);

    private final Report report;

    DetectorChecks(Report report) {
        this.report = report;
    }

    void check(Section body) {
        if (!body.isWritten("detector")) {
            checkTimeout(body, body);
            return;
        }
        if (body.has("timeout")) {
            Place place = body.get("timeout").key();
            report.add(Code.CONTRADICTION, place, "`timeout` beside `detector`", "only one is possible", "delete one");
        }
        if (!body.has("detector")) {
            return;
        }
        Section detector = body.sub("detector").orElseThrow();
        sub(detector, DetectorTables.FIXED).ifPresent(fixed -> checkTimeout(fixed, body));
        sub(detector, DetectorTables.CHEN).ifPresent(this::checkChen);
        sub(detector, DetectorTables.PHI_ACCRUAL).filter(p -> p.has("product")).ifPresent(p -> {
            checkOptions(p);
            checkInterval(p, body);
        });
    }

    private static Optional<Section> sub(Section detector, String key) {
        return detector.has(key) ? detector.sub(key) : Optional.empty();
    }

    private void checkTimeout(Section timed, Section body) {
        if (timed.find("timeout").isPresent() && body.find("interval").isPresent()) {
            if (timed.nanos("timeout") <= body.nanos("interval")) {
                Place place = timed.has("timeout")
                        ? timed.get("timeout").place()
                        : body.get("interval").place();
                report.add(Code.CONTRADICTION, place, "`timeout` must be longer than `interval`", "", "");
            }
        }
    }

    private void checkChen(Section chen) {
        if (chen.find("nfd").isEmpty()) {
            return;
        }
        boolean synchronised = chen.text("nfd").equals("S");
        String own = synchronised ? "shift" : "margin";
        String other = synchronised ? "margin" : "shift";
        if (chen.has(other)) {
            String message = "`" + other + "` is not an option of NFD-" + chen.text("nfd");
            report.add(Code.CONTRADICTION, chen.get(other).key(), message, "", "did you mean `" + own + "`?");
        } else if (!chen.isWritten(own)) {
            String message = "NFD-" + chen.text("nfd") + " needs `" + own + "`";
            report.add(Code.MISSING_KEY, chen.place(), message, "`" + own + "` is missing", "");
        }
    }

    /** An option of another product is an error that names this product's own word for it. */
    private void checkOptions(Section p) {
        String product = p.text("product");
        for (Key key : p.block().keys()) {
            if (key.required() || !p.has(key.name())) {
                continue;
            }
            Value value = p.get(key.name());
            if (key.defaultIn(product).isEmpty()) {
                String owners = String.join(
                        ", ",
                        PRODUCTS.stream()
                                .filter(x -> key.defaultIn(x).isPresent())
                                .toList());
                String message = "`" + key.name() + "` is not an option of " + product;
                report.add(Code.CONTRADICTION, value.key(), message, "it belongs to " + owners, ownName(key, product));
            } else if (key.name().equals("version")
                    && !value.text().equals(key.defaultIn(product).orElseThrow().text())) {
                String known = key.defaultIn(product).orElseThrow().text();
                String message = product + " " + value.text() + " is not modelled";
                report.add(Code.CONTRADICTION, value.place(), message, "", "write `" + known + "`");
            }
        }
    }

    private static String ownName(Key key, String product) {
        for (Role role : Role.values()) {
            boolean thisOne =
                    PRODUCTS.stream().anyMatch(p -> DetectorTables.name(p, role).equals(key.name()));
            String own = DetectorTables.name(product, role);
            if (thisOne && !own.isEmpty()) {
                return "did you mean `" + own + "`?";
            }
        }
        return "delete it: " + product + " has nothing like it";
    }

    /** Hazelcast and Cassandra send beats and look at silence by one timer. */
    private void checkInterval(Section p, Section body) {
        String product = p.text("product");
        boolean one = product.equals(DetectorTables.HAZELCAST) || product.equals(DetectorTables.CASSANDRA);
        String name = DetectorTables.name(product, Role.CHECK);
        if (!one || p.find(name).isEmpty() || body.find("interval").isEmpty()) {
            return;
        }
        Value check = p.get(name);
        Value interval = body.get("interval");
        if (!check.object().equals(interval.object())) {
            Place place = interval.written()
                    ? interval.place()
                    : check.written() ? check.place() : p.get("product").place();
            String message = product + " sends beats and looks at silence by one timer: `interval` is "
                    + interval.text() + ", `" + name + "` is " + check.text();
            report.add(Code.CONTRADICTION, place, message, "", "write `interval: " + check.text() + "`");
        }
    }
}
