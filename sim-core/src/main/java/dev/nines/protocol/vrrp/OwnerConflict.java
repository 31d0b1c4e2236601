package dev.nines.protocol.vrrp;

/**
 * Two routers configured as address owner (255). The one with the lower address yields like any lower router; the other
 * gives it two own adverts and then 1.2 times the longer interval to do so, and lowers itself to 254 if it still hears
 * the other owner in that last period.
 */
final class OwnerConflict {

    private enum Phase {
        NONE,
        ADVERTISING,
        LISTENING
    }

    private static final int OWN_ADVERTS = 2;

    private final long ownIntervalNanos;
    private final VirtualRouter.Effects effects;
    private Phase phase = Phase.NONE;
    private int advertsLeft;
    private long otherIntervalNanos;
    private boolean heard;

    OwnerConflict(long ownIntervalNanos, VirtualRouter.Effects effects) {
        this.ownIntervalNanos = ownIntervalNanos;
        this.effects = effects;
    }

    void otherOwnerHeard(long intervalNanos) {
        otherIntervalNanos = intervalNanos;
        if (phase == Phase.NONE) {
            phase = Phase.ADVERTISING;
            advertsLeft = OWN_ADVERTS;
        } else if (phase == Phase.LISTENING) {
            heard = true;
        }
    }

    void advertSent() {
        if (phase == Phase.ADVERTISING && --advertsLeft == 0) {
            phase = Phase.LISTENING;
            heard = false;
            long longer = Math.max(ownIntervalNanos, otherIntervalNanos);
            effects.arm(VirtualRouter.Timer.OWNER_CONFLICT, longer + longer / 5);
        }
    }

    /** True when the other owner persists and this router must lower itself. */
    boolean onTimer() {
        boolean persists = phase == Phase.LISTENING && heard;
        clear();
        return persists;
    }

    void reset() {
        if (phase == Phase.LISTENING) {
            effects.disarm(VirtualRouter.Timer.OWNER_CONFLICT);
        }
        clear();
    }

    private void clear() {
        phase = Phase.NONE;
        advertsLeft = 0;
        otherIntervalNanos = 0;
        heard = false;
    }

    long fingerprint(long h) {
        long f = Mix.in(h, phase.ordinal() | (heard ? 4 : 0));
        return Mix.in(Mix.in(f, advertsLeft), otherIntervalNanos);
    }
}
