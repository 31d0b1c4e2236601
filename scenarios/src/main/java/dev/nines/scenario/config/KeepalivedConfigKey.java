package dev.nines.scenario.config;

import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.config.KeepalivedSection.Node;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code config} of a keepalived service: one vrrp_instance of each host's file. */
final class KeepalivedConfigKey {
    private final ConfigKeys keys;
    private final Services services;

    KeepalivedConfigKey(ConfigKeys keys, Services services) {
        this.keys = keys;
        this.services = services;
    }

    /** Empty when the value is no map of files: the checks of the language say so. */
    Optional<Fragment> read(Yaml.Mapping body, Yaml config) {
        if (!(config instanceof Yaml.Mapping files) || files.entries().isEmpty()) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>();
        for (Yaml.Entry entry : files.entries()) {
            if (!(entry.value() instanceof Yaml.Scalar file) || file.isEmpty()) {
                return Optional.empty();
            }
            KeepalivedConf conf = KeepalivedConf.read(keys.source(file));
            nodes.add(new Node(entry.name(), conf, instance(conf, nodes, body, file)));
        }
        List<String> hosts = nodes.stream().map(Node::host).toList();
        checkNodes(body, hosts);
        return Optional.of(KeepalivedSection.of(nodes, script -> checks(script, body, hosts)));
    }

    /** The one that is named; else that of the first file, or the only one. */
    private Instance instance(KeepalivedConf conf, List<Node> before, Yaml.Mapping body, Yaml.Scalar file) {
        List<String> names = conf.instances().stream().map(i -> i.name().text()).toList();
        Optional<Yaml> chosen = body.entry("instance").map(Yaml.Entry::value);
        if (chosen.isPresent() && chosen.get() instanceof Yaml.Scalar name) {
            return conf.instance(name.text())
                    .orElseThrow(() -> keys.wrong(
                            name.place(),
                            "`" + file.text() + "` has no vrrp_instance `" + Reading.shorten(name.text()) + "`",
                            "",
                            Nearest.help(name.text(), names)));
        }
        if (names.size() == 1) {
            return conf.instances().get(0);
        }
        Optional<Instance> same = before.isEmpty()
                ? Optional.empty()
                : conf.instance(before.get(0).instance().name().text());
        String help = names.isEmpty() ? "" : "write `instance: NAME`; there are " + String.join(", ", names);
        String count = names.isEmpty() ? "no vrrp_instance" : names.size() + " vrrp_instances";
        return same.orElseThrow(
                () -> keys.wrong(file.place(), "`" + file.text() + "` has " + count, "one is needed", help));
    }

    private void checkNodes(Yaml.Mapping body, List<String> hosts) {
        Optional<Yaml> written = body.entry("nodes").map(Yaml.Entry::value);
        if (written.isEmpty()) {
            return;
        }
        boolean list = written.get() instanceof Yaml.Sequence;
        List<String> names = written.get() instanceof Yaml.Mapping map ? List.copyOf(map.names()) : List.of();
        for (String name : names) {
            if (!hosts.contains(name)) {
                String message = "`nodes` has " + Reading.shorten(name) + ", `config` has no file of it";
                throw keys.wrong(written.get().place(), message, "", "hosts with a file: " + String.join(", ", hosts));
            }
        }
        if (list) {
            String help = "delete `nodes`, or write a map of what differs: nodes: {lb1: {priority: 200}}";
            throw keys.wrong(written.get().place(), "`nodes` beside `config`", "the files say who the nodes are", help);
        }
    }

    private Optional<Given> checks(Script script, Yaml.Mapping body, List<String> hosts) {
        String name = Names.of(script.name().text());
        boolean written = body.entry("track_script")
                .map(Yaml.Entry::value)
                .filter(Yaml.Mapping.class::isInstance)
                .flatMap(scripts -> ((Yaml.Mapping) scripts).entry(name))
                .map(Yaml.Entry::value)
                .filter(Yaml.Mapping.class::isInstance)
                .flatMap(entry -> ((Yaml.Mapping) entry).entry("checks"))
                .isPresent();
        if (written) {
            return Optional.empty();
        }
        List<String> named = services.named(script.command(), hosts);
        if (named.size() != 1) {
            throw keys.wrong(
                    script.name().place(),
                    "which service does `" + Reading.shorten(script.name().text()) + "` look at",
                    named.isEmpty() ? "its command names none of these hosts" : "its command fits several",
                    "write `track_script: {" + name + ": {checks: SERVICE}}` beside `config`");
        }
        return Optional.of(new Given(named.get(0), script.name().place()));
    }
}
