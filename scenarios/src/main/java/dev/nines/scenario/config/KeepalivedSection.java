package dev.nines.scenario.config;

import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.config.KeepalivedConf.Tracked;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One vrrp_instance, as each node's {@code keepalived.conf} has it, as the {@code keepalived:} section of a scenario. */
public final class KeepalivedSection {
    private static final List<String> SHARED = List.of(
            "vrrp_version",
            "advert_int",
            "down_timer_adverts",
            "garp_master_repeat",
            "garp_master_delay",
            "garp_master_refresh",
            "garp_master_refresh_repeat",
            "garp_lower_prio_repeat",
            "garp_lower_prio_delay",
            "lower_prio_no_advert",
            "higher_prio_send_advert",
            "vrrp_startup_delay",
            "unicast",
            "sync_group",
            "dont_track_primary");

    /** They count on the node that comes back with the higher priority. */
    private static final List<String> OF_THE_FIRST = List.of("nopreempt", "preempt_delay");

    private static final List<String> OF_SCRIPTS =
            List.of("interval", "timeout", "rise", "fall", "weight", "init_fail");

    private final List<Node> nodes;
    /** The one with the highest priority. */
    private final Node first;

    private final List<Problem> warnings = new ArrayList<>();

    private KeepalivedSection(List<Node> nodes) {
        this.nodes = nodes;
        first = Collections.max(nodes, (a, b) -> Integer.compare(a.instance.priority(), b.instance.priority()));
    }

    /** A host, its file, and which of the file's instances is meant. */
    public record Node(String host, KeepalivedConf conf, Instance instance) {}

    /**
     * @param nodes one per host, at least one
     * @param checks the service that a script looks at, where it is known
     */
    public static Fragment of(List<Node> nodes, Function<Script, Optional<Given>> checks) {
        KeepalivedSection section = new KeepalivedSection(nodes);
        List<Finding> findings = new ArrayList<>();
        nodes.forEach(node -> findings.addAll(node.conf.findings()));
        Fragment.Builder all = section.build(checks);
        return new Fragment(all.build(), findings, section.warnings);
    }

    private Fragment.Builder build(Function<Script, Optional<Given>> checks) {
        Fragment.Builder all = new Fragment.Builder(first.instance.name().place());
        Fragment.Builder instances =
                new Fragment.Builder(nodes.get(0).instance.name().place());
        for (Node node : nodes) {
            Given priority = node.instance.settings().get("priority");
            Given shown = priority != null
                    ? priority
                    : new Given(
                            String.valueOf(node.instance.priority()),
                            node.instance.name().place());
            Fragment.Builder own = new Fragment.Builder(node.instance.name().place());
            own.put("priority", shown).putAll(node.instance.settings(), List.of("state"));
            instances.put(node.host, own);
        }
        all.put("nodes", instances);
        SHARED.forEach(key ->
                agree(key, node -> Optional.ofNullable(node.instance.settings().get(key))));
        agree("virtual_router_id", node -> node.instance.virtualRouterId());
        agree("virtual_ipaddress", KeepalivedSection::addresses);
        all.putAll(first.instance.settings(), SHARED);
        all.putAll(first.instance.settings(), OF_THE_FIRST);
        all.putAll(first.instance.settings(), List.of("interface"));
        return all.put("track_script", scripts(checks)).put("track_interface", interfaces());
    }

    private Fragment.Builder scripts(Function<Script, Optional<Given>> checks) {
        agree("track_script", node -> names(node.instance.scripts()));
        Fragment.Builder scripts = new Fragment.Builder(first.instance.name().place());
        for (Tracked tracked : first.instance.scripts()) {
            String name = tracked.name().text();
            Map<String, Given> settings = scriptOf(first, name);
            for (String key : OF_SCRIPTS) {
                agree(
                        name + "." + key,
                        node -> Optional.ofNullable(scriptOf(node, name).get(key)));
            }
            Fragment.Builder entry = new Fragment.Builder(tracked.name().place());
            first.conf.script(name).flatMap(checks).ifPresent(service -> entry.put("checks", service));
            scripts.put(Names.of(name), entry.putAll(settings, OF_SCRIPTS));
        }
        return scripts;
    }

    private static Map<String, Given> scriptOf(Node node, String name) {
        Map<String, Given> settings = new TreeMap<>();
        node.conf.script(name).ifPresent(script -> settings.putAll(script.settings()));
        node.instance.scripts().stream()
                .filter(t -> t.name().text().equals(name))
                .forEach(t -> settings.putAll(t.settings()));
        return settings;
    }

    private Fragment.Builder interfaces() {
        agree("track_interface", node -> names(node.instance.interfaces()));
        Fragment.Builder interfaces = new Fragment.Builder(first.instance.name().place());
        for (Tracked tracked : first.instance.interfaces()) {
            Fragment.Builder entry = new Fragment.Builder(tracked.name().place());
            Map<String, Given> settings = new TreeMap<>(tracked.settings());
            settings.putIfAbsent("weight", new Given("0", tracked.name().place()));
            interfaces.put(tracked.name().text(), entry.putAll(settings, List.of("weight", "reverse")));
        }
        return interfaces;
    }

    private static Optional<Given> names(List<Tracked> tracked) {
        return tracked.isEmpty()
                ? Optional.empty()
                : Optional.of(new Given(
                        String.join(
                                " ",
                                tracked.stream()
                                        .map(t -> t.name().text())
                                        .sorted()
                                        .toList()),
                        tracked.get(0).name().place()));
    }

    private static Optional<Given> addresses(Node node) {
        List<Given> all = node.instance.addresses();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Given(
                        String.join(" ", all.stream().map(Given::text).sorted().toList()),
                        all.get(0).place()));
    }

    private void agree(String key, Function<Node, Optional<Given>> value) {
        Optional<Given> here = value.apply(first);
        for (Node node : nodes) {
            Optional<Given> there = value.apply(node);
            if (!there.map(Given::text).equals(here.map(Given::text))) {
                differ(key, here, node, there);
            }
        }
    }

    private void differ(String key, Optional<Given> here, Node node, Optional<Given> there) {
        Given at = there.orElse(node.instance.name());
        String message = "`" + key + "` is " + there.map(Given::text).orElse("not written") + " here and "
                + here.map(Given::text).orElse("not written") + " on " + first.host + " ("
                + here.orElse(first.instance.name()).where() + ")";
        String help = List.of("advert_int", "virtual_router_id", "vrrp_version", "unicast")
                        .contains(key)
                ? "real nodes that differ in this do not hear each other: both become master"
                : "";
        warnings.add(node.conf.source().problem(Code.NODES_DIFFER, at.place(), message, "the latter is taken", help));
    }
}
