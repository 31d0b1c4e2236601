package dev.nines.chaos.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A running lab, as {@code lab.json} keeps it.
 *
 * @param nines version of this format
 * @param design with its variant
 * @param rootless runs in one user namespace
 * @param keeper outermost process, which removes the folder at the end
 * @param root first process of the lab
 * @param cables first process of the host whose interfaces are the ports of the switch
 * @param virtual address by the service that keeps it
 * @param versions by product
 * @param standIns and {@code differences}: where the lab is not the design
 */
public record LabState(
        int nines,
        String design,
        String title,
        String inputHash,
        boolean rootless,
        Living keeper,
        Living root,
        Living cables,
        List<Host> hosts,
        Map<String, String> virtual,
        List<Daemon> daemons,
        List<Entry> entries,
        Map<String, String> versions,
        List<String> standIns,
        List<String> differences) {
    static final int FORMAT = 2;

    public LabState {
        hosts = List.copyOf(hosts);
        virtual = Collections.unmodifiableMap(new LinkedHashMap<>(virtual));
        daemons = List.copyOf(daemons);
        entries = List.copyOf(entries);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        standIns = List.copyOf(standIns);
        differences = List.copyOf(differences);
    }

    /**
     * A process and its namespaces.
     *
     * @param started in clock ticks since boot
     * @param network its network namespace, as the kernel names it
     */
    public record Living(long pid, long started, String network) {
        static Living of(long pid) {
            long started = Proc.started(pid).orElseThrow(() -> new LabRefused("process " + pid + " of the lab ended"));
            return new Living(pid, started, Proc.network(pid).orElse(""));
        }

        boolean isAlive() {
            return Proc.isAlive(pid, started);
        }

        /** True if it has ended, after five seconds at most. */
        boolean awaitEnd() {
            return Patience.until(Duration.ofSeconds(5), () -> !isAlive());
        }
    }

    /** A host and its first process. */
    public record Host(String name, String port, List<String> addresses, Living process) {
        public Host {
            addresses = List.copyOf(addresses);
        }
    }

    public Host host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name));
    }

    public boolean isUp() {
        return root.isAlive();
    }

    /** The keeper and all first processes. */
    List<Living> processes() {
        List<Living> all = new ArrayList<>(List.of(keeper, root, cables));
        hosts.forEach(host -> all.add(host.process()));
        return all;
    }
}
