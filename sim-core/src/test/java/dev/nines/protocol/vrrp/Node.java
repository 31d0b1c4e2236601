package dev.nines.protocol.vrrp;

import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The node that one router runs on: its timers, its addresses and what it sent. */
final class Node implements VirtualRouter.Effects {

    static final int LINK = 0;
    static final long NEVER = -1;

    record Advert(long timeNanos, int priority, long intervalNanos) {}

    record Burst(long timeNanos, int packets) {}

    record Change(long timeNanos, State from, State to, Reason reason) {}

    private record Armed(long deadlineNanos, long generation) {}

    final Lab lab;
    final String name;
    final int index;
    final int segment;
    final VirtualRouterConfig config;
    final List<Track> tracks;
    final List<Advert> adverts = new ArrayList<>();
    final List<Burst> bursts = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();
    VirtualRouter router;
    Consumer<Change> listener = change -> {};
    boolean holdsAddresses;
    boolean linkDown;
    long equalOrHigherHeard = NEVER;
    long priorityZeroHeard = NEVER;
    int announcements;
    int lowerPriorityEvents;
    private final Map<Timer, Armed> timers = new EnumMap<>(Timer.class);
    /** What a stopped process finds when it continues. */
    private final ArrayDeque<Runnable> socket = new ArrayDeque<>();

    private final ArrayDeque<Runnable> dueTimers = new ArrayDeque<>();
    private long generation;
    private boolean alive = true;
    private boolean frozen;

    Node(Lab lab, String name, int index, int segment, VirtualRouterConfig config, List<Track> tracks) {
        this.lab = lab;
        this.name = name;
        this.index = index;
        this.segment = segment;
        this.config = config;
        this.tracks = tracks;
        this.router = new VirtualRouter(config, tracks, this);
    }

    // --- what happens to the node ---

    Node start() {
        router.onStart();
        return this;
    }

    /** Parent and child killed: nothing is sent, the addresses stay. */
    void kill9() {
        lab.log(name + " killed");
        alive = false;
        frozen = false;
        socket.clear();
        dueTimers.clear();
        timers.clear();
    }

    /** Power loss: like kill9, and the addresses are gone too. */
    void crash() {
        kill9();
        holdsAddresses = false;
    }

    void restart() {
        lab.log(name + " restarts");
        alive = true;
        holdsAddresses = false;
        equalOrHigherHeard = NEVER;
        priorityZeroHeard = NEVER;
        router = new VirtualRouter(config, tracks, this);
        if (linkDown) {
            router.onFault(LINK);
        }
        router.onStart();
    }

    boolean alive() {
        return alive;
    }

    boolean frozen() {
        return frozen;
    }

    void freeze() {
        frozen = alive;
    }

    void resume() {
        frozen = false;
        while (!socket.isEmpty()) {
            socket.poll().run();
        }
        while (!dueTimers.isEmpty()) {
            dueTimers.poll().run();
        }
    }

    /** Carrier lost or back: netlink tells keepalived at once. */
    void link(boolean up) {
        linkDown = !up;
        if (!alive) {
            return;
        }
        if (up) {
            router.onFaultCleared(LINK);
        } else {
            router.onFault(LINK);
        }
    }

    void receive(int priority, long intervalNanos, int sender) {
        if (alive && !linkDown) {
            deliver(socket, () -> {
                noteHeard(priority);
                router.onAdvert(priority, intervalNanos, sender);
            });
        }
    }

    private void noteHeard(int priority) {
        if (priority == 0) {
            priorityZeroHeard = lab.now();
        } else if (priority >= router.effectivePriority()) {
            equalOrHigherHeard = lab.now();
            priorityZeroHeard = NEVER;
        }
    }

    private void deliver(ArrayDeque<Runnable> queue, Runnable event) {
        if (frozen) {
            queue.add(event);
        } else {
            event.run();
        }
    }

    // --- what is known about the node ---

    State state() {
        return router.state();
    }

    boolean master() {
        return alive && router.state() == State.MASTER;
    }

    long lastPromotion() {
        return lastChangeTo(State.MASTER).timeNanos();
    }

    Change lastChangeTo(State state) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).to() == state) {
                return changes.get(i);
            }
        }
        throw new AssertionError(name + " never became " + state + "\n" + lab.trace());
    }

    Advert lastAdvert() {
        return adverts.get(adverts.size() - 1);
    }

    int garpPacketsSince(long timeNanos) {
        return bursts.stream()
                .filter(b -> b.timeNanos() >= timeNanos)
                .mapToInt(Burst::packets)
                .sum();
    }

    boolean armed(Timer timer) {
        return timers.containsKey(timer);
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        if (delayNanos < 0) {
            throw new AssertionError(timer + " armed with " + delayNanos);
        }
        long mine = ++generation;
        timers.put(timer, new Armed(lab.now() + delayNanos, mine));
        lab.after(delayNanos, () -> deliver(dueTimers, () -> fire(timer, mine)));
    }

    private void fire(Timer timer, long mine) {
        Armed armed = timers.get(timer);
        if (alive && armed != null && armed.generation() == mine) {
            timers.remove(timer);
            router.onTimer(timer);
        }
    }

    @Override
    public void disarm(Timer timer) {
        timers.remove(timer);
    }

    @Override
    public long remainingNanos(Timer timer) {
        Armed armed = timers.get(timer);
        if (armed == null) {
            throw new AssertionError(timer + " is not armed");
        }
        return armed.deadlineNanos() - lab.now();
    }

    @Override
    public void sendAdvert(int priority, long intervalNanos) {
        adverts.add(new Advert(lab.now(), priority, intervalNanos));
        lab.log(name + " advert " + priority);
        lab.multicast(this, priority, intervalNanos);
    }

    @Override
    public void addAddresses() {
        holdsAddresses = true;
        lab.log(name + " adds addresses");
    }

    @Override
    public void removeAddresses() {
        holdsAddresses = false;
        lab.log(name + " removes addresses");
    }

    @Override
    public void sendGratuitousArps(int packetsPerAddress) {
        if (!holdsAddresses) {
            throw new AssertionError("gratuitous ARP without the address");
        }
        bursts.add(new Burst(lab.now(), packetsPerAddress));
        lab.log(name + " gratuitous ARP x" + packetsPerAddress);
    }

    @Override
    public void announceOwnAddress() {
        announcements++;
        lab.log(name + " announces its own address");
    }

    @Override
    public void lowerPriorityHeard() {
        lowerPriorityEvents++;
    }

    @Override
    public void stateChanged(State from, State to, Reason reason) {
        Change change = new Change(lab.now(), from, to, reason);
        changes.add(change);
        listener.accept(change);
        lab.log(name + " " + from + " -> " + to + " (" + reason + ")");
    }
}
