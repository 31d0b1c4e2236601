package dev.nines.scenario.config;

import dev.nines.scenario.config.HaproxyCfg.Kind;
import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.config.HaproxyCfg.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A section of an {@code haproxy.cfg} while its lines are read. */
final class ProxyBuilder {
    final Kind kind;
    final Word name;
    final Map<String, Given> settings = new TreeMap<>();
    final Map<String, Given> serverDefaults = new TreeMap<>();
    final List<Given> binds = new ArrayList<>();
    final List<Given> targets = new ArrayList<>();
    final List<Server> servers = new ArrayList<>();
    Optional<Given> check = Optional.empty();

    /** @param name the section's name; its keyword when it has none */
    ProxyBuilder(Kind kind, Word name) {
        this.kind = kind;
        this.name = name;
    }

    /** With everything that a section takes from {@code defaults}. */
    ProxyBuilder inherit(ProxyBuilder defaults) {
        settings.putAll(defaults.settings);
        serverDefaults.putAll(defaults.serverDefaults);
        check = defaults.check;
        if (kind != Kind.BACKEND) {
            targets.addAll(defaults.targets);
        }
        return this;
    }

    boolean hasServers() {
        return kind == Kind.BACKEND || kind == Kind.LISTEN;
    }

    Proxy build() {
        return new Proxy(
                kind, name.given(), java.util.Collections.unmodifiableMap(settings), check, binds, targets, servers);
    }
}
