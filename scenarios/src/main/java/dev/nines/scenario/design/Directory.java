package dev.nines.scenario.design;

import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.vocabulary.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The hosts and services of a file by name. Parts that were wrong are missing; later checks keep silent about them. */
final class Directory {
    /**
     * @param kind {@code keepalived}, {@code haproxy}, …
     * @param body the table below the kind
     */
    record Service(String name, String kind, Section body) {}

    private final Map<String, Section> hosts;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Set<String> serviceNames;
    private final boolean onlyParts;

    Directory(Section file) {
        hosts = file.sections("hosts");
        Map<String, Section> all = file.sections("services");
        serviceNames = all.keySet();
        all.forEach((name, section) -> Kinds.SERVICE.exactlyOne().stream()
                .filter(section::has)
                .findFirst()
                .ifPresent(kind -> services.put(
                        name, new Service(name, kind, section.sub(kind).orElseThrow()))));
        onlyParts = !file.isWritten("hosts") && serviceNames.stream().allMatch(this::isPart);
    }

    Map<String, Section> hosts() {
        return hosts;
    }

    Set<String> serviceNames() {
        return serviceNames;
    }

    Collection<Service> services() {
        return services.values();
    }

    /** Empty when there is none or its kind is not known. */
    Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** True of the name of a unit; one that a host has too means the host. */
    boolean isUnit(String name) {
        return !hosts.containsKey(name)
                && service(name).map(s -> s.kind().equals(Kinds.UNIT)).orElse(false);
    }

    /** True when there are no hosts because nothing runs on any. */
    boolean onlyParts() {
        return onlyParts;
    }

    /** True of a part without a product, which runs on no host. */
    boolean isPart(String service) {
        return service(service).map(s -> Kinds.PARTS.contains(s.kind())).orElse(false);
    }

    /** The hosts of a service in file order; empty when they are not known. */
    List<String> nodes(String service) {
        return isPart(service)
                ? List.of()
                : service(service).map(s -> nodes(s.body())).orElse(List.of());
    }

    static List<String> nodes(Section body) {
        if (body.block().key("nodes").isEmpty()) {
            return List.of();
        }
        Map<String, Value> instances = body.map("nodes");
        if (!instances.isEmpty()) {
            return List.copyOf(instances.keySet());
        }
        return body.list("nodes").stream().map(v -> (String) v.object()).toList();
    }

    /** Host names that {@code any host} means. */
    List<String> ownHosts() {
        List<String> own = new ArrayList<>();
        hosts.forEach((name, host) -> {
            if (!isManaged(name)) {
                own.add(name);
            }
        });
        return own;
    }

    boolean isManaged(String host) {
        return hosts.containsKey(host)
                && hosts.get(host)
                        .find("managed")
                        .map(v -> (Boolean) v.object())
                        .orElse(false);
    }
}
