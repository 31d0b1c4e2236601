package dev.nines.model;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.RandomStream;
import dev.nines.protocol.heartbeat.HeartbeatConfig;
import dev.nines.protocol.heartbeat.HeartbeatMonitor;
import dev.nines.protocol.heartbeat.HeartbeatMonitor.Timer;

/** One node of a heartbeat group: drives a {@link HeartbeatMonitor}; peers are numbered in file order without itself. */
final class HeartbeatNode extends Process implements HeartbeatMonitor.Effects {
    /** Operations below this are timers, by their ordinal. */
    private static final int BEGIN = Timer.values().length;

    private static final int CONTINUE = BEGIN + 1;
    private static final int ASKED = BEGIN + 2;
    /** And above: beats that carry the last bits of their number, where the detector counts by it. */
    private static final int BEAT = BEGIN + 3;

    private static final long NUMBERS = 1 << 20;

    private static final Timer[] TIMERS = Timer.values();

    private final HeartbeatService service;
    private final HeartbeatConfig config;
    private final int index;
    private final int peers;
    private final int chain;
    /** By ordinal of the timer, then peer. */
    private final int[][] timers = new int[TIMERS.length][];

    private final double startPhase;
    private final Waiting waiting = new Waiting();
    /** By node of the service; none to itself. */
    private final BeatLuck[] beats;

    private HeartbeatMonitor monitor;

    HeartbeatNode(HeartbeatService service, HostModel host, int index) {
        super(service.world, host, service.name());
        this.service = service;
        this.index = index;
        RandomStream phases = sim.stream(name(), "phase");
        startPhase = phases.nextDouble();
        config = Detectors.config(service.spec, phases.nextDouble());
        beats = new BeatLuck[service.spec.nodes().size()];
        for (int to = 0; to < beats.length; to++) {
            if (to != index) {
                int receiver = world.host(service.spec.nodes().get(to)).index;
                RandomStream runs = sim.stream(
                        name(), "lost beats to " + service.spec.nodes().get(to));
                beats[to] = new BeatLuck(host.index, receiver, Traffic.ALL, runs);
            }
        }
        chain = world.newChain();
        peers = config.peers();
        for (Timer timer : TIMERS) {
            timers[timer.ordinal()] = new int[timer == Timer.DEADLINE ? peers : 1];
            for (int key = 0; key < timers[timer.ordinal()].length; key++) {
                timers[timer.ordinal()][key] = sim.timer(service.group, this, timer.ordinal(), key);
            }
        }
        service.group.add(
                h -> waiting.fingerprint(monitor == null ? h + 1 : monitor.fingerprint(service.group.now(), h)));
    }

    private int peerNumber(int node) {
        return node < index ? node : node - 1;
    }

    private int nodeNumber(int peer) {
        return peer < index ? peer : peer + 1;
    }

    BeatLuck beatsTo(HeartbeatNode node) {
        return beats[node.index];
    }

    /** Whether a node that runs trusts another. */
    boolean trusts(HeartbeatNode node) {
        return monitor.trusts(peerNumber(node.index));
    }

    /** Until the next beat is sent; negative when none will be. */
    long nextBeatNanos() {
        return sim.remaining(timers[Timer.SEND.ordinal()][0]);
    }

    // --- the process ---

    /** At the start of the trial nobody starts all nodes in one instant: each has its own phase. */
    @Override
    long startNanos() {
        return sim.now() > 0 || config.onTheHour()
                ? 0
                : 1 + (long) (startPhase * Math.max(config.intervalNanos(), config.checkNanos()));
    }

    @Override
    void onStarted() {
        world.network.disown(host.index, service.address);
        waiting.clear();
        service.beatsUnknown(this);
        monitor = new HeartbeatMonitor(config, Detectors.create(service.spec), this);
        sim.after(service.group, 0, this, BEGIN, 0);
    }

    private void begin() {
        service.suspicions.restarted(index);
        monitor.onStart(service.group.now());
        if (index == 0) {
            service.took(this);
        }
    }

    @Override
    void onKilled(Death death) {
        if (death == Death.TERM) {
            world.network.disown(host.index, service.address);
        }
        service.suspicions.stopped(index);
        monitor = null;
        waiting.clear();
        for (int[] keys : timers) {
            for (int timer : keys) {
                sim.disarm(timer);
            }
        }
    }

    @Override
    void onHung() {
        service.suspicions.stopped(index);
    }

    @Override
    void onThawed() {
        service.suspicions.resumed(index);
        service.beatsUnknown(this);
        sim.after(service.group, 0, this, CONTINUE, 0);
    }

    // --- events ---

    @Override
    public void onEvent(int op, int arg) {
        if (monitor == null) {
            return;
        }
        if (!hung()) {
            handle(op, arg);
        } else if (op <= BEGIN) {
            waiting.add(op, arg);
        } else if (op > CONTINUE) {
            waiting.addMessage(op, arg);
        }
    }

    private void handle(int op, int arg) {
        long now = service.group.now();
        if (op >= BEAT) {
            service.suspicions.heard(index, nodeNumber(arg));
            monitor.onBeat(arg, config.onTheHour() ? sentNanos(op - BEAT, now) : now, now);
        } else if (op == ASKED) {
            monitor.onAsked(arg);
        } else if (op == BEGIN) {
            begin();
        } else if (op == CONTINUE) {
            readWhatWaited();
        } else {
            monitor.onTimer(TIMERS[op], arg, now);
        }
    }

    private int number() {
        return config.onTheHour() ? (int) (service.group.now() / config.intervalNanos() % NUMBERS) : 0;
    }

    /** Of the newest beat whose number ends so. */
    private long sentNanos(long number, long now) {
        long newest = now / config.intervalNanos();
        return (newest - Math.floorMod(newest - number, NUMBERS)) * config.intervalNanos();
    }

    /**
     * After standing still: what the node's own timers were due for comes before what waits in its sockets, since a
     * scheduler's threads wake at once and messages have a way through buffers and queues.
     */
    private void readWhatWaited() {
        while (running() && !waiting.isEmpty()) {
            int place = Math.max(0, waiting.firstUpTo(BEGIN));
            int op = waiting.op(place);
            int arg = waiting.arg(place);
            waiting.remove(place);
            handle(op, arg);
        }
    }

    /** The first node of the list that is not suspected holds the address. */
    private void decide() {
        for (int node = 0; node < index; node++) {
            if (monitor.trusts(peerNumber(node))) {
                world.network.disown(host.index, service.address);
                return;
            }
        }
        if (!world.network.owns(host.index, service.address)) {
            long now = sim.now();
            world.phases.detected(chain, now);
            world.phases.decided(chain, now);
            world.phases.acted(chain, now);
            world.say(name(), "takes the address");
            service.took(this);
        }
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, int key, long delayNanos) {
        waiting.remove(timer.ordinal(), key);
        sim.arm(timers[timer.ordinal()][key], delayNanos);
    }

    @Override
    public void disarm(Timer timer, int key) {
        waiting.remove(timer.ordinal(), key);
        sim.disarm(timers[timer.ordinal()][key]);
    }

    @Override
    public void sendBeat() {
        for (HeartbeatNode node : service.nodes) {
            if (node != this) {
                world.network.send(
                        host.index,
                        node.host.index,
                        Traffic.ALL,
                        node,
                        BEAT + number(),
                        node.peerNumber(index),
                        beats[node.index]);
            }
        }
    }

    @Override
    public void askPeers() {
        for (HeartbeatNode node : service.nodes) {
            if (node != this) {
                send(node, ASKED);
            }
        }
    }

    @Override
    public void answer(int peer) {
        send(service.nodes.get(nodeNumber(peer)), BEAT);
    }

    private void send(HeartbeatNode to, int op) {
        world.network.send(host.index, to.host.index, Traffic.ALL, to, op, to.peerNumber(index));
    }

    @Override
    public void suspect(int peer) {
        changed(peer, "suspects ");
        service.suspicions.suspected(index, nodeNumber(peer));
    }

    @Override
    public void trust(int peer) {
        changed(peer, "trusts ");
        service.suspicions.trusted(index, nodeNumber(peer));
    }

    private void changed(int peer, String what) {
        world.say(name(), what + service.nodes.get(nodeNumber(peer)).host.name);
        decide();
        world.note();
    }
}
