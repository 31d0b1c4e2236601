package dev.nines.scenario.design;

import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What keepalived itself refuses, clears or rounds, and settings that can never have an effect. */
final class KeepalivedChecks {
    private static final long SECOND = 1_000_000_000L;
    private static final long CENTISECOND = 10_000_000L;
    private static final long V3_MAX = 4_095 * CENTISECOND;

    private final Report report;

    KeepalivedChecks(Report report) {
        this.report = report;
    }

    /** Priority and start state of a node with keepalived's own defaults (vrrp.c). */
    record Instance(String host, int priority, boolean stateMaster, Place place) {

        static List<Instance> of(Section body) {
            List<Instance> instances = new ArrayList<>();
            Map<String, Value> map = body.map("nodes");
            map.forEach((host, value) -> instances.add(of(host, (Section) value.object())));
            if (map.isEmpty()) {
                body.list("nodes")
                        .forEach(v -> instances.add(new Instance((String) v.object(), 100, false, v.place())));
            }
            return instances;
        }

        private static Instance of(String host, Section node) {
            boolean master = node.has("state") && node.text("state").equals("MASTER");
            int priority = node.has("priority") ? node.count("priority") : master ? 255 : 100;
            boolean starts = node.has("state") ? master : priority == 255;
            Place place = node.has("priority") ? node.get("priority").place() : node.place();
            return new Instance(host, priority, starts, place);
        }
    }

    void check(String name, Section body) {
        List<Instance> instances = Instance.of(body);
        checkAdvertInt(body);
        checkCleared(body, instances);
        checkEqual(name, instances);
        body.sections("track_script").values().forEach(script -> checkWeight(script, instances));
        checkInterfaces(body);
    }

    private void checkInterfaces(Section body) {
        Value own = body.map("track_interface").get(body.text("interface"));
        if (own != null) {
            report.add(
                    Code.CLEARED,
                    own.key(),
                    "keepalived ignores its own interface in `track_interface`",
                    "",
                    "it is tracked anyway, unless `dont_track_primary` is written");
        }
    }

    private void checkAdvertInt(Section body) {
        if (!body.has("advert_int") || body.find("vrrp_version").isEmpty()) {
            return;
        }
        Value value = body.get("advert_int");
        long nanos = (Long) value.object();
        boolean v3 = body.count("vrrp_version") == 3;
        if (v3 && nanos > V3_MAX) {
            report.add(Code.OUT_OF_RANGE, value.place(), "duration out of range", "VRRP version 3: 10ms … 40.95s", "");
        } else if (rounded(nanos, v3) != nanos) {
            String message = (v3 ? "VRRP version 3 has steps of 10 ms" : "VRRP version 2 has whole seconds")
                    + ": keepalived takes "
                    + (v3 ? rounded(nanos, true) / 1_000_000 + "ms" : rounded(nanos, false) / SECOND + "s");
            report.add(
                    Code.ROUNDED,
                    value.place(),
                    message,
                    "",
                    v3 ? "" : "for shorter intervals write `vrrp_version: 3`");
        }
    }

    /** As keepalived rounds (vrrp.c, vrrp_complete_instance). */
    static long rounded(long nanos, boolean v3) {
        long step = v3 ? CENTISECOND : SECOND;
        return Math.max(step, (nanos + step / 2) / step * step);
    }

    private void checkCleared(Section body, List<Instance> instances) {
        boolean nopreempt = body.has("nopreempt") && body.flag("nopreempt");
        boolean delayed = body.has("preempt_delay") && body.nanos("preempt_delay") > 0;
        for (Instance instance : instances) {
            if (delayed && instance.stateMaster) {
                String message = "keepalived clears `preempt_delay` on " + instance.host + ": its state is MASTER";
                report.add(
                        Code.CLEARED,
                        body.get("preempt_delay").place(),
                        message,
                        "",
                        "write state: BACKUP on every node");
            }
            if (nopreempt && instance.stateMaster) {
                String message = "keepalived clears `nopreempt` on " + instance.host + ": its state is MASTER";
                report.add(
                        Code.CLEARED, body.get("nopreempt").place(), message, "", "write state: BACKUP on every node");
            }
        }
        if (delayed && nopreempt) {
            report.add(
                    Code.CLEARED,
                    body.get("preempt_delay").place(),
                    "keepalived clears `preempt_delay`: `nopreempt` is on",
                    "",
                    "delete one of them");
        }
    }

    private void checkEqual(String name, List<Instance> instances) {
        Map<Integer, Instance> seen = new LinkedHashMap<>();
        for (Instance instance : instances) {
            Instance first = seen.putIfAbsent(instance.priority, instance);
            if (first != null) {
                String message = first.host + " and " + instance.host + " have the same priority on `" + name + "`";
                report.add(
                        Code.EQUAL_PRIORITY,
                        instance.place,
                        message,
                        "both " + instance.priority,
                        "the higher address would decide; give each its own `priority`");
            }
        }
    }

    /** A weight that does not change who is first can never move the address. */
    private void checkWeight(Section script, List<Instance> instances) {
        if (!script.has("weight") || instances.size() < 2) {
            return;
        }
        int weight = script.count("weight");
        List<Integer> sorted = instances.stream()
                .map(Instance::priority)
                .sorted((a, b) -> b - a)
                .toList();
        int first = sorted.get(0);
        int second = sorted.get(1);
        boolean owner = first == 255;
        int failing = clamp(first + Math.min(0, weight));
        int other = clamp(second + Math.max(0, weight));
        if (weight != 0 && (owner || failing >= other)) {
            String message = owner
                    ? "priority 255 ignores the weight: a failing script never moves the address"
                    : "a failing script never moves the address: " + failing + " is not below " + other;
            String help = owner
                    ? "use a priority up to 254, or weight 0"
                    : "weight must be more than " + (first - second) + " either way, or 0";
            report.add(Code.NEVER_MOVES, script.get("weight").place(), message, "", help);
        }
    }

    private static int clamp(int priority) {
        return Math.max(1, Math.min(254, priority));
    }
}
