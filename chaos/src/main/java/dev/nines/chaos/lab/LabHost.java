package dev.nines.chaos.lab;

import java.util.List;

/**
 * A host of a lab.
 *
 * @param name in the design; {@code client} for the host that probes are sent from
 * @param port of the switch, where its cable is
 * @param addresses IPv4, of its one interface
 */
public record LabHost(String name, String port, List<String> addresses) {
    public LabHost {
        addresses = List.copyOf(addresses);
    }
}
