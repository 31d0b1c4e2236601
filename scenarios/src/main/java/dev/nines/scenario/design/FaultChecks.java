package dev.nines.scenario.design;

import dev.nines.result.ObjectivePaths;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.vocabulary.FaultTables;
import dev.nines.scenario.vocabulary.Kinds;
import dev.nines.scenario.vocabulary.Objective;
import dev.nines.scenario.vocabulary.Target;
import dev.nines.scenario.vocabulary.Vocabulary;
import dev.nines.scenario.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Targets of faults and drills, and what objectives speak of. */
final class FaultChecks {
    /** {@code any host} in a thousand lines of a thousand hosts must not fill the memory. */
    private static final int LAWS_MAX = 20_000;

    private static final List<String> UNIT_VERBS = List.of("crash", "power-off", "kill", "stop");
    private static final List<String> ADDRESSES = List.of(Kinds.KEEPALIVED, Kinds.HEARTBEAT);
    private static final List<String> DATABASES = List.of(Kinds.MYSQL, Kinds.MARIADB);

    private final Section file;
    private final Directory directory;
    private final ReferenceChecks references;
    private final Report report;

    FaultChecks(Section file, Directory directory, ReferenceChecks references, Report report) {
        this.file = file;
        this.directory = directory;
        this.references = references;
        this.report = report;
    }

    void check() {
        file.map("drills").values().forEach(this::checkDrill);
        long laws = 0;
        for (String key : List.of("faults", "planned")) {
            for (Value value : file.list(key)) {
                laws += checkLaw((Section) value.object());
            }
        }
        if (laws > LAWS_MAX) {
            Place place = file.find("faults")
                    .or(() -> file.find("planned"))
                    .orElseThrow()
                    .key();
            String message = "the faults stand for " + laws + " single ones";
            report.add(Code.OUT_OF_RANGE, place, message, "at most " + LAWS_MAX, "");
        }
        file.list("objectives").forEach(this::checkObjective);
    }

    private void checkDrill(Value drill) {
        List<?> steps = drill.object() instanceof List<?> list ? list : List.of(drill);
        for (Object step : steps) {
            checkStep((Section) ((Value) step).object(), false);
        }
    }

    /** The number of single laws that it stands for. */
    private long checkLaw(Section law) {
        checkStep(law, true);
        String verb = verb(law);
        if (!law.isWritten("repair") && !verb.isEmpty() && !verb.equals("restart")) {
            report.add(
                    Code.NEVER_REPAIRED,
                    law.find(verb).orElseThrow().key(),
                    "nobody repairs this `" + verb + "`",
                    "no `repair`",
                    "write how long a repair takes, or `repair: never`");
        }
        Target.Hit hit = verb.isEmpty() ? null : hit(law, verb);
        return hit != null && hit.isMany() ? FaultBuilder.expand(hit, directory).size() : 1;
    }

    static String verb(Section step) {
        return FaultTables.VERB_NAMES.stream().filter(step::has).findFirst().orElse("");
    }

    private static Target.Hit hit(Section step, String verb) {
        Object object = step.get(verb).object();
        if (object instanceof Section options) {
            for (String key : List.of("from", "host", "process")) {
                if (options.block().key(key).isPresent() && options.has(key)) {
                    return (Target.Hit) options.get(key).object();
                }
            }
            return null;
        }
        return object instanceof Target.Hit hit ? hit : null;
    }

    private void checkStep(Section step, boolean manyAllowed) {
        String verb = verb(step);
        if (verb.isEmpty()) {
            return;
        }
        Value value = step.get(verb);
        if (value.object() instanceof Section options) {
            for (String key : List.of("from", "host", "process")) {
                if (options.block().key(key).isPresent() && options.has(key)) {
                    checkHit(options.get(key), verb, manyAllowed);
                }
            }
            checkPartition(options, verb);
        } else if (value.object() instanceof Target.Hit) {
            checkHit(value, verb, manyAllowed);
        } else if (verb.equals("zone-outage")) {
            checkZone(value);
        }
    }

    private void checkPartition(Section options, String verb) {
        String host = verb.equals("partition") ? "from" : "host";
        boolean pair = verb.equals("partition") || verb.equals("loss");
        if (pair && options.has(host) && options.has("to")) {
            Target.Hit from = (Target.Hit) options.get(host).object();
            if (from.host().equals(options.get("to").object())) {
                Place place = options.get("to").place();
                report.add(Code.CONTRADICTION, place, "a host is not linked to itself", "same as `" + host + "`", "");
            }
        }
    }

    private void checkHit(Value value, String verb, boolean manyAllowed) {
        Target.Hit hit = (Target.Hit) value.object();
        Place place = value.place();
        if (hit.isMany() && !manyAllowed) {
            report.add(Code.BAD_TARGET, place, "a drill needs one target", "`any host` is for `faults`", "name a host");
            return;
        }
        boolean known = switch (hit.form()) {
            case HOST -> checkHostOrUnit(hit.host(), verb, place);
            case ANY_HOST -> true;
            case ANY_HOST_OF, PROCESS_ON_ANY -> references.checkService(hit.service(), List.of(), place);
            case PROCESS -> checkProcess(hit, place);
            case ROLE ->
                references.checkService(hit.service(), hit.text().startsWith("master") ? ADDRESSES : DATABASES, place);
        };
        if (known && hit.isMany() && FaultBuilder.expand(hit, directory).isEmpty()) {
            report.add(Code.BAD_TARGET, place, "`" + hit.text() + "` is no host at all", "all are managed", "");
        }
        String kind =
                directory.service(hit.service()).map(Directory.Service::kind).orElse(Kinds.KEEPALIVED);
        if (known && verb.equals("kill-parent") && !kind.equals(Kinds.KEEPALIVED)) {
            String message = "`kill-parent` of a " + kind;
            report.add(Code.BAD_TARGET, place, message, "only keepalived has a parent process", "write `kill`");
        }
    }

    private boolean checkHostOrUnit(String name, String verb, Place place) {
        boolean unit = directory.isUnit(name);
        if (unit && !UNIT_VERBS.contains(verb)) {
            String label = "a unit fails: " + String.join(", ", UNIT_VERBS);
            report.add(Code.BAD_TARGET, place, "`" + name + "` is a unit", label, "");
        }
        if (!unit && verb.equals("kill")) {
            String label = "must be SERVICE@HOST or a unit";
            report.add(
                    Code.BAD_TARGET, place, "not a target of this fault", label, "say which process: SERVICE@" + name);
            return false;
        }
        return unit || references.checkHost(name, place);
    }

    private boolean checkProcess(Target.Hit hit, Place place) {
        boolean service = references.checkService(hit.service(), List.of(), place);
        boolean host = references.checkHost(hit.host(), place);
        List<String> nodes = directory.nodes(hit.service());
        if (service && host && !nodes.isEmpty() && !nodes.contains(hit.host())) {
            String message = "`" + hit.service() + "` does not run on " + hit.host();
            report.add(Code.BAD_TARGET, place, message, "its hosts: " + String.join(", ", nodes), "");
            return false;
        }
        return service && host;
    }

    private void checkZone(Value value) {
        String zone = (String) value.object();
        TreeSet<String> zones = new TreeSet<>();
        directory.hosts().values().forEach(h -> h.find("zone").ifPresent(z -> zones.add((String) z.object())));
        boolean hit = zones.stream().anyMatch(z -> z.equals(zone) || z.startsWith(zone + "/"));
        if (!hit && !zones.isEmpty()) {
            report.add(
                    Code.BAD_TARGET,
                    value.place(),
                    "no host stands in zone `" + zone + "`",
                    "",
                    Nearest.help(zone, zones));
        }
    }

    private void checkObjective(Value value) {
        Objective.Parsed objective = (Objective.Parsed) value.object();
        Map<String, Value> drills = file.map("drills");
        if (!objective.drill().isEmpty() && !drills.containsKey(objective.drill())) {
            String help = drills.isEmpty() ? "there are no drills" : Nearest.help(objective.drill(), drills.keySet());
            report.add(
                    Code.BAD_OBJECTIVE,
                    value.place(),
                    "no drill `" + objective.drill() + "`",
                    "not under `drills`",
                    help);
        }
        if (!objective.violation().isEmpty() && !Vocabulary.VIOLATIONS.contains(objective.violation())) {
            String message = "no violation `" + objective.violation() + "`";
            String help = Nearest.help(objective.violation(), Vocabulary.VIOLATIONS);
            report.add(Code.BAD_OBJECTIVE, value.place(), message, "", help);
        }
        boolean detection = ObjectivePaths.isOfDetector(objective.path(), drills.keySet());
        if (!objective.service().isEmpty()) {
            List<String> kinds = detection ? List.of(Kinds.HEARTBEAT) : List.of();
            references.checkService(objective.service(), kinds, value.place());
        } else if (detection
                && directory.services().stream().noneMatch(s -> s.kind().equals(Kinds.HEARTBEAT))) {
            String message = "no service has failure detectors for `" + objective.path() + "`";
            report.add(Code.BAD_OBJECTIVE, value.place(), message, "", "a `heartbeat` service has");
        }
    }
}
