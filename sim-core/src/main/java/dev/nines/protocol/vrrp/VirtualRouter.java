package dev.nines.protocol.vrrp;

import java.util.List;

/**
 * One VRRP instance on one node as keepalived runs it (vrrp.c, vrrp_scheduler.c, vrrp_track.c); the state machine of
 * RFC 9568 section 6.4 with keepalived's additions: FAULT, tracking, sync groups, preempt_delay, GARP bursts.
 *
 * <p>Life: construct, optionally {@link SyncGroup#add} and {@link #onFault}, then {@link #onStart}. When the process
 * and its child are killed together nothing is sent and the addresses stay on the node: the driver just drops the
 * machine. Adverts that the receiving socket would drop (authentication, TTL, checksum, version, unicast mix) are
 * reported by {@link #onRejectedAdvert}; a version 2 advert with another interval is rejected by the machine itself.
 *
 * <p>A stopped process (SIGSTOP) gets no event. When it continues, the adverts waiting in its socket come first, oldest
 * first, and only then the timers that are still due: keepalived waits for an advert and for DOWN or ADVERT in one call,
 * and data wins (lib/scheduler.c). So a BACKUP that was stopped does not promote itself while a MASTER is heard.
 */
public final class VirtualRouter {

    /** keepalived's names: RFC 9568 says Initialize, Backup and Active; FAULT and STOP are keepalived's own. */
    public enum State {
        INIT,
        BACKUP,
        MASTER,
        FAULT,
        /** Ended by a signal; every later event is ignored. */
        STOP
    }

    public enum Timer {
        /** BACKUP: no acceptable advert until now means promotion (Down_Timer). */
        DOWN,
        /** MASTER: time of the next advert (Adver_Timer). */
        ADVERT,
        /** BACKUP: end of preempt_delay. */
        PREEMPT_DELAY,
        /** MASTER: second burst of gratuitous ARP, garp_master_delay after promotion. */
        GARP_DELAY,
        /** MASTER: the next periodic burst is due; it goes out with the next advert. */
        GARP_REFRESH,
        /** MASTER: second burst after a lower advert. */
        GARP_LOWER_PRIO,
        /** End of vrrp_startup_delay. */
        STARTUP_DELAY,
        /** MASTER: end of the wait in a conflict of two address owners. */
        OWNER_CONFLICT
    }

    /** Why the state changed. */
    public enum Reason {
        /** INIT ends because nothing holds the router back. */
        STARTUP,
        /** Promotion: the adverts of the MASTER stayed out for a whole Down_Interval. */
        DOWN_TIMER,
        /** Promotion: the MASTER resigned with priority 0, Skew_Time ago. */
        PRIORITY_ZERO,
        /** Promotion: the MASTER still advertises, but with a lower priority. */
        PREEMPTED,
        /** Promotion of an address owner at start or after FAULT. */
        OWNER,
        /** A MASTER heard a higher priority, or an equal one from a higher address. */
        HIGHER_ADVERT,
        /** The first fault reason appeared. */
        FAULT,
        /** The last fault reason cleared. */
        FAULT_CLEARED,
        /** Another member of the sync group pulled this one along. */
        SYNC_GROUP,
        /** SIGTERM. */
        SHUTDOWN,
        /** keepalived's parent process was killed and the kernel signalled the child. */
        PARENT_KILLED
    }

    /** What the router asks of the world. Arming replaces the earlier deadline; a replaced deadline never fires. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        /** Disarming a timer that is not armed is allowed. */
        void disarm(Timer timer);

        /** Time left of a timer that is armed, ≤ 0 when it is due; asked for DOWN and STARTUP_DELAY only. */
        long remainingNanos(Timer timer);

        /** One advert to the multicast group or to every unicast peer; never delivered to the sender. */
        void sendAdvert(int priority, long intervalNanos);

        /** Put the virtual addresses on the interface. */
        void addAddresses();

        /** Take the virtual addresses off the interface. */
        void removeAddresses();

        /** One burst of gratuitous ARP (unsolicited NA for IPv6) for every virtual address. */
        void sendGratuitousArps(int packetsPerAddress);

        /** One gratuitous ARP for the router's own address, so that unicast peers find it again. */
        void announceOwnAddress();

        /** Event MASTER_RX_LOWER_PRI of the notify scripts. */
        void lowerPriorityHeard();

        /** Called when keepalived would call its notify script: after the addresses were added or removed. */
        void stateChanged(State from, State to, Reason reason);
    }

    private final VirtualRouterConfig config;
    private final Effects effects;
    private final Tracking tracking;
    private final DownTimer down;
    private final GarpBursts garp;
    private final OwnerConflict ownerConflict;
    private SyncGroup group;

    private State state = State.INIT;
    private boolean started;
    /** keepalived's wantstate: would be MASTER if the sync group agreed. */
    private boolean wantMaster;

    private int basePriority;
    private int effectivePriority;

    public VirtualRouter(VirtualRouterConfig config, Effects effects) {
        this(config, List.of(), effects);
    }

    /** @param tracks what this instance tracks; {@link #onTrackResult} names an entry by its position here */
    public VirtualRouter(VirtualRouterConfig config, List<Track> tracks, Effects effects) {
        this.config = config;
        this.effects = effects;
        this.tracking = new Tracking(tracks);
        this.down = new DownTimer(config, effects);
        this.garp = new GarpBursts(config.garp(), effects);
        this.ownerConflict = new OwnerConflict(config.advertIntNanos(), effects);
        this.basePriority = config.priority();
        this.effectivePriority = tracking.effectivePriority(basePriority);
    }

    public State state() {
        return state;
    }

    /** Base priority plus weights within 1 … 254, or 255 for an address owner whatever the weights. */
    public int effectivePriority() {
        return effectivePriority;
    }

    /** Interval that the timers are computed from: in version 3 the one of the current MASTER. */
    public long masterAdverIntNanos() {
        return down.masterAdverIntNanos();
    }

    /** Skew_Time of the present effective priority (RFC 9568 section 6.1; in version 2 up to one second). */
    public long skewTimeNanos() {
        return down.skewTimeNanos(effectivePriority);
    }

    /** Down_Interval of the present effective priority. */
    public long downIntervalNanos() {
        return down.downIntervalNanos(effectivePriority);
    }

    // --- events ---

    /** keepalived has read its configuration. Once per machine. */
    public void onStart() {
        if (started) {
            throw new IllegalStateException("already started");
        }
        started = true;
        down.onStart();
        if (hasFault()) {
            goFault(Reason.FAULT);
        } else if (group != null && group.anyFault()) {
            goFault(Reason.SYNC_GROUP);
        } else if (mayComeUp()) {
            comeUp(Reason.STARTUP);
        }
    }

    public void onTimer(Timer timer) {
        switch (timer) {
            case DOWN -> onDownTimer();
            case ADVERT -> onAdvertTimer();
            case PREEMPT_DELAY -> down.onPreemptDelayEnd();
            case STARTUP_DELAY -> down.onStartupDelayEnd();
            case OWNER_CONFLICT -> onOwnerConflictTimer();
            case GARP_DELAY, GARP_REFRESH, GARP_LOWER_PRIO -> garp.onTimer(timer);
        }
    }

    /**
     * A well-formed advert of this VRID from another router.
     *
     * @param priority 0 … 255
     * @param intervalNanos advertisement interval in the packet
     * @param senderAddress IPv4 source address, compared as an unsigned number
     */
    public void onAdvert(int priority, long intervalNanos, int senderAddress) {
        if (config.version() == 2 && intervalNanos != config.advertIntNanos()) {
            onRejectedAdvert();
        } else if (state == State.BACKUP) {
            onAdvertAsBackup(priority, intervalNanos);
        } else if (state == State.MASTER) {
            onAdvertAsMaster(priority, intervalNanos, senderAddress);
        }
    }

    /** An advert that the packet check drops. It never keeps a BACKUP from promotion. */
    public void onRejectedAdvert() {
        if (state == State.BACKUP) {
            down.ignoreAdvert();
        } else if (state == State.MASTER) {
            rearmAdvertTimer();
        }
    }

    /**
     * A reason for FAULT appears: link down, missing source address, … Repeating a present reason changes nothing.
     *
     * @param reason 0 … 63, numbered by the driver
     */
    public void onFault(int reason) {
        boolean first = !hasFault();
        tracking.addFault(reason);
        faultAdded(first);
    }

    /** The reason is gone; the last one to go ends FAULT. */
    public void onFaultCleared(int reason) {
        boolean before = hasFault();
        tracking.clearFault(reason);
        if (before && !hasFault()) {
            tryUp();
        }
    }

    /**
     * A tracked thing changed.
     *
     * @param track position in the list given to the constructor
     */
    public void onTrackResult(int track, TrackedScript.Result result) {
        boolean faultBefore = hasFault();
        boolean awaitedBefore = awaitsFirstResult();
        tracking.setResult(track, result);
        setEffectivePriority();
        if (hasFault()) {
            faultAdded(!faultBefore);
        } else if (faultBefore || (awaitedBefore && !awaitsFirstResult())) {
            tryUp();
        }
    }

    /** SIGTERM: a MASTER resigns with priority 0. */
    public void onShutdown() {
        stop(Reason.SHUTDOWN);
    }

    /** Only keepalived's parent process was killed: the child gets a signal and resigns with priority 0. */
    public void onParentKilled() {
        stop(Reason.PARENT_KILLED);
    }

    // --- BACKUP ---

    private void onDownTimer() {
        if (state != State.BACKUP) {
            return;
        }
        wantMaster = true;
        if (group != null && !group.canGoMaster(this)) {
            down.restart(effectivePriority);
            return;
        }
        goMaster(down.promotionReason());
    }

    private void onAdvertAsBackup(int priority, long intervalNanos) {
        if (priority == VirtualRouterConfig.PRIORITY_STOP) {
            down.onPriorityZero(effectivePriority);
        } else if (down.accepts(priority, effectivePriority)) {
            wantMaster = false;
            down.accept(priority, intervalNanos, effectivePriority);
        } else {
            down.onLowerAdvert();
        }
    }

    // --- MASTER ---

    private void onAdvertTimer() {
        if (state != State.MASTER) {
            return;
        }
        effects.arm(Timer.ADVERT, config.advertIntNanos());
        advertise();
        garp.onAdvertSent();
    }

    private void advertise() {
        effects.sendAdvert(effectivePriority, config.advertIntNanos());
        ownerConflict.advertSent();
    }

    private void onAdvertAsMaster(int priority, long intervalNanos, int senderAddress) {
        if (priority == VirtualRouterConfig.PRIORITY_STOP) {
            advertise();
            rearmAdvertTimer();
            return;
        }
        int order = priority != effectivePriority
                ? priority - effectivePriority
                : Integer.compareUnsigned(senderAddress, config.ownAddress());
        if (order > 0) {
            yieldTo(intervalNanos);
            return;
        }
        if (order < 0) {
            if (priority == VirtualRouterConfig.PRIORITY_OWNER) {
                ownerConflict.otherOwnerHeard(intervalNanos);
            }
            answerLowerAdvert();
        }
        rearmAdvertTimer();
    }

    private void answerLowerAdvert() {
        if (!config.lowerPrioNoAdvert()) {
            advertise();
        }
        garp.onLowerAdvert();
        if (group != null) {
            group.lowerAdvertHeard(this);
        }
        effects.lowerPriorityHeard();
    }

    /** keepalived restarts the advert timer for every advert that it reads, even one that it drops. */
    private void rearmAdvertTimer() {
        if (!config.lowerPrioNoAdvert()) {
            effects.arm(Timer.ADVERT, config.advertIntNanos());
        }
    }

    private void yieldTo(long intervalNanos) {
        if (config.higherPrioSendAdvert()) {
            advertise();
        }
        down.adoptInterval(intervalNanos);
        leaveMaster(State.BACKUP, Reason.HIGHER_ADVERT, false);
        if (group != null) {
            group.becameBackup(this);
        }
    }

    private void onOwnerConflictTimer() {
        if (ownerConflict.onTimer()) {
            basePriority = VirtualRouterConfig.PRIORITY_OWNER - 1;
            setEffectivePriority();
        }
    }

    // --- transitions ---

    private void goMaster(Reason reason) {
        promote(reason);
        if (group != null) {
            group.becameMaster(this);
        }
    }

    /** The advert goes first: the old master must drop the addresses before the gratuitous ARPs (vrrp.c). */
    private void promote(Reason reason) {
        State from = state;
        state = State.MASTER;
        wantMaster = true;
        down.stop();
        down.resetInterval();
        effects.arm(Timer.ADVERT, config.advertIntNanos());
        advertise();
        effects.addAddresses();
        garp.onPromotion();
        effects.stateChanged(from, State.MASTER, reason);
    }

    private void leaveMaster(State to, Reason reason, boolean resign) {
        if (resign) {
            effects.sendAdvert(VirtualRouterConfig.PRIORITY_STOP, config.advertIntNanos());
        }
        effects.removeAddresses();
        effects.disarm(Timer.ADVERT);
        garp.onLeavingMaster();
        ownerConflict.reset();
        state = to;
        wantMaster = false;
        if (to == State.BACKUP) {
            down.start(effectivePriority);
        }
        effects.stateChanged(State.MASTER, to, reason);
    }

    private void goFault(Reason reason) {
        toFault(reason);
        if (group != null) {
            group.becameFault(this);
        }
    }

    private void toFault(Reason reason) {
        if (state == State.MASTER) {
            leaveMaster(State.FAULT, reason, true);
            return;
        }
        if (state == State.FAULT) {
            return;
        }
        State from = state;
        state = State.FAULT;
        wantMaster = false;
        down.stop();
        effects.stateChanged(from, State.FAULT, reason);
    }

    private void faultAdded(boolean first) {
        if (started && state != State.STOP && first) {
            goFault(Reason.FAULT);
        }
    }

    private void tryUp() {
        if (!started || (state != State.INIT && state != State.FAULT) || !mayComeUp()) {
            return;
        }
        comeUp(state == State.INIT ? Reason.STARTUP : Reason.FAULT_CLEARED);
    }

    private boolean mayComeUp() {
        return !hasFault() && !awaitsFirstResult() && (group == null || (!group.anyFault() && !group.anyAwaiting()));
    }

    /** From INIT or FAULT: an owner in state MASTER promotes at once, everybody else waits for adverts. */
    private void comeUp(Reason reason) {
        boolean owner = config.stateMaster() && basePriority == VirtualRouterConfig.PRIORITY_OWNER;
        boolean afterFault = state == State.FAULT;
        if (config.unicast()) {
            effects.announceOwnAddress();
        }
        if (owner && afterFault && !down.startupDelayed() && (group == null || group.canGoMaster(this))) {
            goMaster(Reason.OWNER);
            return;
        }
        enterBackup(reason);
        if (owner) {
            wantMaster = true;
            down.startAsOwner();
        }
        if (group != null) {
            group.becameBackup(this);
        }
    }

    private void enterBackup(Reason reason) {
        State from = state;
        state = State.BACKUP;
        wantMaster = false;
        down.resetInterval();
        down.start(effectivePriority);
        effects.stateChanged(from, State.BACKUP, reason);
    }

    private void stop(Reason reason) {
        if (state == State.STOP) {
            return;
        }
        started = true;
        effects.disarm(Timer.STARTUP_DELAY);
        if (state == State.MASTER) {
            leaveMaster(State.STOP, reason, true);
            return;
        }
        State from = state;
        state = State.STOP;
        down.stop();
        effects.stateChanged(from, State.STOP, reason);
    }

    private void setEffectivePriority() {
        int priority = tracking.effectivePriority(basePriority);
        if (priority == effectivePriority) {
            return;
        }
        effectivePriority = priority;
        down.onPriorityChange(priority, state == State.BACKUP);
    }

    // --- sync group ---

    void join(SyncGroup newGroup) {
        if (group != null || started) {
            throw new IllegalStateException("a router joins one sync group, before it starts");
        }
        group = newGroup;
    }

    boolean hasFault() {
        return tracking.hasFault();
    }

    boolean awaitsFirstResult() {
        return tracking.awaitsFirstResult();
    }

    boolean wantsMaster() {
        return wantMaster;
    }

    void pulledToMaster() {
        if (state == State.BACKUP) {
            promote(Reason.SYNC_GROUP);
        }
    }

    void pulledToBackup() {
        if (state == State.MASTER) {
            leaveMaster(State.BACKUP, Reason.SYNC_GROUP, false);
        } else if (started && (state == State.INIT || state == State.FAULT)) {
            enterBackup(Reason.SYNC_GROUP);
        }
    }

    void pulledToFault() {
        if (started && state != State.STOP) {
            toFault(Reason.SYNC_GROUP);
        }
    }

    void refreshNeighboursAfterLowerAdvert() {
        if (state == State.MASTER) {
            garp.onLowerAdvert();
        }
    }

    /** Mixes everything that decides future behaviour, except the timers, into the hash. */
    public long fingerprint(long h) {
        long f = Mix.in(h, state.ordinal());
        f = Mix.in(f, (started ? 1 : 0) | (wantMaster ? 2 : 0));
        f = Mix.in(f, basePriority);
        f = Mix.in(f, effectivePriority);
        return ownerConflict.fingerprint(garp.fingerprint(down.fingerprint(tracking.fingerprint(f))));
    }
}
