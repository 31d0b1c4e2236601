package dev.nines.chaos.lab.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a design's parts are reached.
 *
 * @param hosts IPv4 address by host
 * @param virtual IPv4 address by the keepalived service that keeps it
 */
public record Addresses(Map<String, String> hosts, Map<String, String> virtual) {
    public static final int PREFIX_LENGTH = 24;
    /** Every host's one interface. */
    public static final String INTERFACE = "eth0";

    public Addresses {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        virtual = Collections.unmodifiableMap(new LinkedHashMap<>(virtual));
    }

    /** @throws IllegalArgumentException if the host has none */
    public String host(String name) {
        return Optional.ofNullable(hosts.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no address of host " + name));
    }

    /** The address that a service on this host binds: the virtual one that it is behind, else the host's own. */
    public String bound(String behind, String host) {
        return Optional.ofNullable(virtual.get(behind)).orElseGet(() -> host(host));
    }
}
