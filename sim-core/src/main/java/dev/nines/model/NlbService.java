package dev.nines.model;

import dev.nines.model.spec.NlbSpec;
import java.util.ArrayList;
import java.util.List;

/** An L4 network load balancer on its nodes. */
final class NlbService implements Service {
    final World world;
    final NlbSpec spec;
    private final AddressOwner vip;
    private final List<NlbNode> nodes = new ArrayList<>();

    NlbService(World world, NlbSpec spec) {
        this.world = world;
        this.spec = spec;
        vip = spec.behind().isEmpty() ? null : (AddressOwner) world.service(spec.behind());
        for (String host : spec.nodes()) {
            nodes.add(new NlbNode(this, world.host(host)));
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
        return spec.targetGroups().get(0).port();
    }

    @Override
    public List<NlbNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        List<Service> needs = new ArrayList<>();
        if (vip != null) {
            needs.add(vip);
        }
        for (NlbSpec.TargetGroup group : spec.targetGroups()) {
            needs.add(world.service(group.targets()));
        }
        return needs;
    }

    @Override
    public boolean protectedNow() {
        int running = 0;
        for (int i = 0; i < nodes.size(); i++) {
            running += nodes.get(i).running() || nodes.get(i).host.managed ? 1 : 0;
        }
        if (running < 2 && !nodes.get(0).host.managed) {
            return false;
        }
        List<NlbSpec.TargetGroup> groups = spec.targetGroups();
        for (int i = 0; i < groups.size(); i++) {
            if (registeredAndRunning(groups.get(i)) < 2) {
                return false;
            }
        }
        return true;
    }

    /** A listener with one target has no spare, however many nodes its service has. */
    private int registeredAndRunning(NlbSpec.TargetGroup group) {
        List<? extends Process> targets = world.service(group.targets()).processes();
        int count = 0;
        for (int i = 0; i < targets.size(); i++) {
            Process target = targets.get(i);
            count += target.running() && group.registered().contains(target.host.name) ? 1 : 0;
        }
        return count;
    }
}
