package dev.nines.model;

import dev.nines.kernel.Group;
import dev.nines.protocol.vrrp.SyncGroup;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** vrrp_sync_group by name and host: the instances of different services that move together on one node. */
final class SyncGroups {
    private final World world;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, OnHost> onHosts = new LinkedHashMap<>();

    private static final class OnHost {
        private SyncGroup coordinator = new SyncGroup();
        private final Set<String> joined = new LinkedHashSet<>();
    }

    SyncGroups(World world) {
        this.world = world;
    }

    /** One interaction group for all services of a sync group. */
    Group group(String name) {
        return groups.computeIfAbsent(name, key -> world.sim.group("sync:" + key));
    }

    /** The coordinator on a host; a service that joins again was restarted, and with it the daemon. */
    SyncGroup join(String name, HostModel host, String service) {
        OnHost onHost = onHosts.computeIfAbsent(name + "@" + host.name, key -> new OnHost());
        if (!onHost.joined.add(service)) {
            onHost.coordinator = new SyncGroup();
            onHost.joined.clear();
            onHost.joined.add(service);
        }
        return onHost.coordinator;
    }
}
