package dev.nines.chaos.calibrate;

import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Times to failure and to repair of each class of components. */
final class Histories {
    /**
     * Of a class.
     *
     * @param failures working times, from a repair to the next failure
     * @param repairs from a failure to its repair
     */
    record History(ComponentClass of, Lifetimes failures, Lifetimes repairs) {}

    private final IncidentList list;
    private final List<ComponentClass> classes;
    private final List<Problem> problems = new ArrayList<>();

    private Histories(IncidentList list, List<ComponentClass> classes) {
        this.list = list;
        this.classes = classes;
    }

    /** @throws Problems when an incident cannot be given to a law, or contradicts another */
    static List<History> of(IncidentList list, List<ComponentClass> classes) {
        return new Histories(list, classes).all();
    }

    private List<History> all() {
        Map<String, List<Incident>> components = new TreeMap<>();
        list.incidents()
                .forEach(i -> components
                        .computeIfAbsent(i.component(), c -> new ArrayList<>())
                        .add(i));
        Map<ComponentClass, Map<String, List<Incident>>> found = new LinkedHashMap<>();
        classes.forEach(c -> found.put(c, new TreeMap<>()));
        components.forEach((component, rows) -> {
            List<ComponentClass> its = classes.stream()
                    .filter(c -> c.components().contains(component))
                    .toList();
            if (its.isEmpty()) {
                found.put(ComponentClass.unknown(component), new TreeMap<>(Map.of(component, rows)));
            }
            its.forEach(c -> found.get(c)
                    .put(
                            component,
                            rows.stream().filter(i -> belongs(i, c, its)).toList()));
        });
        List<History> histories = new ArrayList<>();
        found.forEach((of, rows) -> {
            if (!rows.isEmpty()) {
                histories.add(history(of, rows));
            }
        });
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return histories;
    }

    /** Of several laws of a component, the cause says which; watching begins for all of them. */
    private boolean belongs(Incident incident, ComponentClass one, List<ComponentClass> all) {
        if (all.size() == 1 || incident.begins() || incident.cause().equals(one.verb())) {
            return true;
        }
        if (all.stream().noneMatch(c -> c.verb().equals(incident.cause()))) {
            String verbs = String.join(
                    " or ", new TreeSet<>(all.stream().map(ComponentClass::verb).toList()));
            problems.add(list.problem(
                    incident,
                    incident.component() + " has several laws in the scenario, and the cause names none",
                    "write " + verbs + " in the column cause"));
        }
        return false;
    }

    private History history(ComponentClass of, Map<String, List<Incident>> components) {
        Lifetimes.Builder failures = new Lifetimes.Builder();
        Lifetimes.Builder repairs = new Lifetimes.Builder();
        components.values().forEach(rows -> new Walk(failures, repairs).through(rows));
        return new History(of, failures.build(true), repairs.build(false));
    }

    /** Along the rows of one component. */
    private final class Walk {
        private final Lifetimes.Builder failures;
        private final Lifetimes.Builder repairs;
        private Instant workingSince = Instant.MAX;
        private double watched;

        Walk(Lifetimes.Builder failures, Lifetimes.Builder repairs) {
            this.failures = failures;
            this.repairs = repairs;
        }

        void through(List<Incident> rows) {
            boolean open = false;
            for (Incident row : rows) {
                Instant failedAt = row.failedAt().orElse(null);
                boolean overlaps =
                        failedAt != null && !workingSince.equals(Instant.MAX) && !failedAt.isAfter(workingSince);
                if (open || overlaps) {
                    problems.add(list.problem(
                            row,
                            row.component() + " failed before its last repair was done",
                            "one row for each time that it was down"));
                    return;
                }
                if (failedAt != null) {
                    worked(failedAt, true);
                    repair(
                            failedAt,
                            row.repairedAt().orElse(list.until()),
                            row.repairedAt().isPresent());
                }
                open = row.repairedAt().isEmpty();
                workingSince = row.repairedAt().orElse(Instant.MAX);
            }
            worked(list.until(), false);
            if (watched > 0) {
                failures.window(watched);
            }
        }

        private void worked(Instant to, boolean failed) {
            if (workingSince.isBefore(to)) {
                double time = seconds(workingSince, to);
                failures.add(time, failed);
                watched += time;
            }
        }

        private void repair(Instant from, Instant to, boolean done) {
            if (from.isBefore(to)) {
                repairs.add(seconds(from, to), done);
                repairs.window(Math.max(seconds(from, to), seconds(from, list.until())) + (done ? 1e-9 : 0));
            }
        }
    }

    private static double seconds(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.getSeconds() + time.getNano() * 1e-9;
    }
}
