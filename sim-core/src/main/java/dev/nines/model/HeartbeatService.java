package dev.nines.model;

import dev.nines.kernel.Group;
import dev.nines.model.spec.HeartbeatSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A virtual address that the first node of a list holds which its failure detector does not suspect. */
final class HeartbeatService implements AddressOwner {
    final World world;
    final HeartbeatSpec spec;
    final Group group;
    final int address;
    final List<HeartbeatNode> nodes = new ArrayList<>();
    final Suspicions suspicions;
    private final List<Consumer<HostModel>> onMaster = new ArrayList<>();
    private final int ownersTimer;

    HeartbeatService(World world, HeartbeatSpec spec) {
        this.world = world;
        this.spec = spec;
        group = world.sim.group(spec.name());
        address = world.network.addAddress(spec.name());
        for (String host : spec.nodes()) {
            nodes.add(new HeartbeatNode(this, world.host(host), nodes.size()));
        }
        suspicions = new Suspicions(world, group, spec.name(), nodes.size());
        ownersTimer = world.sim.timer(group, (op, arg) -> stillTwoOwners(), 0, 0);
        group.stationary(new HeartbeatCalm(this));
    }

    /** Two nodes hold the address, and it is not yet known whether that lasts. */
    boolean twoOwners() {
        return world.sim.armed(ownersTimer);
    }

    /** A node starts, or goes on after standing still: who was heard when is not told by the beats. */
    void beatsUnknown(HeartbeatNode node) {
        for (HeartbeatNode peer : nodes) {
            if (peer != node) {
                node.beatsTo(peer).unknown();
                peer.beatsTo(node).unknown();
            }
        }
    }

    @Override
    public void onMaster(Consumer<HostModel> script) {
        onMaster.add(script);
    }

    void took(HeartbeatNode node) {
        world.network.own(node.host.index, address);
        world.network.gratuitousArp(node.host.index, address);
        if (world.network.owners(address) > 1) {
            world.sim.arm(ownersTimer, 2 * spec.intervalNanos());
        }
        for (int i = 0; i < onMaster.size(); i++) {
            onMaster.get(i).accept(node.host);
        }
        world.note();
    }

    private void stillTwoOwners() {
        if (world.network.owners(address) > 1) {
            world.violate("vip-single-owner", spec.name() + " has two owners");
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public List<HeartbeatNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        int running = 0;
        for (int i = 0; i < nodes.size(); i++) {
            running += nodes.get(i).inReach() ? 1 : 0;
        }
        return running >= 2;
    }

    @Override
    public int inCharge() {
        for (HeartbeatNode node : nodes) {
            if (node.running() && world.network.owns(node.host.index, address)) {
                return node.host.index;
            }
        }
        return -1;
    }
}
