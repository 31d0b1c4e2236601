package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of a scenario that has not been checked yet: what can be seen of them is seen. */
final class Services {
    /** @param kind {@code haproxy}, {@code web-server}, … */
    record Service(String kind, List<String> nodes) {}

    private final Map<String, Service> services = new LinkedHashMap<>();

    Services(Yaml.Mapping all) {
        for (Yaml.Entry service : all.entries()) {
            if (service.value() instanceof Yaml.Mapping kinds
                    && !kinds.entries().isEmpty()) {
                Yaml.Entry kind = kinds.entries().get(0);
                if (kind.value() instanceof Yaml.Mapping body) {
                    services.put(service.name(), new Service(kind.name(), nodes(body)));
                }
            }
        }
    }

    private static List<String> nodes(Yaml.Mapping body) {
        Optional<Yaml> nodes = body.entry("nodes").map(Yaml.Entry::value);
        if (nodes.isPresent() && nodes.get() instanceof Yaml.Mapping map) {
            return List.copyOf(map.names());
        }
        if (nodes.isPresent() && nodes.get() instanceof Yaml.Sequence list) {
            List<String> hosts = new ArrayList<>();
            list.items().forEach(item -> {
                if (item instanceof Yaml.Scalar host) {
                    hosts.add(host.text());
                }
            });
            return hosts;
        }
        return nodes.isPresent() && nodes.get() instanceof Yaml.Scalar one && !one.isEmpty()
                ? List.of(one.text())
                : List.of();
    }

    List<String> nodes(String service) {
        return services.containsKey(service) ? services.get(service).nodes : List.of();
    }

    /** Services on all of these hosts whose product a command names: {@code killall -0 haproxy}. */
    List<String> named(String command, List<String> hosts) {
        List<String> named = new ArrayList<>();
        services.forEach((name, service) -> {
            if (service.nodes.containsAll(hosts) && Programs.match(command, service.kind)) {
                named.add(name);
            }
        });
        return named;
    }
}
