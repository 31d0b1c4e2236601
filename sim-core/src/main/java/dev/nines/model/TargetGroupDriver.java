package dev.nines.model;

import dev.nines.kernel.RandomStream;
import dev.nines.model.spec.NlbSpec;
import dev.nines.network.Connection;
import dev.nines.network.Forwarder;
import dev.nines.protocol.balancer.TargetPicker;
import dev.nines.protocol.balancer.TargetPickerConfig;
import dev.nines.protocol.healthcheck.TargetCheckConfig;

/** One listener of an L4 balancer with its targets and their checks. */
final class TargetGroupDriver implements Forwarder {
    private final NlbNode node;
    private final NlbSpec nlb;
    private final NlbSpec.TargetGroup spec;
    private final TargetPickerConfig pickerConfig;
    private final TargetCheckDriver[] checks;
    private final RandomStream flows;
    private TargetPicker picker;

    TargetGroupDriver(NlbNode node, NlbSpec nlb, NlbSpec.TargetGroup spec) {
        this.node = node;
        this.nlb = nlb;
        this.spec = spec;
        flows = node.sim.stream(node.name() + ":" + spec.name(), "flow");
        pickerConfig = new TargetPickerConfig(
                spec.registered().size(),
                nlb.algorithm() == NlbSpec.Algorithm.ROUND_ROBIN
                        ? TargetPickerConfig.Algorithm.ROUND_ROBIN
                        : TargetPickerConfig.Algorithm.HASH,
                TargetPickerConfig.FlowPolicy.valueOf(nlb.onUnhealthy().name()),
                nlb.failOpen(),
                nlb.tcpIdleNanos());
        TargetCheckConfig checkConfig = new TargetCheckConfig(
                spec.intervalNanos(),
                spec.timeoutNanos(),
                spec.healthyThreshold(),
                spec.unhealthyThreshold(),
                nlb.passiveChecks(),
                0);
        checks = new TargetCheckDriver[spec.registered().size()];
        for (int i = 0; i < checks.length; i++) {
            HostModel target = node.world.host(spec.registered().get(i));
            checks[i] = new TargetCheckDriver(node, this, i, target, spec, checkConfig);
        }
    }

    /** @param healthy the targets were in service before the trial began */
    void start(boolean healthy) {
        picker = new TargetPicker(pickerConfig);
        node.world.network.forward(node.host.index, spec.port(), this);
        for (TargetCheckDriver check : checks) {
            check.start(healthy);
        }
    }

    void stop(boolean powerLost) {
        for (TargetCheckDriver check : checks) {
            check.stop(powerLost);
        }
        picker = null;
        if (!powerLost) {
            node.world.network.kill(node.host.index, spec.port());
        }
    }

    // --- health ---

    void healthy(int target) {
        picker.markHealthy(target);
        node.world.note();
    }

    void unhealthy(int target) {
        picker.markUnhealthy(target);
        if (nlb.onUnhealthy() != NlbSpec.FlowPolicy.KEEP && !picker.isFailingOpen()) {
            node.world.network.resetFlows(node.host.index, spec.port(), checks[target].host());
        }
        node.world.note();
    }

    // --- flows ---

    @Override
    public int target(Connection c) {
        if (picker == null) {
            return DROP;
        }
        if (c.serverHost >= 0 && known(c.serverHost)) {
            return c.serverHost;
        }
        int hash = nlb.algorithm() == NlbSpec.Algorithm.SOURCE_HASH
                ? c.sourceKey
                : (int) (flows.nextDouble() * Integer.MAX_VALUE);
        int picked = picker.pick(hash);
        return picked < 0 ? DROP : checks[picked].host();
    }

    /** A retransmitted SYN stays with its target while that takes traffic. */
    private boolean known(int host) {
        for (int i = 0; i < checks.length; i++) {
            if (checks[i].host() == host) {
                return picker.onPacket(i, 0, 0) == i;
            }
        }
        return false;
    }

    @Override
    public int onUnknownFlow(Connection c) {
        return REFUSE;
    }

    @Override
    public void onRefused(Connection c) {
        for (TargetCheckDriver check : checks) {
            if (check.host() == c.serverHost) {
                check.trafficRefused();
            }
        }
    }

    @Override
    public void onFlowEnd(Connection c) {
        // flows are kept by the network
    }
}
