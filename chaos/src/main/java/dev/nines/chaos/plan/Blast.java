package dev.nines.chaos.plan;

import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.target.Inventory;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ServiceSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which nodes of which services a drill takes away, and whether enough stay. */
final class Blast {
    private static final Set<String> TAKES_AWAY =
            Set.of("crash", "kill", "pause", "hold-down", "interface-down", "silent-cut");
    private static final Pattern PEERS = Pattern.compile("peers=(.+)");
    private static final Pattern PIDFILE = Pattern.compile("pidfile=(.+)");
    private static final Pattern PORT = Pattern.compile("interface=(.+)");

    private final Design design;
    private final Inventory inventory;

    Blast(Design design, Inventory inventory) {
        this.design = design;
        this.inventory = inventory;
    }

    /** The first service of two or more nodes that loses all of a pair, or the majority of more. */
    Optional<String> totalOutage(List<Injection> injections) {
        Set<String> hit = new LinkedHashSet<>();
        injections.stream().filter(Blast::takesAway).forEach(injection -> hit.addAll(components(injection)));
        for (ServiceSpec service : design.services()) {
            List<String> nodes = service.nodes().stream().distinct().toList();
            long gone = nodes.stream()
                    .filter(node -> hit.contains(service.name() + "@" + node))
                    .count();
            long left = nodes.size() - gone;
            boolean enough = nodes.size() == 2 ? left >= 1 : 2 * left > nodes.size();
            if (nodes.size() >= 2 && gone > 0 && !enough) {
                return Optional.of(service.name() + " keeps " + left + " of " + nodes.size() + " nodes");
            }
        }
        return Optional.empty();
    }

    /** Who is only slow, or cannot hear some of the others, still serves. */
    private static boolean takesAway(Injection injection) {
        boolean everybody = parameter(injection, PEERS).orElse("any").equals("any");
        return TAKES_AWAY.contains(injection.fault()) || (injection.fault().equals("partition") && everybody);
    }

    /** {@code service@host} of all that is disturbed: the process that is named, or everything on the host. */
    private Set<String> components(Injection injection) {
        Set<String> found = new LinkedHashSet<>();
        String host = host(injection);
        Optional<String> pidfile = parameter(injection, PIDFILE);
        for (ServiceSpec service : design.services()) {
            String component = service.name() + "@" + host;
            Inventory.Component process = inventory.components().get(component);
            boolean other = pidfile.isPresent()
                    && (process == null || !process.pidfile().equals(pidfile.get()));
            if (service.nodes().contains(host) && !other) {
                found.add(component);
            }
        }
        return found;
    }

    /** Where a cable is pulled, the host at its other end. */
    private String host(Injection injection) {
        Optional<Inventory.Switch> cables =
                inventory.cables().filter(found -> found.target().equals(injection.target()));
        Optional<String> port = parameter(injection, PORT);
        if (cables.isEmpty() || port.isEmpty()) {
            return injection.target();
        }
        return cables.get().ports().entrySet().stream()
                .filter(entry -> entry.getValue().equals(port.get()))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(injection.target());
    }

    private static Optional<String> parameter(Injection injection, Pattern form) {
        return injection.parameters().stream()
                .map(form::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .findFirst();
    }
}
