package dev.nines.chaos.live;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.protocol.replication.PromotionConfig;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.language.Checker;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Samples;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Unknowns;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import dev.nines.scenario.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the configuration file of a daemon. Everything throws {@link Problems} with all that is wrong. */
final class LiveConfig {
    private final Report report;
    private final Section file;

    private LiveConfig(Source source) {
        report = new Report(source);
        Samples none = new Samples(name -> {
            throw new Problems(List.of(Problem.ofFile(Code.NO_FILE, name, "this file names no other file", "")));
        });
        file = new Checker(report, Unknowns.at(Map.of()), none).read(YamlTree.parse(source), LiveLanguage.FILE);
        refuse();
    }

    static LiveConfig read(Path path) {
        return new LiveConfig(SourceReader.read(path));
    }

    static LiveConfig readText(String name, String text) {
        return new LiveConfig(SourceReader.decode(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void refuse() {
        if (report.hasErrors()) {
            throw new Problems(report.problems());
        }
    }

    /** The one table of this daemon. */
    private Section table(String name) {
        return file.sub(name).orElseGet(() -> {
            report.add(Code.MISSING_KEY, file.place(), "no `" + name + "` in this file", "this daemon is one", "");
            throw new Problems(report.problems());
        });
    }

    Optional<Path> pidfile() {
        return path(file, "pidfile");
    }

    PromotionSettings promotion() {
        Section table = table("promotion");
        Map<String, Endpoint> nodes = endpoints(table, "nodes");
        Map<String, Endpoint> agents = endpoints(table, "agents");
        table.map("agents").forEach((node, value) -> {
            if (!nodes.containsKey(node)) {
                String help = Nearest.help(node, nodes.keySet());
                report.add(Code.UNKNOWN_HOST, value.key(), "no node `" + node + "`", "", help);
            }
        });
        if (!agents.isEmpty() && agents.size() < nodes.size()) {
            String help = "an agent on each of " + String.join(", ", nodes.keySet());
            report.add(Code.MISSING_KEY, table.get("agents").key(), "not every node has an agent", "", help);
        }
        String password = password(table.sub("password").orElseThrow());
        refuse();
        PromotionConfig config = new PromotionConfig(
                table.nanos("check-interval"),
                table.nanos("check-timeout"),
                table.count("failures"),
                0, // the real STOP SLAVE takes its own time
                table.nanos("act"));
        return new PromotionSettings(
                table.text("service"),
                nodes,
                table.text("user"),
                password,
                config,
                Path.of(table.text("record")),
                agents,
                pidfile());
    }

    /**
     * What an agent for addresses reads.
     *
     * @param virtual the address, with the length of its prefix
     * @param device the interface that carries it
     */
    record Agent(Endpoint listen, String virtual, String device) {}

    Agent agent() {
        Section table = table("address");
        Agent agent = new Agent(endpoint(table.get("listen")), table.text("virtual"), table.text("interface"));
        refuse();
        return agent;
    }

    /** A role in a service of this kind. */
    <S extends ServiceSpec> Role role(Class<S> kind, String word) {
        Section table = table("role");
        Design design = ScenarioReader.design(table.text("design"));
        String name = table.text("service");
        List<String> names = design.services().stream()
                .filter(kind::isInstance)
                .map(ServiceSpec::name)
                .toList();
        Optional<ServiceSpec> service = design.services().stream()
                .filter(spec -> kind.isInstance(spec) && spec.name().equals(name))
                .findFirst();
        if (service.isEmpty()) {
            String message = design.name() + " has no " + word + " service `" + name + "`";
            report.add(Code.UNKNOWN_SERVICE, table.get("service").place(), message, "", Nearest.help(name, names));
        } else {
            known(table.text("node"), service.get().nodes(), table.get("node").place());
        }
        List<String> hosts = design.hosts().stream().map(HostSpec::name).toList();
        table.map("addresses").forEach((host, value) -> known(host, hosts, value.key()));
        refuse();
        Map<String, String> addresses = new LinkedHashMap<>();
        table.map("addresses").forEach((host, value) -> addresses.put(host, value.text()));
        return new Role(
                design,
                service.orElseThrow(),
                table.text("node"),
                addresses,
                table.list("virtual").stream().map(Value::text).toList(),
                table.text("interface"),
                table.count("port"));
    }

    /** The addresses of these hosts must be there. */
    void needs(Role role, List<String> hosts) {
        for (String host : hosts) {
            if (role.address(host).isEmpty()) {
                Value addresses = table("role").get("addresses");
                report.add(Code.MISSING_KEY, addresses.key(), "no address of `" + host + "`", "it is needed here", "");
            }
        }
        refuse();
    }

    private void known(String name, List<String> names, Place place) {
        if (!names.contains(name)) {
            report.add(Code.UNKNOWN_HOST, place, "no host `" + name + "` there", "", Nearest.help(name, names));
        }
    }

    private String password(Section table) {
        if (table.has("env")) {
            return Optional.ofNullable(System.getenv(table.text("env"))).orElseGet(() -> {
                String message = "no variable " + table.text("env");
                report.add(Code.NOT_READABLE, table.get("env").place(), message, "", "");
                return "";
            });
        }
        try (var lines = Files.lines(Path.of(table.text("file")))) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            String message = table.text("file") + " cannot be read";
            report.add(Code.NOT_READABLE, table.get("file").place(), message, "", "");
            return "";
        }
    }

    private Map<String, Endpoint> endpoints(Section table, String key) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        table.map(key).forEach((name, value) -> endpoints.put(name, endpoint(value)));
        return endpoints;
    }

    private Endpoint endpoint(Value value) {
        try {
            return Endpoint.parse(value.text());
        } catch (IllegalArgumentException e) {
            report.add(Code.OUT_OF_RANGE, value.place(), String.valueOf(e.getMessage()), "", "");
            return new Endpoint("invalid", 1);
        }
    }

    private static Optional<Path> path(Section table, String key) {
        return table.has(key) ? Optional.of(Path.of(table.text(key))) : Optional.empty();
    }
}
