package dev.nines.chaos.live;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.ServiceSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a daemon plays in a design, and where. Everything else it takes from the design, as the simulator does.
 *
 * @param node the host of the design that it runs on
 * @param addresses IPv4, by host of the design
 * @param virtual addresses that move, each with the length of its prefix; empty: none
 * @param device the interface that carries them
 * @param port of UDP between nodes, or of the servers that are checked
 */
record Role(
        Design design,
        ServiceSpec service,
        String node,
        Map<String, String> addresses,
        List<String> virtual,
        String device,
        int port) {
    Role {
        addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
        virtual = List.copyOf(virtual);
    }

    /** As traces name it. */
    String name() {
        return service.name() + "@" + node;
    }

    String address(String host) {
        return addresses.getOrDefault(host, "");
    }

    /** The place of the node in the service's list. */
    int index() {
        return service.nodes().indexOf(node);
    }
}
