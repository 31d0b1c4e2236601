package dev.nines.scenario.config;

import dev.nines.scenario.config.Finding.Kind;
import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.config.HaproxyCfg.Server;
import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.config.KeepalivedSection.Node;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configuration files of a running system become a commented scenario; what they do not say is guessed and marked. */
public final class Import {
    private static final int HTTP = 80;
    private static final int PORT_MAX = 65_535;

    private final List<KeepalivedConf> confs = new ArrayList<>();
    private final ImportText text = new ImportText();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> services = new LinkedHashSet<>();
    /** Services of addresses by the name of their vrrp_instance. */
    private final Map<String, String> addresses = new LinkedHashMap<>();
    /** What is bound already, as {@code host:port}: here a host has one address. */
    private final Set<String> bound = new LinkedHashSet<>();
    /** Services of HAProxy by backend. */
    private final Map<Proxy, String> fronts = new LinkedHashMap<>();

    private Optional<HaproxyCfg> cfg = Optional.empty();
    private ImportedHosts hosts;

    private Import() {}

    /**
     * @param text the scenario
     * @param values how many of its values were read
     * @param guesses what was guessed, and why
     * @param findings what is not modelled, without effect, or worth a note
     * @param warnings where the files of several nodes differ
     */
    public record Result(
            String text, int values, List<String> guesses, List<Finding> findings, List<Problem> warnings) {}

    /**
     * @param sources one keepalived.conf per node, and at most one haproxy.cfg, in any order; at least one file
     * @throws Problems with everything that is wrong in any of them
     */
    public static Result of(List<Source> sources) {
        Import all = new Import();
        all.read(sources.stream().map(Secrets::hidden).toList());
        return all.write();
    }

    private void read(List<Source> sources) {
        List<Problems> problems = new ArrayList<>();
        for (Source source : sources) {
            try {
                ConfigKind kind = ConfigKind.of(source);
                if (kind == ConfigKind.KEEPALIVED) {
                    confs.add(KeepalivedConf.read(source));
                } else if (kind != ConfigKind.HAPROXY) {
                    throw ConfigKind.neither(source);
                } else if (cfg.isPresent()) {
                    throw file(source, "a second haproxy.cfg", "the same file runs on every balancer: give one");
                } else {
                    cfg = Optional.of(HaproxyCfg.read(source));
                }
            } catch (Problems e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw Problems.merge(problems);
        }
        boolean nothing = confs.stream().allMatch(c -> c.instances().isEmpty())
                && cfg.map(c -> c.backends().isEmpty()).orElse(true);
        if (nothing) {
            throw file(sources.get(0), "neither a vrrp_instance nor a server in any file", "");
        }
    }

    private static Problems file(Source source, String message, String help) {
        return new Problems(List.of(Problem.ofFile(Code.CONFIG_KIND, source.file(), message, help)));
    }

    private Result write() {
        hosts = new ImportedHosts(confs, cfg);
        services.addAll(hosts.remarks().keySet()); // a service may not be called like a host
        nameServices();
        List<String> files = new ArrayList<>();
        confs.forEach(c -> files.add(c.source().file()));
        cfg.ifPresent(c -> files.add(c.source().file()));
        text.line("# Imported from " + ImportText.oneLine(String.join(", ", files)) + ".")
                .line(
                        "# `# FILE:LINE` says where a value was read; `# guessed:` what the files do not say: make it yours.")
                .line("nines: 1")
                .line("title: Imported system")
                .line("");
        writeHosts();
        text.line("").line("services:");
        writeAddresses();
        cfg.ifPresent(c -> c.backends().forEach(b -> writeBackend(c, b)));
        List<String> called = fronts.isEmpty() ? List.of(writeLocalService()) : List.copyOf(fronts.values());
        writeClients(called);
        writeFaults(called);
        cfg.filter(c -> c.backends().isEmpty()).ifPresent(c -> findings.addAll(c.findings()));
        confs.stream().filter(c -> c.instances().isEmpty()).forEach(c -> findings.addAll(c.findings()));
        return new Result(text.toString(), text.values(), text.guesses(), findings, warnings);
    }

    private void nameServices() {
        confs.forEach(c -> c.instances()
                .forEach(i -> addresses.computeIfAbsent(i.name().text(), name -> {
                    String free = Names.free(name, services);
                    services.add(free);
                    return free;
                })));
        cfg.ifPresent(c -> c.backends().forEach(backend -> {
            Proxy front = c.frontendOf(backend).orElse(backend);
            boolean taken = fronts.containsValue(front.name().text());
            String free = Names.free((taken ? backend : front).name().text(), services);
            services.add(free);
            fronts.put(backend, free);
        }));
    }

    private void writeHosts() {
        text.line("hosts:");
        int i = 0;
        for (Map.Entry<String, String> host : hosts.remarks().entrySet()) {
            boolean balancer = hosts.balancers().contains(host.getKey());
            int place = balancer ? hosts.balancers().indexOf(host.getKey()) : i++;
            String zone = place % 2 == 0 ? "site/a" : "site/b";
            String name = balancer && !hosts.named() ? "name and zone, for " : "zone, of ";
            text.guess(
                    "  " + host.getKey() + ": {zone: guess(" + zone + ")}", name + ImportText.oneLine(host.getValue()));
        }
    }

    private void writeAddresses() {
        addresses.forEach((instance, service) -> {
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < confs.size(); i++) {
                KeepalivedConf conf = confs.get(i);
                String host = hosts.balancers().get(i);
                conf.instance(instance).ifPresent(found -> nodes.add(new Node(host, conf, found)));
            }
            Fragment fragment = KeepalivedSection.of(nodes, this::checks);
            findings.addAll(fragment.findings());
            warnings.addAll(fragment.warnings());
            text.line("  " + service + ":").line("    keepalived:");
            if (nodes.size() == 1) {
                text.section(
                        Peers.with(
                                fragment.section(),
                                peerOf(nodes.get(0).host()),
                                nodes.get(0).instance()),
                        "      ");
                text.guess("      # " + peerOf(nodes.get(0).host()) + " above", "priority of a node without a file");
            } else {
                text.section(fragment.section(), "      ");
            }
        });
    }

    private String peerOf(String host) {
        return hosts.balancers().stream()
                .filter(h -> !h.equals(host))
                .findFirst()
                .orElseThrow();
    }

    /** What scripts look at is a guess: by the program that their command names, else what stands in front. */
    private Optional<Given> checks(Script script) {
        boolean haproxy = !fronts.isEmpty();
        String service = haproxy ? fronts.values().iterator().next() : localService();
        String note = "script `" + script.name().text() + "` is taken to look at " + service;
        findings.add(new Finding(Kind.NOTE, script.name().place(), note));
        return Optional.of(new Given(service, script.name().place()));
    }

    private String localService() {
        return Names.free("local", new ArrayList<>(addresses.values()));
    }

    private String writeLocalService() {
        String name = localService();
        text.line("  " + name + ":").line("    web-server:");
        text.guess(
                "      nodes: [" + String.join(", ", hosts.balancers()) + "]", "what the address is for is in no file");
        text.line("      behind: " + addresses.values().iterator().next());
        work("      ");
        return name;
    }

    private void work(String indent) {
        text.guess(indent + "capacity: guess(8)", "workers of each node");
        text.guess(indent + "service-time: guess(exponential(20ms))", "a dynamic page");
    }

    private void writeBackend(HaproxyCfg file, Proxy backend) {
        String service = fronts.get(backend);
        String servers = Names.free(
                backend.name().text().equals(service)
                        ? service + "-servers"
                        : backend.name().text(),
                services);
        services.add(servers);
        Map<String, String> of = hosts.of(backend);
        Fragment fragment = HaproxySection.of(file, backend, of);
        fragment.findings().stream().filter(f -> !findings.contains(f)).forEach(findings::add);
        text.line("  " + service + ":").line("    haproxy:");
        if (confs.isEmpty()) {
            text.guess("      nodes: [" + hosts.balancers().get(0) + "]", "how many balancers there are is in no file");
        } else {
            text.guess(
                    "      nodes: [" + String.join(", ", hosts.balancers()) + "]",
                    "HAProxy runs where keepalived does");
        }
        writeBehind(file.frontendOf(backend).orElse(backend));
        text.line("      servers: " + servers).section(bound(fragment.section()), "      ");
        writeServers(servers, backend, of);
    }

    /** With a port that no other service of the same hosts has. */
    private Yaml.Mapping bound(Yaml.Mapping section) {
        int given = section.entry("bind")
                .map(entry -> Integer.parseInt(((Yaml.Scalar) entry.value()).text()))
                .orElse(0);
        List<String> balancers = confs.isEmpty() ? List.of(hosts.balancers().get(0)) : hosts.balancers();
        int port = bind(balancers, given == 0 ? HTTP : given);
        if (port == (given == 0 ? HTTP : given)) {
            return section;
        }
        text.guess("      bind: " + port, given == 0 ? "no bind line has a port" : "port " + given + " is taken here");
        return new Yaml.Mapping(
                section.place(),
                section.entries().stream()
                        .filter(entry -> !entry.name().equals("bind"))
                        .toList());
    }

    /** That port, or the next one that is free on all of these hosts. */
    private int bind(Collection<String> on, int wanted) {
        int port = wanted;
        while (anyBound(on, port)) {
            port = port == PORT_MAX ? HTTP : port + 1;
        }
        for (String host : on) {
            bound.add(host + ":" + port);
        }
        return port;
    }

    private boolean anyBound(Collection<String> on, int port) {
        return on.stream().anyMatch(host -> bound.contains(host + ":" + port));
    }

    private void writeBehind(Proxy front) {
        for (KeepalivedConf conf : confs) {
            for (Instance instance : conf.instances()) {
                for (Given bind : front.binds()) {
                    String address = bind.text().replaceFirst(":[0-9]*$", "");
                    if (instance.addresses().stream().anyMatch(a -> a.text().equals(address))) {
                        text.read(
                                "      behind: " + addresses.get(instance.name().text()), bind);
                        return;
                    }
                }
            }
        }
        if (!addresses.isEmpty()) {
            String service = addresses.values().iterator().next();
            text.guess("      behind: " + service, "no bind line names a virtual address");
        }
    }

    private void writeServers(String name, Proxy backend, Map<String, String> of) {
        Given mode = backend.settings().get("mode");
        boolean http = mode != null && mode.text().equals("http");
        Server first = backend.servers().get(0);
        text.line("  " + name + ":");
        text.guess("    " + (http ? "web-server:" : "tcp-service:"), "what runs there is not in haproxy.cfg");
        text.read("      nodes: [" + String.join(", ", of.values()) + "]", first.name());
        int given = first.port() > 0 && first.port() <= PORT_MAX ? first.port() : HTTP;
        int port = bind(of.values(), given);
        if (port == given) {
            text.read("      ports: [" + port + "]", first.name());
        } else {
            text.guess("      ports: [" + port + "]", "port " + given + " is taken here");
        }
        work("      ");
    }

    private void writeClients(List<String> called) {
        text.line("").line("clients:");
        for (String service : called) {
            String name = called.size() == 1 ? "users" : Names.free("users-of-" + service, Set.of());
            text.guess(
                    "  " + name + ": {calls: " + service + ", rate: guess(20/s), timeout: guess(2s)}",
                    "who calls is in no file");
        }
    }

    private void writeFaults(List<String> called) {
        text.line("").line("drills:");
        String first = hosts.balancers().get(0);
        text.guess("  " + first + "-crash: {crash: " + first + ", repair: guess(10min)}", "time to repair");
        text.guess(
                "  " + called.get(0) + "-kill: {kill: " + called.get(0) + "@" + first + ", repair: guess(10min)}",
                "time to repair");
        cfg.ifPresent(c -> c.backends().stream().limit(5).forEach(backend -> {
            String host = hosts.of(backend).values().iterator().next();
            if (!host.equals(first)) {
                text.guess(
                        "  " + fronts.get(backend) + "-" + host + "-crash: {crash: " + host + ", repair: guess(10min)}",
                        "time to repair");
            }
        }));
        text.line("").line("faults:");
        text.guess(
                "  - {crash: any host, every: guess(exponential(1y)), repair: guess(lognormal(20min p95 2h))}",
                "count your own failures");
        text.line("")
                .line("# objectives: [availability >= 99.95%, drills." + first + "-crash.outage.p99 <= 10s]")
                .line("")
                .line("run: {horizon: 1y, trials: 200, seed: 1}");
    }

    /** For a summary: {@code not modelled} and {@code ignored}. */
    public static List<String> lines(Result result, Kind kind) {
        return Finding.lines(result.findings(), kind);
    }
}
