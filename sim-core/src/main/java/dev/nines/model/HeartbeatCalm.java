package dev.nines.model;

import dev.nines.model.spec.DetectorSpec;

/** A heartbeat service is calm when everybody trusts those whom it can hear and suspects all others. */
final class HeartbeatCalm extends LossyBeats {
    private final HeartbeatService service;
    /** 0: not a fixed time-out, so that the gaps heard before decide too. */
    private final long timeoutNanos;

    HeartbeatCalm(HeartbeatService service) {
        super(service.world, service.spec.intervalNanos(), Detectors.CLOCK_NANOS);
        this.service = service;
        timeoutNanos = service.spec.detector() instanceof DetectorSpec.Fixed fixed
                ? Detectors.roundedUp(fixed.timeoutNanos())
                : 0;
    }

    @Override
    boolean settled() {
        if (timeoutNanos == 0) {
            return refuse("its detector judges by the gaps that it has seen");
        }
        boolean settled = !service.twoOwners();
        for (int i = 0; settled && i < service.nodes.size(); i++) {
            HeartbeatNode node = service.nodes.get(i);
            settled = node.state() == Process.State.DOWN || (node.running() && knows(node));
        }
        return settled;
    }

    private boolean knows(HeartbeatNode node) {
        for (int i = 0; i < service.nodes.size(); i++) {
            HeartbeatNode peer = service.nodes.get(i);
            if (peer != node) {
                BeatLuck beats = peer.beatsTo(node);
                boolean beating = peer.running()
                        && service.world.network.lossProbability(beats.from, beats.to, beats.traffic) < 1;
                if (node.trusts(peer) != beating || (beating && peer.nextBeatNanos() < 0)) {
                    return false;
                }
                if (beating) {
                    await(beats, timeoutNanos, peer.nextBeatNanos());
                }
            }
        }
        return true;
    }
}
