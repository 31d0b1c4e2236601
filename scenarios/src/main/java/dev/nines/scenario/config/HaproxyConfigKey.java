package dev.nines.scenario.config;

import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code config} of a haproxy service: one backend of a file, its servers matched to the scenario's hosts. */
final class HaproxyConfigKey {
    private final ConfigKeys keys;
    private final Services services;

    HaproxyConfigKey(ConfigKeys keys, Services services) {
        this.keys = keys;
        this.services = services;
    }

    /** Empty when the value is no file's name, or the service behind is not known: the checks of the language say so. */
    Optional<Fragment> read(Yaml.Mapping body, Yaml config) {
        if (!(config instanceof Yaml.Scalar file) || file.isEmpty()) {
            return Optional.empty();
        }
        HaproxyCfg cfg = HaproxyCfg.read(keys.source(file));
        Proxy backend = backend(cfg, body, file);
        Optional<Yaml> servers = body.entry("servers").map(Yaml.Entry::value);
        List<String> nodes = servers.isPresent() && servers.get() instanceof Yaml.Scalar name
                ? services.nodes(name.text())
                : List.of();
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(HaproxySection.of(cfg, backend, hosts(backend, nodes, file)));
    }

    private Proxy backend(HaproxyCfg cfg, Yaml.Mapping body, Yaml.Scalar file) {
        List<Proxy> backends = cfg.backends();
        List<String> names = backends.stream().map(p -> p.name().text()).toList();
        Optional<Yaml> chosen = body.entry("backend").map(Yaml.Entry::value);
        if (chosen.isPresent() && chosen.get() instanceof Yaml.Scalar name) {
            int index = names.indexOf(name.text());
            if (index < 0) {
                String message =
                        "`" + file.text() + "` has no backend `" + Reading.shorten(name.text()) + "` with servers";
                throw keys.wrong(name.place(), message, "", Nearest.help(name.text(), names));
            }
            return backends.get(index);
        }
        if (backends.size() != 1) {
            String message = "`" + file.text() + "` has "
                    + (backends.isEmpty() ? "no" : String.valueOf(backends.size())) + " backends with servers";
            String help = backends.isEmpty() ? "" : "write `backend: NAME`; there are " + String.join(", ", names);
            throw keys.wrong(file.place(), message, "one is needed", help);
        }
        return backends.get(0);
    }

    /** By name; by order when no name fits and there are as many. */
    private Map<String, String> hosts(Proxy backend, List<String> nodes, Yaml.Scalar file) {
        Map<String, String> hosts = new TreeMap<>();
        List<Given> names =
                backend.servers().stream().map(HaproxyCfg.Server::name).toList();
        boolean byOrder = names.stream().noneMatch(n -> nodes.contains(n.text())) && names.size() == nodes.size();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).text();
            if (!byOrder && !nodes.contains(name)) {
                String message = "server `" + Reading.shorten(name) + "` is no node of the service behind";
                throw keys.wrong(names.get(i).place(), message, "nodes: " + String.join(", ", nodes), "");
            }
            hosts.put(name, byOrder ? nodes.get(i) : name);
        }
        List<String> missing =
                nodes.stream().filter(n -> !hosts.containsValue(n)).toList();
        if (!missing.isEmpty()) {
            String message = "no server line of `" + backend.name().text() + "` for " + String.join(", ", missing);
            throw keys.wrong(file.place(), message, "the service behind has these nodes", "");
        }
        if (byOrder) {
            StringBuilder pairs = new StringBuilder();
            names.forEach(n -> pairs.append(pairs.isEmpty() ? "" : ", ")
                    .append(n.text())
                    .append(" is ")
                    .append(hosts.get(n.text())));
            keys.warning(
                    Code.MATCHED_BY_ORDER, file.place(), "servers are matched to nodes by order", pairs.toString());
        }
        return hosts;
    }
}
