package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Source;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@code keepalived.conf} says, with the values of global_defs put where they apply.
 *
 * @param routerId router_id, if there is one
 * @param findings what is not modelled, or without effect
 */
public record KeepalivedConf(
        Source source,
        Optional<Given> routerId,
        List<Script> scripts,
        List<Instance> instances,
        List<Finding> findings) {
    public KeepalivedConf {
        scripts = List.copyOf(scripts);
        instances = List.copyOf(instances);
        findings = List.copyOf(findings);
    }

    /** @throws dev.nines.scenario.problem.Problems with everything that keepalived 2.2 would not take */
    public static KeepalivedConf read(String text, String fileName) {
        return read(new Source(fileName, text));
    }

    /** As {@link #read(String, String)}. */
    public static KeepalivedConf read(Source source) {
        return new KeepalivedReader(source).read();
    }

    public Optional<Instance> instance(String name) {
        return instances.stream().filter(i -> i.name().text().equals(name)).findFirst();
    }

    public Optional<Script> script(String name) {
        return scripts.stream().filter(s -> s.name().text().equals(name)).findFirst();
    }

    /**
     * A vrrp_script.
     *
     * @param command as written
     * @param settings by the language's keys
     */
    public record Script(Given name, String command, Map<String, Given> settings) {
        public Script {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /** An entry of track_script or track_interface with its own weight. */
    public record Tracked(Given name, Map<String, Given> settings) {
        public Tracked {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /**
     * A vrrp_instance.
     *
     * @param settings by the language's keys, {@code priority} and {@code state} among them
     * @param virtualRouterId if it is written
     * @param addresses without mask
     * @param unicastSource unicast_src_ip
     */
    public record Instance(
            Given name,
            Map<String, Given> settings,
            Optional<Given> virtualRouterId,
            List<Given> addresses,
            Optional<Given> unicastSource,
            List<Given> peers,
            List<Tracked> scripts,
            List<Tracked> interfaces) {
        public Instance {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
            addresses = List.copyOf(addresses);
            peers = List.copyOf(peers);
            scripts = List.copyOf(scripts);
            interfaces = List.copyOf(interfaces);
        }

        /** As keepalived takes it when it is not written (vrrp.c). */
        public int priority() {
            Given written = settings.get("priority");
            boolean master = settings.containsKey("state")
                    && settings.get("state").text().equals("MASTER");
            return written != null ? Integer.parseInt(written.text()) : master ? 255 : 100;
        }
    }
}
