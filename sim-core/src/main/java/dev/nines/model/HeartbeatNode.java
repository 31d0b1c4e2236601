package dev.nines.model;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.Group;
import dev.nines.protocol.heartbeat.HeartbeatConfig;
import dev.nines.protocol.heartbeat.HeartbeatMonitor;
import dev.nines.protocol.heartbeat.HeartbeatMonitor.Timer;

/** One node of a heartbeat group: drives a {@link HeartbeatMonitor}; peers are numbered in file order without itself. */
final class HeartbeatNode extends Process implements HeartbeatMonitor.Effects {
    private static final int SEND = 0;
    private static final int TIMEOUT = 1;
    private static final int BEAT = 2;

    private final HeartbeatService service;
    private final int index;
    private final int peers;
    private final int chain;
    private final int sendTimer;
    private final int[] timeoutTimers;
    private HeartbeatMonitor monitor;

    HeartbeatNode(HeartbeatService service, HostModel host, int index) {
        super(service.world, host, service.name());
        this.service = service;
        this.index = index;
        chain = world.newChain();
        peers = service.spec.nodes().size() - 1;
        Group group = service.group;
        sendTimer = sim.timer(group, this, SEND, 0);
        timeoutTimers = new int[peers];
        for (int i = 0; i < peers; i++) {
            timeoutTimers[i] = sim.timer(group, this, TIMEOUT, i);
        }
        group.add(this::fingerprint);
    }

    private long fingerprint(long h) {
        long mixed = h;
        for (int i = 0; i < peers && monitor != null; i++) {
            mixed = Group.mix(mixed, monitor.trusts(i) ? 1 : 2);
        }
        return mixed;
    }

    private int peerNumber(int node) {
        return node < index ? node : node - 1;
    }

    @Override
    long startNanos() {
        return 0;
    }

    @Override
    void onStarted() {
        world.network.disown(host.index, service.address);
        monitor = new HeartbeatMonitor(
                new HeartbeatConfig(service.spec.intervalNanos(), service.spec.timeoutNanos(), peers), this);
        monitor.onStart();
        if (index == 0) {
            service.took(this);
        }
    }

    @Override
    void onKilled(Death death) {
        if (death == Death.TERM) {
            world.network.disown(host.index, service.address);
        }
        monitor = null;
        sim.disarm(sendTimer);
        for (int timer : timeoutTimers) {
            sim.disarm(timer);
        }
    }

    @Override
    void onHung() {
        // due timers and beats wait as mail
    }

    @Override
    void onThawed() {
        // the mail is read next
    }

    @Override
    public void onEvent(int op, int arg) {
        if (monitor == null) {
            return;
        }
        if (hung()) {
            later(() -> onEvent(op, arg));
        } else if (op == SEND) {
            monitor.onTimer(Timer.SEND, 0);
        } else if (op == TIMEOUT) {
            monitor.onTimer(Timer.TIMEOUT, arg);
        } else {
            monitor.onBeat(arg);
        }
    }

    /** The first node of the list that is not suspected holds the address. */
    private void decide() {
        for (int node = 0; node < index; node++) {
            if (monitor.trusts(peerNumber(node))) {
                world.network.disown(host.index, service.address);
                world.note();
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

    @Override
    public void arm(Timer timer, int key, long delayNanos) {
        sim.arm(timer == Timer.SEND ? sendTimer : timeoutTimers[key], delayNanos);
    }

    @Override
    public void disarm(Timer timer, int key) {
        sim.disarm(timer == Timer.SEND ? sendTimer : timeoutTimers[key]);
    }

    @Override
    public void sendBeat() {
        for (HeartbeatNode node : service.nodes) {
            if (node != this) {
                world.network.send(host.index, node.host.index, Traffic.ALL, node, BEAT, node.peerNumber(index));
            }
        }
    }

    @Override
    public void suspect(int peer) {
        decide();
    }

    @Override
    public void trust(int peer) {
        decide();
    }
}
