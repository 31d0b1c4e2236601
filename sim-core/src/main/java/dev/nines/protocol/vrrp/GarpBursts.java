package dev.nines.protocol.vrrp;

import dev.nines.protocol.vrrp.VirtualRouter.Timer;

/** When a MASTER sends gratuitous ARPs (keepalived vrrp.c: vrrp_state_become_master, vrrp_state_master_tx). */
final class GarpBursts {

    private final VirtualRouterConfig.Garp config;
    private final VirtualRouter.Effects effects;
    /** The refresh period is over; the burst goes out with the next advert. */
    private boolean refreshDue;

    private boolean lowerPrioPending;

    GarpBursts(VirtualRouterConfig.Garp config, VirtualRouter.Effects effects) {
        this.config = config;
        this.effects = effects;
    }

    void onPromotion() {
        burst(config.masterRepeat());
        if (config.masterDelayNanos() > 0) {
            effects.arm(Timer.GARP_DELAY, config.masterDelayNanos());
        }
        if (config.masterRefreshNanos() > 0) {
            effects.arm(Timer.GARP_REFRESH, config.masterDelayNanos() + config.masterRefreshNanos());
        }
    }

    void onLowerAdvert() {
        if (config.lowerPrioRepeat() == 0) {
            return;
        }
        burst(config.lowerPrioRepeat());
        if (config.lowerPrioDelayNanos() > 0 && !lowerPrioPending) {
            lowerPrioPending = true;
            effects.arm(Timer.GARP_LOWER_PRIO, config.lowerPrioDelayNanos());
        }
    }

    void onAdvertSent() {
        if (refreshDue) {
            refreshDue = false;
            burst(config.masterRefreshRepeat());
            effects.arm(Timer.GARP_REFRESH, config.masterRefreshNanos());
        }
    }

    void onTimer(Timer timer) {
        switch (timer) {
            case GARP_DELAY -> burst(config.masterRepeat());
            case GARP_REFRESH -> refreshDue = true;
            case GARP_LOWER_PRIO -> {
                lowerPrioPending = false;
                burst(config.lowerPrioRepeat());
            }
            default -> throw new IllegalArgumentException("not a GARP timer: " + timer);
        }
    }

    void onLeavingMaster() {
        refreshDue = false;
        lowerPrioPending = false;
        effects.disarm(Timer.GARP_DELAY);
        effects.disarm(Timer.GARP_REFRESH);
        effects.disarm(Timer.GARP_LOWER_PRIO);
    }

    private void burst(int packetsPerAddress) {
        if (packetsPerAddress > 0) {
            effects.sendGratuitousArps(packetsPerAddress);
        }
    }

    long fingerprint(long h) {
        return Mix.in(h, (refreshDue ? 1 : 0) | (lowerPrioPending ? 2 : 0));
    }
}
