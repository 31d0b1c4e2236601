package dev.nines.model;

import dev.nines.fault.Fault.Traffic;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.protocol.vrrp.Track;
import dev.nines.protocol.vrrp.TrackedScript;
import dev.nines.protocol.vrrp.VirtualRouter;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import dev.nines.protocol.vrrp.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.List;

/** keepalived on one node: drives a {@link VirtualRouter} in virtual time. */
final class KeepalivedNode extends Process implements VirtualRouter.Effects {
    private static final Timer[] TIMERS = Timer.values();
    private static final int LINK_DOWN = 0;
    private static final int ADVERT = TIMERS.length;
    private static final int BEGIN = -1;
    private static final int NOBODY = -1;

    private final KeepalivedService vip;
    private final KeepalivedSpec spec;
    private final int index;
    private final int chain;
    private final SyncGroups syncGroups;
    private final VirtualRouterConfig config;
    private final int[] timers = new int[TIMERS.length];
    private final List<ScriptRunner> scripts = new ArrayList<>();
    /** By node of the service; none to itself. */
    private final BeatLuck[] adverts;

    private VirtualRouter router;
    private boolean linkUp = true;
    /** Timers that came due while the process was stopped: it reads its socket first, then looks at them. */
    private int dueTimers;

    /** The last advert that waits in the socket of a stopped process. */
    private int unreadFrom = NOBODY;

    private int unreadPriority;

    KeepalivedNode(KeepalivedService vip, KeepalivedSpec.Instance instance, int index, SyncGroups syncGroups) {
        super(vip.world, vip.world.host(instance.host()), vip.name());
        this.vip = vip;
        this.spec = vip.spec;
        this.index = index;
        this.syncGroups = syncGroups;
        chain = world.newChain();
        config = Machines.virtualRouter(spec, instance, index + 1);
        adverts = new BeatLuck[spec.instances().size()];
        for (int to = 0; to < adverts.length; to++) {
            if (to != index) {
                String receiver = spec.instances().get(to).host();
                adverts[to] = new BeatLuck(
                        host.index,
                        world.host(receiver).index,
                        Traffic.VRRP,
                        sim.stream(name(), "lost adverts to " + receiver));
            }
        }
        for (int i = 0; i < timers.length; i++) {
            timers[i] = sim.timer(vip.group, this, i, 0);
        }
        for (KeepalivedSpec.TrackScript track : spec.tracks()) {
            if (!track.untrusted()) {
                scripts.add(new ScriptRunner(this, track, scripts.size()));
            }
        }
        vip.group.add(h -> router == null ? h + 1 : router.fingerprint(h));
    }

    boolean isMaster() {
        return running() && router != null && router.state() == VirtualRouter.State.MASTER;
    }

    BeatLuck advertsTo(KeepalivedNode node) {
        return adverts[node.index];
    }

    long advertIntNanos() {
        return config.advertIntNanos();
    }

    /** Until a master sends its next advert; negative when it sends none. */
    long nextAdvertNanos() {
        return sim.remaining(timers[Timer.ADVERT.ordinal()]);
    }

    /** How long a router that waits stands to hear nothing. */
    long downIntervalNanos() {
        return router.downIntervalNanos();
    }

    /** A master that does nothing but advertise; it may refresh neighbour tables, which changes nothing. */
    boolean onlyAdvertises() {
        return nextAdvertNanos() >= 0 && allTimersAre(Timer.ADVERT, Timer.GARP_REFRESH);
    }

    /** Nothing but the silence of that master could make it one. */
    boolean waitsFor(KeepalivedNode master) {
        boolean hears = running() && router != null && router.state() == VirtualRouter.State.BACKUP;
        return hears
                && (!config.preempt() || master.router.effectivePriority() >= router.effectivePriority())
                && allTimersAre(Timer.DOWN, Timer.DOWN);
    }

    private boolean allTimersAre(Timer one, Timer other) {
        boolean all = dueTimers == 0;
        for (Timer timer : TIMERS) {
            all &= timer == one || timer == other || !sim.armed(timers[timer.ordinal()]);
        }
        return all;
    }

    /** Holds the address or would take it over. */
    boolean able() {
        return inReach() && (isMaster() || (router != null && router.state() == VirtualRouter.State.BACKUP));
    }

    /** What a tracked script found. */
    void trackResult(int track, TrackedScript.Result result) {
        if (running() && router != null) {
            router.onTrackResult(track, result);
            world.note();
        }
    }

    // --- the process ---

    @Override
    long startNanos() {
        return 0;
    }

    @Override
    void onStarted() {
        world.network.disown(host.index, vip.address);
        vip.advertsUnknown(this);
        List<Track> tracks = new ArrayList<>();
        for (ScriptRunner script : scripts) {
            tracks.add(Track.script(script.config(), script.weight()));
        }
        for (KeepalivedSpec.TrackInterface i : spec.interfaces()) {
            tracks.add(new Track(i.weight(), i.reverse(), ofLink(linkUp)));
        }
        router = new VirtualRouter(config, tracks, this);
        if (!spec.syncGroup().isEmpty()) {
            syncGroups.join(spec.syncGroup(), host, spec.name()).add(router);
        }
        sim.after(vip.group, 0, this, BEGIN, 0);
    }

    private void begin() {
        if (!running() || router == null || router.state() != VirtualRouter.State.INIT) {
            return;
        }
        if (!linkUp && spec.trackPrimary()) {
            router.onFault(LINK_DOWN);
        }
        router.onStart();
        for (ScriptRunner script : scripts) {
            script.start();
        }
    }

    @Override
    void onKilled(Death death) {
        if (router == null) {
            return;
        }
        if (death == Death.TERM) {
            router.onShutdown();
        }
        forget();
    }

    /** Only the parent is killed: the kernel signals the child, which resigns. */
    void killParent() {
        if (running() && router != null) {
            router.onParentKilled();
            forget();
        }
        end(Death.KILL, true);
    }

    private void forget() {
        router = null;
        dueTimers = 0;
        for (int timer : timers) {
            sim.disarm(timer);
        }
        for (ScriptRunner script : scripts) {
            script.stop();
        }
    }

    @Override
    void onHung() {
        dueTimers = 0;
        unreadFrom = NOBODY;
    }

    @Override
    void onThawed() {
        vip.advertsUnknown(this);
        // the waiting adverts are read before timers are looked at: see fireDue
        later(this::fireDue);
    }

    private void fireDue() {
        for (int i = 0; i < TIMERS.length && router != null; i++) {
            if ((dueTimers & 1 << i) != 0) {
                dueTimers &= ~(1 << i);
                router.onTimer(TIMERS[i]);
            }
        }
    }

    @Override
    void onCarrier(boolean up) {
        if (hung()) {
            unreadFrom = NOBODY;
            later(() -> onCarrier(up));
            return;
        }
        linkUp = up;
        if (router == null) {
            return;
        }
        for (int i = 0; i < spec.interfaces().size(); i++) {
            router.onTrackResult(scripts.size() + i, ofLink(up));
        }
        if (up && spec.trackPrimary()) {
            router.onFaultCleared(LINK_DOWN);
        } else if (!up && spec.trackPrimary()) {
            router.onFault(LINK_DOWN);
        }
        world.note();
    }

    private static TrackedScript.Result ofLink(boolean up) {
        return up ? TrackedScript.Result.OK : TrackedScript.Result.KO;
    }

    /** An operator puts the address on this node by hand, and keepalived no longer decides. */
    void forceMaster(boolean on) {
        if (on && exists()) {
            forget();
            addAddresses();
            world.network.gratuitousArp(host.index, vip.address);
        } else if (!on && exists()) {
            onStarted();
        }
    }

    // --- events ---

    @Override
    public void onEvent(int op, int arg) {
        if (op == BEGIN) {
            begin();
        } else if (op >= ADVERT) {
            heard(op - ADVERT, arg);
        } else if (router != null) {
            if (running()) {
                router.onTimer(TIMERS[op]);
            } else {
                dueTimers |= 1 << op;
            }
        }
    }

    private void heard(int from, int priority) {
        if (router == null) {
            return;
        }
        if (hung()) {
            waitForReader(from, priority);
            return;
        }
        if (priority == VirtualRouterConfig.PRIORITY_STOP && router.state() == VirtualRouter.State.BACKUP) {
            world.phases.detected(chain, sim.now());
        }
        router.onAdvert(priority, config.advertIntNanos(), from + 1);
    }

    /** The same advert twice in a row changes nothing the second time; and jumps in time leave repeats out. */
    private void waitForReader(int from, int priority) {
        if (from != unreadFrom || priority != unreadPriority) {
            unreadFrom = from;
            unreadPriority = priority;
            later(() -> heard(from, priority));
        }
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        dueTimers &= ~(1 << timer.ordinal());
        sim.arm(timers[timer.ordinal()], delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        dueTimers &= ~(1 << timer.ordinal());
        sim.disarm(timers[timer.ordinal()]);
    }

    @Override
    public long remainingNanos(Timer timer) {
        return (dueTimers & 1 << timer.ordinal()) != 0 ? 0 : sim.remaining(timers[timer.ordinal()]);
    }

    @Override
    public void sendAdvert(int priority, long intervalNanos) {
        for (int i = 0; i < vip.nodes.size(); i++) {
            KeepalivedNode peer = vip.nodes.get(i);
            if (peer != this) {
                world.network.send(
                        host.index, peer.host.index, Traffic.VRRP, peer, ADVERT + index, priority, adverts[i]);
            }
        }
    }

    @Override
    public void addAddresses() {
        world.network.own(host.index, vip.address);
        vip.owned();
    }

    @Override
    public void removeAddresses() {
        world.network.disown(host.index, vip.address);
    }

    @Override
    public void sendGratuitousArps(int packetsPerAddress) {
        for (int i = 0; i < packetsPerAddress; i++) {
            world.network.gratuitousArp(host.index, vip.address);
        }
    }

    @Override
    public void announceOwnAddress() {
        // neighbour tables hold virtual addresses only
    }

    @Override
    public void lowerPriorityHeard() {
        world.say(name(), "heard a lower priority");
    }

    @Override
    public void stateChanged(VirtualRouter.State from, VirtualRouter.State to, VirtualRouter.Reason reason) {
        if (world.sim.trace().on()) {
            world.say(name(), from + " -> " + to + " (" + reason + ")");
        }
        if (to == VirtualRouter.State.MASTER) {
            long now = sim.now();
            world.phases.detected(chain, now);
            world.phases.decided(chain, now);
            world.phases.acted(chain, now);
            vip.becameMaster(host);
        }
        world.note();
    }
}
