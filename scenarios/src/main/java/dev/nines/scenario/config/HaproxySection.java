package dev.nines.scenario.config;

import dev.nines.scenario.config.Finding.Kind;
import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.config.HaproxyCfg.Server;
import dev.nines.scenario.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One backend of an {@code haproxy.cfg} as the {@code haproxy:} section of a scenario. */
public final class HaproxySection {
    /** Options of servers that the language has once for all of them. */
    private static final List<String> COMMON = List.of(
            "inter",
            "fastinter",
            "downinter",
            "fall",
            "rise",
            "observe",
            "error-limit",
            "on-error",
            "on-marked-down",
            "slowstart");

    private static final int PORT_MAX = 65_535;
    private static final List<String> OWN = List.of("weight", "backup", "maxconn");
    private static final List<String> TIMEOUTS = List.of("connect", "server", "client", "queue", "check");

    private final Proxy backend;
    private final List<Finding> findings = new ArrayList<>();

    private HaproxySection(Proxy backend) {
        this.backend = backend;
    }

    /**
     * @param backend one of {@link HaproxyCfg#backends}
     * @param hosts of its servers, by their names
     */
    public static Fragment of(HaproxyCfg cfg, Proxy backend, Map<String, String> hosts) {
        HaproxySection section = new HaproxySection(backend);
        Fragment.Builder all = section.build(cfg, hosts);
        List<Finding> findings = new ArrayList<>(cfg.findings());
        findings.addAll(section.findings);
        return new Fragment(all.build(), findings, List.of());
    }

    private Fragment.Builder build(HaproxyCfg cfg, Map<String, String> hosts) {
        Place place = backend.name().place();
        Proxy front = cfg.frontendOf(backend).orElse(backend);
        Map<String, Given> common = common();
        Fragment.Builder all = new Fragment.Builder(place);
        front.binds().stream().findFirst().flatMap(HaproxySection::port).ifPresent(port -> all.put("bind", port));
        all.putAll(backend.settings(), List.of("mode", "balance"));
        all.put("check", check());
        all.putAll(common, COMMON);
        if (common.keySet().stream().anyMatch(key -> !key.equals("slowstart")) || isChecked()) {
            all.putAll(cfg.global(), List.of("spread-checks"));
        }
        all.putAll(backend.settings(), List.of("retries", "redispatch", "stick"));
        Fragment.Builder timeouts = new Fragment.Builder(place);
        for (String name : TIMEOUTS) {
            Given value = (name.equals("client") ? front : backend).settings().get("timeout." + name);
            if (value != null) {
                timeouts.put(name, value);
            }
        }
        all.put("timeout", timeouts);
        Fragment.Builder options = new Fragment.Builder(place);
        for (Server server : backend.servers()) {
            Fragment.Builder own = new Fragment.Builder(server.name().place());
            options.put(hosts.get(server.name().text()), own.putAll(server.options(), OWN));
        }
        return all.put("server-options", options);
    }

    /** The port of a {@code bind} line's address; none in a path or a range of ports. */
    private static Optional<Given> port(Given bind) {
        String port = bind.text().substring(bind.text().lastIndexOf(':') + 1);
        boolean isPort = port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= PORT_MAX;
        return isPort ? Optional.of(new Given(port, bind.place())) : Optional.empty();
    }

    private boolean isChecked() {
        return backend.servers().stream().anyMatch(Server::checked);
    }

    private Given check() {
        List<Server> checked =
                backend.servers().stream().filter(Server::checked).toList();
        if (checked.isEmpty()) {
            return new Given("none", backend.name().place());
        }
        for (Server server : backend.servers()) {
            if (!server.checked()) {
                note(
                        server.name(),
                        "server `" + server.name().text() + "` is not checked; here it is, as the others are");
            }
        }
        return backend.check()
                .orElse(new Given("tcp", checked.get(0).options().get("check").place()));
    }

    /** What the first server says; others that say something else are named. */
    private Map<String, Given> common() {
        Map<String, Given> common = new TreeMap<>();
        List<Server> servers = backend.servers();
        boolean checked = isChecked();
        for (String key : COMMON) {
            Given first = servers.get(0).options().get(key);
            for (Server server : servers) {
                Given own = server.options().get(key);
                String said = own == null ? "its default" : own.text();
                if (!said.equals(first == null ? "its default" : first.text())) {
                    String taken = first == null ? "the default" : "`" + first.text() + "`";
                    note(
                            own == null ? server.name() : own,
                            "server `" + server.name().text() + "` has `" + key + "` " + said + "; for all " + taken
                                    + " is taken");
                }
            }
            if (first != null && (checked || key.equals("slowstart"))) {
                common.put(key, first);
            }
        }
        return common;
    }

    private void note(Given at, String what) {
        findings.add(new Finding(Kind.MAY_AFFECT_FAILOVER, at.place(), what));
    }
}
