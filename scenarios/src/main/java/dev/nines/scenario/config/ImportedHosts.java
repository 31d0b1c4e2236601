package dev.nines.scenario.config;

import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.config.HaproxyCfg.Server;
import dev.nines.scenario.config.KeepalivedConf.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The machines that configuration files speak of: one per keepalived.conf, one per server address. */
final class ImportedHosts {
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    /** What is known of a host, in the order of the file that is written. */
    private final Map<String, String> remarks = new LinkedHashMap<>();

    private final List<String> balancers = new ArrayList<>();
    private final Map<String, String> byAddress = new TreeMap<>();
    private final Map<Proxy, Map<String, String>> servers = new LinkedHashMap<>();
    private final boolean named;

    ImportedHosts(List<KeepalivedConf> confs, Optional<HaproxyCfg> cfg) {
        Set<String> ids = new LinkedHashSet<>();
        confs.forEach(c -> c.routerId().ifPresent(id -> ids.add(Names.free(id.text(), List.of()))));
        named = !confs.isEmpty() && ids.size() == confs.size();
        for (int i = 0; i < Math.max(1, confs.size()); i++) {
            String name = named ? List.copyOf(ids).get(i) : "lb" + (i + 1);
            String from = confs.isEmpty()
                    ? "where HAProxy runs"
                    : "the host of " + confs.get(i).source().file();
            add(name, from);
            if (!confs.isEmpty()) {
                addresses(confs.get(i), name);
            }
        }
        if (confs.size() == 1) {
            add(Names.free(named ? "peer" : "lb2", remarks.keySet()), "its peer, whose keepalived.conf was not given");
        }
        cfg.ifPresent(c -> c.backends().forEach(this::servers));
    }

    private void add(String name, String from) {
        balancers.add(name);
        remarks.put(name, from);
    }

    private void addresses(KeepalivedConf conf, String host) {
        for (Instance instance : conf.instances()) {
            instance.unicastSource().ifPresent(a -> byAddress.putIfAbsent(a.text(), host));
        }
    }

    private void servers(Proxy backend) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (Server server : backend.servers()) {
            String name = server.name().text();
            String known = LOCAL.contains(server.address()) ? null : byAddress.get(server.address());
            if (known == null || hosts.containsValue(known)) {
                known = Names.free(name, remarks.keySet());
                remarks.put(known, server.name().where() + ", " + server.address());
                byAddress.putIfAbsent(server.address(), known);
            }
            hosts.put(name, known);
        }
        servers.put(backend, hosts);
    }

    /** Their names, and where each comes from. */
    Map<String, String> remarks() {
        return remarks;
    }

    /** Hosts of keepalived and HAProxy, in the order of the files; a guessed peer is the last. */
    List<String> balancers() {
        return List.copyOf(balancers);
    }

    /** False: the names of the balancers are ours. */
    boolean named() {
        return named;
    }

    /** Hosts of a backend's servers, by the servers' names. */
    Map<String, String> of(Proxy backend) {
        return servers.getOrDefault(backend, Map.of());
    }
}
