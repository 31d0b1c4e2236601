package dev.nines.scenario.design;

import dev.nines.kernel.Law;
import dev.nines.scenario.design.Directory.Service;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must agree between the parts without a product. */
final class PartChecks {
    private static final double ROUNDING = 1e-9;

    private final Directory directory;
    private final Report report;
    /** The group whose common cause strikes a unit. */
    private final Map<String, String> struckBy = new LinkedHashMap<>();

    private final Map<String, String> standbyOf = new LinkedHashMap<>();

    PartChecks(Directory directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void check(Section file) {
        directory.services().forEach(this::checkPart);
        file.sub("probe").ifPresent(probe -> probe.list("services").forEach(this::checkSingle));
        file.sections("clients").values().forEach(this::checkClient);
    }

    /** A part answers or does not; it keeps nothing and has no ports. */
    private void checkClient(Section client) {
        Optional<Value> calls = client.find("calls");
        if (calls.isEmpty() || !directory.isPart((String) calls.get().object())) {
            return;
        }
        checkSingle(calls.get());
        for (String key : List.of("port", "writes", "uploads")) {
            if (client.has(key) && client.isWritten(key)) {
                report.add(
                        Code.CONTRADICTION,
                        client.get(key).key(),
                        "`" + calls.get().object() + "` is a part without a product: `" + key + "` means nothing to it",
                        "",
                        "delete it, or put a `web-server` before the part");
            }
        }
    }

    private void checkPart(Service service) {
        Section body = service.body();
        if (service.kind().equals(Kinds.WEB_SERVER)) {
            body.find("calls").ifPresent(this::checkSingle);
        }
        switch (service.kind()) {
            case Kinds.UNIT -> checkUnit(service.name(), body);
            case Kinds.K_OF_N -> checkGroup(service.name(), body);
            case Kinds.STANDBY -> checkStandby(service.name(), body);
            case Kinds.QUEUE -> checkLoad(service.name(), body);
            default -> {}
        }
        if (body.block().key("needs").isPresent()) {
            checkTwice(body.list("needs"));
            body.list("needs").forEach(this::checkSingle);
        }
    }

    private void checkUnit(String name, Section unit) {
        boolean byTests = unit.has("found") && unit.text("found").equals("tests");
        if (byTests && !unit.isWritten("tests")) {
            report.add(
                    Code.MISSING_KEY,
                    unit.get("found").place(),
                    "`" + name + "` needs `tests`",
                    "",
                    "tests: {every: 30d}");
        } else if (!byTests && unit.has("tests") && !(unit.isWritten("found") && !unit.has("found"))) {
            report.add(
                    Code.CONTRADICTION,
                    unit.get("tests").key(),
                    "`tests` of a unit whose failures are known at once",
                    "",
                    "write `found: tests`");
        }
    }

    private void checkTwice(List<Value> names) {
        Set<Object> seen = new LinkedHashSet<>();
        for (Value name : names) {
            if (!seen.add(name.object())) {
                report.add(Code.DUPLICATE_KEY, name.place(), "`" + name.object() + "` stands twice", "", "delete one");
            }
        }
    }

    /** Some units under one name are not up or down together. */
    private void checkSingle(Value part) {
        int count = count((String) part.object());
        if (count > 1) {
            report.add(
                    Code.CONTRADICTION,
                    part.place(),
                    "`" + part.object() + "` is " + count + " units: up or down is each of them",
                    "",
                    "name a `k-of-n` that says how many of them are enough");
        }
    }

    /** How many members a name stands for. */
    private int count(String part) {
        Optional<Section> unit = body(part, Kinds.UNIT);
        return unit.isPresent() && unit.get().find("count").isPresent()
                ? unit.get().count("count")
                : 1;
    }

    private Optional<Section> body(String name, String kind) {
        return directory.service(name).filter(s -> s.kind().equals(kind)).map(Service::body);
    }

    private void checkGroup(String name, Section group) {
        checkTwice(group.list("of"));
        int members = members(group);
        if (group.has("k") && members > 0 && group.count("k") > members) {
            String message = "`" + name + "` wants " + group.count("k") + " of " + members;
            report.add(Code.OUT_OF_RANGE, group.get("k").place(), message, "it would never be up", "");
        }
        if (group.has("common-cause")) {
            checkCommonCause(name, group);
        }
    }

    /** 0 when some of them are not known. */
    private int members(Section block) {
        int members = 0;
        for (String member : PartBuilder.names(block, "of")) {
            if (directory.service(member).isEmpty()) {
                return 0;
            }
            members += count(member);
        }
        return members;
    }

    private void checkCommonCause(String name, Section group) {
        Value first = null;
        for (Value member : group.list("of")) {
            String unit = (String) member.object();
            Optional<Value> fails = body(unit, Kinds.UNIT).flatMap(u -> u.find("fails"));
            if (directory.service(unit).isPresent() && body(unit, Kinds.UNIT).isEmpty()) {
                contradiction(member, "a common cause strikes units, and `" + unit + "` is none", "");
            } else if (fails.isPresent() && !isExponential(fails.get())) {
                contradiction(
                        member,
                        "`" + unit + "` does not fail exponentially",
                        "a common cause takes a share of a constant failure rate");
            } else if (fails.isPresent() && first == null) {
                first = fails.get();
            } else if (fails.isPresent() && !fails.get().object().equals(first.object())) {
                contradiction(
                        member,
                        "`" + unit + "` fails by another law than the units before it",
                        "a common cause strikes equal units");
            }
            String other = struckBy.putIfAbsent(unit, name);
            if (other != null && !other.equals(name)) {
                contradiction(member, "`" + other + "` has a common cause for `" + unit + "` already", "");
            }
        }
    }

    private void checkStandby(String name, Section standby) {
        checkTwice(standby.list("of"));
        int members = members(standby);
        for (Value unit : standby.list("of")) {
            String other = standbyOf.putIfAbsent((String) unit.object(), name);
            if (other != null && !other.equals(name)) {
                contradiction(unit, "`" + unit.object() + "` stands by in `" + other + "` already", "");
            }
            checkDormancy(standby, unit);
        }
        if (standby.has("active") && members > 0 && standby.count("active") > members) {
            String message = "`" + name + "` wants " + standby.count("active") + " of " + members + " at work";
            report.add(Code.OUT_OF_RANGE, standby.get("active").place(), message, "it would never be up", "");
        }
        boolean mayFail = standby.has("coverage") && standby.number("coverage") < 1;
        if (mayFail && !standby.isWritten("uncovered")) {
            report.add(
                    Code.MISSING_KEY,
                    standby.get("coverage").place(),
                    "`" + name + "` needs `uncovered`",
                    "some switch-overs fail",
                    "say how long it takes people to switch by hand: uncovered: lognormal(30min p95 2h)");
        }
    }

    /** Only a constant failure rate is a share of another in a way that needs no further law. */
    private void checkDormancy(Section standby, Value unit) {
        if (!standby.has("dormancy") || standby.number("dormancy") == 0 || standby.number("dormancy") == 1) {
            return;
        }
        Optional<Value> fails = body((String) unit.object(), Kinds.UNIT).flatMap(u -> u.find("fails"));
        if (fails.isPresent() && fails.get().object() instanceof Law && !isExponential(fails.get())) {
            contradiction(
                    standby.get("dormancy"),
                    "`" + unit.object() + "` does not fail exponentially",
                    "then `dormancy` is 0% or 100%");
        }
    }

    private static boolean isExponential(Value law) {
        return law.object() instanceof Law.Exponential;
    }

    private void checkLoad(String name, Section queue) {
        boolean known = queue.find("service").isPresent()
                && queue.find("servers").isPresent()
                && queue.find("arrivals").map(v -> v.object() instanceof Law).orElse(false);
        if (!known || queue.isWritten("capacity")) {
            return;
        }
        double load = queue.law("service").meanNanos() / (queue.law("arrivals").meanNanos() * queue.count("servers"));
        if (load >= 1 - ROUNDING) {
            String value = String.format(java.util.Locale.ROOT, "%.3g", load);
            report.add(
                    Code.OVERLOADED,
                    queue.get("service").place(),
                    "the servers of `" + name + "` cannot keep up: utilisation " + value,
                    "it has no steady state",
                    "its queue grows for as long as is simulated; add `servers` or a `capacity`");
        }
    }

    private void contradiction(Value at, String message, String label) {
        report.add(Code.CONTRADICTION, at.place(), message, label, "");
    }

    /** Names that stand for parts which others are made of, need or are repaired by. */
    static Set<String> used(Directory directory) {
        Set<String> used = new LinkedHashSet<>();
        directory.services().forEach(service -> {
            for (String key : List.of("needs", "of", "crew")) {
                if (service.body().block().key(key).isPresent()) {
                    used.addAll(PartBuilder.names(service.body(), key));
                }
            }
        });
        return used;
    }

    /** What is measured when the file names nothing: the parts of which no other is made. */
    static List<String> measured(Directory directory) {
        Set<String> used = used(directory);
        List<String> names = new ArrayList<>();
        directory.services().forEach(service -> {
            if (Kinds.PARTS.contains(service.kind())
                    && !service.kind().equals(Kinds.REPAIR_CREW)
                    && !used.contains(service.name())) {
                names.add(service.name());
            }
        });
        return names;
    }
}
