package dev.nines.model;

import dev.nines.model.spec.HaproxySpec;
import java.util.ArrayList;
import java.util.List;

/** HAProxy on its nodes, each with its own view of the servers. */
final class HaproxyService implements Service {
    final World world;
    final HaproxySpec spec;
    final Service servers;
    private final AddressOwner vip;
    private final List<HaproxyNode> nodes = new ArrayList<>();

    HaproxyService(World world, HaproxySpec spec) {
        this.world = world;
        this.spec = spec;
        servers = world.service(spec.servers());
        vip = spec.behind().isEmpty() ? null : (AddressOwner) world.service(spec.behind());
        for (String host : spec.nodes()) {
            nodes.add(new HaproxyNode(this, world.host(host)));
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return vip == null ? nodes.get(0).host.index : vip.address();
    }

    @Override
    public int port() {
        return spec.port();
    }

    @Override
    public List<HaproxyNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        return vip == null ? List.of(servers) : List.of(vip, servers);
    }

    @Override
    public boolean protectedNow() {
        int running = 0;
        for (int i = 0; i < nodes.size(); i++) {
            running += nodes.get(i).inReach() ? 1 : 0;
        }
        return running >= 2;
    }
}
