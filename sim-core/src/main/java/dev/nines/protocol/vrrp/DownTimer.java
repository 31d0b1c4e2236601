package dev.nines.protocol.vrrp;

import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;

/**
 * How long a BACKUP waits before it promotes itself: Skew_Time, Down_Interval (RFC 9568 section 6.1), keepalived's
 * preempt_delay and vrrp_startup_delay.
 */
final class DownTimer {

    private enum Preempt {
        NOT_STARTED,
        RUNNING,
        OVER
    }

    private static final int SKEW_STEPS = 256;
    private static final long SKEW_STEP_V2_NANOS = 1_000_000_000L / SKEW_STEPS;
    /** "The simplest way to become master is to timeout from the backup state very quickly" (vrrp_scheduler.c). */
    private static final long OWNER_DOWN_TIMER_NANOS = 1_000L;

    private final VirtualRouterConfig config;
    private final VirtualRouter.Effects effects;
    private long masterAdverIntNanos;
    /** keepalived's ms_down_timer: what DOWN was last set to, or what was left of it at the last ignored advert. */
    private long downTimerNanos;

    private Preempt preempt = Preempt.NOT_STARTED;
    private boolean startupDelayed;
    private Reason promotionReason = Reason.DOWN_TIMER;

    DownTimer(VirtualRouterConfig config, VirtualRouter.Effects effects) {
        this.config = config;
        this.effects = effects;
        this.masterAdverIntNanos = config.advertIntNanos();
    }

    long masterAdverIntNanos() {
        return masterAdverIntNanos;
    }

    long skewTimeNanos(int ownPriority) {
        int steps = SKEW_STEPS - ownPriority;
        return config.version() == 3 ? steps * masterAdverIntNanos / SKEW_STEPS : steps * SKEW_STEP_V2_NANOS;
    }

    long downIntervalNanos(int ownPriority) {
        return config.downTimerAdverts() * masterAdverIntNanos + skewTimeNanos(ownPriority);
    }

    /** Why the router promotes itself if DOWN ends now. */
    Reason promotionReason() {
        return promotionReason;
    }

    void onStart() {
        if (config.startupDelayNanos() > 0) {
            startupDelayed = true;
            effects.arm(Timer.STARTUP_DELAY, config.startupDelayNanos());
        }
    }

    boolean startupDelayed() {
        return startupDelayed;
    }

    void onStartupDelayEnd() {
        startupDelayed = false;
    }

    void onPreemptDelayEnd() {
        preempt = Preempt.OVER;
    }

    void resetInterval() {
        masterAdverIntNanos = config.advertIntNanos();
    }

    /** In version 2 it is the own interval: an advert with another one was rejected. */
    void adoptInterval(long intervalNanos) {
        masterAdverIntNanos = intervalNanos;
    }

    /** The router enters BACKUP. */
    void start(int ownPriority) {
        promotionReason = Reason.DOWN_TIMER;
        restart(ownPriority);
    }

    /** The router enters BACKUP as an address owner on its way to MASTER. */
    void startAsOwner() {
        promotionReason = Reason.OWNER;
        set(OWNER_DOWN_TIMER_NANOS);
    }

    /** A whole Down_Interval from now. */
    void restart(int ownPriority) {
        set(downIntervalNanos(ownPriority));
    }

    void onPriorityZero(int ownPriority) {
        promotionReason = Reason.PRIORITY_ZERO;
        set(skewTimeNanos(ownPriority));
    }

    boolean accepts(int priority, int ownPriority) {
        return !config.preempt()
                || priority >= ownPriority
                || (config.preemptDelayNanos() > 0 && preempt != Preempt.OVER);
    }

    void accept(int priority, long intervalNanos, int ownPriority) {
        adoptInterval(intervalNanos);
        promotionReason = Reason.DOWN_TIMER;
        if (priority >= ownPriority) {
            stopPreemptDelay();
        } else if (config.preemptDelayNanos() > 0 && preempt == Preempt.NOT_STARTED) {
            preempt = Preempt.RUNNING;
            effects.arm(Timer.PREEMPT_DELAY, config.preemptDelayNanos());
        }
        restart(ownPriority);
    }

    /** A lower advert that this router preempts. */
    void onLowerAdvert() {
        promotionReason = Reason.PREEMPTED;
        ignoreAdvert();
    }

    /** DOWN keeps running, but keepalived notes how much of it is left. */
    void ignoreAdvert() {
        downTimerNanos = Math.max(0, effects.remainingNanos(Timer.DOWN));
    }

    /** A change of priority moves DOWN by the difference to the value last noted (vrrp_set_effective_priority). */
    void onPriorityChange(int ownPriority, boolean running) {
        long before = downTimerNanos;
        downTimerNanos = downIntervalNanos(ownPriority);
        if (running) {
            long left = effects.remainingNanos(Timer.DOWN) + downTimerNanos - before;
            effects.arm(Timer.DOWN, Math.max(0, left));
        }
    }

    /** The router leaves BACKUP. */
    void stop() {
        effects.disarm(Timer.DOWN);
        stopPreemptDelay();
    }

    private void stopPreemptDelay() {
        if (preempt == Preempt.RUNNING) {
            effects.disarm(Timer.PREEMPT_DELAY);
        }
        preempt = Preempt.NOT_STARTED;
    }

    private void set(long nanos) {
        downTimerNanos = nanos;
        long wait = startupDelayed ? Math.max(0, effects.remainingNanos(Timer.STARTUP_DELAY)) : 0;
        effects.arm(Timer.DOWN, wait + nanos);
    }

    long fingerprint(long h) {
        long f = Mix.in(h, masterAdverIntNanos);
        f = Mix.in(f, downTimerNanos);
        f = Mix.in(f, preempt.ordinal() | (startupDelayed ? 4 : 0));
        return Mix.in(f, promotionReason.ordinal());
    }
}
