package dev.nines.scenario.design;

import dev.nines.scenario.language.Reference;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every name that is used must exist; services must not depend on themselves. */
final class ReferenceChecks {
    private record Edge(String to, Place place) {}

    private static final int SUGGESTIONS_MAX = 100;

    private final Directory directory;
    private final Report report;
    private int suggestions;

    ReferenceChecks(Directory directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void check(List<Reference> references) {
        references.forEach(r -> {
            if (r.kinds().isEmpty()) {
                checkHost(r.name(), r.place());
            } else {
                checkService(r.name(), r.kinds(), r.place());
            }
        });
        checkCycles();
    }

    /** True when the host exists, or when hosts are wanted and nothing is known about them. */
    boolean checkHost(String name, Place place) {
        if (directory.hosts().containsKey(name)) {
            return true;
        }
        if (directory.hosts().isEmpty() && !directory.onlyParts()) {
            return true;
        }
        String help = directory.serviceNames().contains(name)
                ? "`" + name + "` is a service, not a host"
                : nearest(
                        name,
                        directory.onlyParts()
                                ? directory.serviceNames()
                                : directory.hosts().keySet());
        report.add(Code.UNKNOWN_HOST, place, "unknown host `" + name + "`", "not under `hosts`", help);
        return false;
    }

    /** True when the service exists and is of one of the kinds; an empty list means any. */
    boolean checkService(String name, List<String> kinds, Place place) {
        if (directory.serviceNames().isEmpty()) {
            return true;
        }
        if (!directory.serviceNames().contains(name)) {
            String help = nearest(name, ofKind(kinds));
            report.add(Code.UNKNOWN_SERVICE, place, "unknown service `" + name + "`", "not under `services`", help);
            return false;
        }
        String kind = directory.service(name).map(Directory.Service::kind).orElse("");
        if (kind.isEmpty() || kinds.isEmpty() || kinds.contains(kind)) {
            return true;
        }
        List<String> fitting = ofKind(kinds);
        String help = fitting.isEmpty() ? "there is none in this file" : "possible: " + String.join(", ", fitting);
        String label = "must be: " + String.join(", ", kinds);
        report.add(Code.UNKNOWN_SERVICE, place, "`" + name + "` is a " + kind, label, help);
        return false;
    }

    /** Looking for near names is work; nobody reads the hundredth suggestion. */
    private String nearest(String name, Collection<String> known) {
        return ++suggestions > SUGGESTIONS_MAX ? "" : Nearest.help(name, known);
    }

    private List<String> ofKind(List<String> kinds) {
        List<String> names = new ArrayList<>();
        directory.services().forEach(s -> {
            if (kinds.isEmpty() || kinds.contains(s.kind())) {
                names.add(s.name());
            }
        });
        return names;
    }

    /** Depth first with an explicit stack: files may hold long chains. */
    private void checkCycles() {
        Map<String, List<Edge>> edges = new LinkedHashMap<>();
        directory.services().forEach(s -> edges.put(s.name(), edges(s.body())));
        Set<String> done = new LinkedHashSet<>();
        edges.keySet().forEach(start -> {
            if (!done.contains(start)) {
                walk(start, edges, done);
            }
        });
    }

    private void walk(String start, Map<String, List<Edge>> edges, Set<String> done) {
        List<String> path = new ArrayList<>(List.of(start));
        Set<String> onPath = new LinkedHashSet<>(path);
        Deque<Iterator<Edge>> open = new ArrayDeque<>();
        open.push(edges.get(start).iterator());
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                String finished = path.remove(path.size() - 1);
                onPath.remove(finished);
                done.add(finished);
                continue;
            }
            Edge edge = open.peek().next();
            if (onPath.contains(edge.to)) {
                List<String> cycle = new ArrayList<>(path.subList(path.indexOf(edge.to), path.size()));
                cycle.add(edge.to);
                String shown = cycle.size() <= 8 ? String.join(" → ", cycle) : cycle.size() - 1 + " services";
                report.add(
                        Code.CYCLE,
                        edge.place,
                        "services depend on each other in a circle",
                        shown,
                        "cut it here or at another link");
            } else if (edges.containsKey(edge.to) && !done.contains(edge.to)) {
                path.add(edge.to);
                onPath.add(edge.to);
                open.push(edges.get(edge.to).iterator());
            }
        }
    }

    /** A track_script may look at a service that stands behind its own address: that is no circle. */
    private static List<Edge> edges(Section body) {
        List<Edge> edges = new ArrayList<>();
        for (String key : List.of("behind", "servers", "calls", "content", "of", "needs")) {
            if (body.block().key(key).isPresent()) {
                body.list(key).stream()
                        .filter(v -> v.object() instanceof String) // the servers of a queue are a number
                        .forEach(v -> edges.add(edge(v)));
            }
        }
        if (body.block().key("target-groups").isPresent()) {
            body.sections("target-groups")
                    .values()
                    .forEach(g -> g.find("targets").ifPresent(v -> edges.add(edge(v))));
        }
        return edges;
    }

    private static Edge edge(Value value) {
        return new Edge((String) value.object(), value.place());
    }
}
