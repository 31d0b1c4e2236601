package dev.nines.chaos.live;

import dev.nines.protocol.replication.PromotionConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a promotion manager reads from its file.
 *
 * @param service name of the database in the design
 * @param nodes in their order; the first is the primary unless the record says otherwise
 * @param record file that remembers the primary, and who may contradict it, from one start to the next
 * @param agents by node, who move the address of the primary; empty: it has none
 * @param pidfile written when the manager runs; empty: none
 */
record PromotionSettings(
        String service,
        Map<String, Endpoint> nodes,
        String user,
        String password,
        PromotionConfig config,
        Path record,
        Map<String, Endpoint> agents,
        Optional<Path> pidfile) {
    PromotionSettings {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }

    List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** When a question is given up: later than the machine gives up the ping, which so decides. */
    long askNanos() {
        return 2 * config.checkTimeoutNanos() + 500_000_000L;
    }
}
