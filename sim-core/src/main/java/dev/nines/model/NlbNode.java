package dev.nines.model;

import dev.nines.model.spec.NlbSpec;
import java.util.ArrayList;
import java.util.List;

/** One node of an L4 balancer: a listener with its target group per port. */
final class NlbNode extends Process {
    private final List<TargetGroupDriver> groups = new ArrayList<>();
    private boolean first = true;

    NlbNode(NlbService nlb, HostModel host) {
        super(nlb.world, host, nlb.name());
        for (NlbSpec.TargetGroup group : nlb.spec.targetGroups()) {
            groups.add(new TargetGroupDriver(this, nlb.spec, group));
        }
    }

    @Override
    long startNanos() {
        return 0;
    }

    @Override
    void onStarted() {
        for (TargetGroupDriver group : groups) {
            group.start(first);
        }
        first = false;
    }

    @Override
    void onKilled(Death death) {
        for (TargetGroupDriver group : groups) {
            group.stop(death == Death.POWER);
        }
    }

    @Override
    void onHung() {
        // its forwarding is done by the kernel or in hardware; only the checks stand still
    }

    @Override
    void onThawed() {
        // due checks were kept as mail
    }
}
