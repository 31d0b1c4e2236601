package dev.nines.chaos.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A staging system: which real machine and process each part of a scenario is. Maps keep the order of the file.
 *
 * @param file as the user named it
 * @param hash of its text
 * @param environment must be the one that the allow-file of each target names
 * @param supplies of power, by target
 * @param components by {@code service@host}
 * @param addresses of hosts and virtual addresses, by their names
 * @param probes by the service that each measures
 */
public record Inventory(
        String file,
        String hash,
        String environment,
        Map<String, Location> targets,
        Map<String, Supply> supplies,
        Map<String, Component> components,
        Map<String, String> addresses,
        Optional<Switch> cables,
        Map<String, ProbeSpec> probes,
        Limits limits,
        Safety safety) {

    /**
     * A process of a service.
     *
     * @param target where it runs
     * @param pidfile that holds the number of its first process; empty: none
     * @param start the command that starts it again; empty: nothing does
     * @param unit of systemd; empty: none
     */
    public record Component(String target, String pidfile, List<String> start, String unit) {
        public Component {
            start = List.copyOf(start);
        }
    }

    /** Where cables are: the target that is the switch, and the interface there of each host. */
    public record Switch(String target, Map<String, String> ports) {}

    /**
     * What is asked, from where, how often.
     *
     * @param from the target that asks
     * @param kind {@code http}, {@code tcp}, {@code udp} or {@code sql}
     * @param to a URL, or an address with a port
     * @param sources addresses that it asks from in turn; empty: any
     */
    public record ProbeSpec(
            String from,
            String kind,
            String to,
            List<String> sources,
            long everyNanos,
            long timeoutNanos,
            Optional<Login> login) {}

    /**
     * Who asks a database; the password is in the environment or in a file, never here.
     *
     * @param database that holds the table of writes
     */
    public record Login(
            String user, Optional<String> passwordEnvironment, Optional<String> passwordFile, String database) {}

    /**
     * What no plan may exceed.
     *
     * @param ttlNanos longest lease; empty: 60 s
     * @param targets hit at the same time
     * @param loadPerSecond requests of clients; empty: as many as a prober sends
     * @param totalOutage whether a drill may take all nodes of a service
     * @param rehearsalNanos after which the rehearsal of a target's healers must be repeated
     */
    public record Limits(
            OptionalLong ttlNanos,
            int targets,
            OptionalDouble loadPerSecond,
            boolean totalOutage,
            long rehearsalNanos) {
        static final long REHEARSAL_NANOS = 7L * 24 * 3600 * 1_000_000_000L;
    }

    /** The target of that name, which {@link InventoryReader} has checked to be there. */
    public Location location(String target) {
        Location location = targets.get(target);
        if (location == null) {
            throw new IllegalStateException("no target " + target + " in " + file);
        }
        return location;
    }
}
