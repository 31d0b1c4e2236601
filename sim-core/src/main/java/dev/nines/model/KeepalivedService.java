package dev.nines.model;

import dev.nines.kernel.Group;
import dev.nines.model.spec.KeepalivedSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A virtual address kept by keepalived on its nodes. */
final class KeepalivedService implements AddressOwner {
    static final int VRRP_HAS_NO_PORT = 0;

    final KeepalivedSpec spec;
    final World world;
    final Group group;
    final int address;
    final List<KeepalivedNode> nodes = new ArrayList<>();
    private final int ownersTimer;
    private final List<Consumer<HostModel>> onMaster = new ArrayList<>();

    KeepalivedService(World world, KeepalivedSpec spec, SyncGroups syncGroups) {
        this.world = world;
        this.spec = spec;
        group = spec.syncGroup().isEmpty() ? world.sim.group(spec.name()) : syncGroups.group(spec.syncGroup());
        address = world.network.addAddress(spec.name());
        for (KeepalivedSpec.Instance instance : spec.instances()) {
            nodes.add(new KeepalivedNode(this, instance, nodes.size(), syncGroups));
        }
        ownersTimer = world.sim.timer(group, (op, arg) -> stillTwoOwners(), 0, 0);
        group.stationary(new VrrpCalm(this));
    }

    /** Two nodes hold the address, and it is not yet known whether that lasts. */
    boolean twoOwners() {
        return world.sim.armed(ownersTimer);
    }

    /** A node starts, or goes on after standing still: who was heard when is not told by the adverts. */
    void advertsUnknown(KeepalivedNode node) {
        for (KeepalivedNode peer : nodes) {
            if (peer != node) {
                node.advertsTo(peer).unknown();
                peer.advertsTo(node).unknown();
            }
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
        return VRRP_HAS_NO_PORT;
    }

    @Override
    public List<KeepalivedNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        int able = 0;
        for (int i = 0; i < nodes.size(); i++) {
            able += nodes.get(i).able() ? 1 : 0;
        }
        return able >= 2;
    }

    @Override
    public int inCharge() {
        for (KeepalivedNode node : nodes) {
            if (node.isMaster()) {
                return node.host.index;
            }
        }
        return -1;
    }

    /** Somebody put the address on an interface. Two owners for longer than an advert takes are a violation. */
    void owned() {
        if (world.network.owners(address) > 1) {
            world.sim.arm(ownersTimer, 2 * spec.advertIntNanos());
        }
    }

    private void stillTwoOwners() {
        if (world.network.owners(address) > 1) {
            world.violate("vip-single-owner", spec.name() + " has two owners");
        }
    }

    @Override
    public void bothMasters(boolean on) {
        for (KeepalivedNode node : nodes) {
            node.forceMaster(on);
        }
    }

    @Override
    public void onMaster(Consumer<HostModel> script) {
        onMaster.add(script);
    }

    void becameMaster(HostModel host) {
        for (int i = 0; i < onMaster.size(); i++) {
            onMaster.get(i).accept(host);
        }
    }
}
