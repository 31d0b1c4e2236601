package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@code haproxy.cfg} says, with the settings of {@code defaults} put where they apply.
 *
 * @param global settings of the global section, by the language's keys
 * @param proxies frontends, backends and listens in file order
 * @param findings what is not modelled, or without effect
 */
public record HaproxyCfg(Source source, Map<String, Given> global, List<Proxy> proxies, List<Finding> findings) {
    public HaproxyCfg {
        proxies = List.copyOf(proxies);
        findings = List.copyOf(findings);
    }

    /** @throws dev.nines.scenario.problem.Problems with everything that HAProxy 2.6 would refuse */
    public static HaproxyCfg read(String text, String fileName) {
        return read(new Source(fileName, text));
    }

    /** As {@link #read(String, String)}. */
    public static HaproxyCfg read(Source source) {
        return new HaproxyReader(source).read();
    }

    /** The proxies that have servers. */
    public List<Proxy> backends() {
        return proxies.stream().filter(p -> !p.servers().isEmpty()).toList();
    }

    /** The frontend that sends to a backend; a listen is its own. */
    public Optional<Proxy> frontendOf(Proxy backend) {
        if (backend.kind() == Kind.LISTEN) {
            return Optional.of(backend);
        }
        return proxies.stream()
                .filter(p -> p.targets().stream()
                        .anyMatch(t -> t.text().equals(backend.name().text())))
                .findFirst();
    }

    public enum Kind {
        DEFAULTS,
        FRONTEND,
        BACKEND,
        LISTEN
    }

    /**
     * A section.
     *
     * @param settings by the language's keys: {@code retries}, {@code timeout.connect}
     * @param check how {@code check} checks when an option says it: tcp or http
     * @param binds addresses as written: {@code *:80}
     * @param targets backends of default_backend and use_backend
     */
    public record Proxy(
            Kind kind,
            Given name,
            Map<String, Given> settings,
            Optional<Given> check,
            List<Given> binds,
            List<Given> targets,
            List<Server> servers) {
        public Proxy {
            binds = List.copyOf(binds);
            targets = List.copyOf(targets);
            servers = List.copyOf(servers);
        }
    }

    /**
     * A {@code server} line with the default-server before it.
     *
     * @param address without port
     * @param port 0: none
     * @param options by the language's keys, and {@code check} when it is checked
     */
    public record Server(Given name, String address, int port, Map<String, Given> options) {
        public boolean checked() {
            return options.containsKey("check");
        }
    }
}
