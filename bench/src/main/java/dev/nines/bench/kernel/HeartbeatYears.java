package dev.nines.bench.kernel;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.protocol.detector.FixedTimeout;
import dev.nines.protocol.detector.FixedTimeoutConfig;
import dev.nines.protocol.heartbeat.HeartbeatConfig;
import dev.nines.protocol.heartbeat.HeartbeatMonitor;
import java.util.ArrayList;
import java.util.List;

/**
 * Years of nodes in groups in which each watches each by heartbeats, with the real machines. Nodes fail and are repaired
 * at random times; what is measured is when their peers suspect them.
 */
final class HeartbeatYears {
    static final long YEAR_NANOS = 31_557_600_000_000_000L;
    private static final long MESSAGE_NANOS = 200_000;
    private static final long TIMEOUT_MILLIS = 2_500;
    private static final long MILLI_NANOS = 1_000_000;

    private static final int SEND = 0;
    private static final int DEADLINE = 1;
    private static final int BEAT = 2;
    private static final int FAIL = 3;
    private static final int REPAIR = 4;

    final Simulation simulation = new Simulation(1, false);
    private final long meanUpNanos;
    private final long repairNanos;
    private final List<long[]> detections;
    private long suspicions;
    private long silenceNanos;

    /** @param detections takes every suspicion as (time, node, peer), or null */
    HeartbeatYears(int nodes, int groupSize, long meanUpNanos, long repairNanos, List<long[]> detections) {
        this.meanUpNanos = meanUpNanos;
        this.repairNanos = repairNanos;
        this.detections = detections;
        for (int first = 0; first < nodes; first += groupSize) {
            Group group = simulation.independentGroup("nodes from " + first);
            List<Node> members = new ArrayList<>();
            for (int i = 0; i < groupSize; i++) {
                members.add(new Node(group, members, first + i, i, groupSize - 1));
            }
            simulation.enter(group);
            for (Node member : members) {
                member.begin();
            }
        }
        simulation.enter(null);
    }

    /** Every event. */
    void runNaively(long horizonNanos) {
        simulation.run(horizonNanos);
    }

    /** Each group jumps whenever it repeats itself. */
    void runSkipping(long horizonNanos) {
        simulation.observe(true);
        do {
            simulation.skip(horizonNanos);
        } while (simulation.step(horizonNanos));
    }

    long suspicions() {
        return suspicions;
    }

    /** The sum of all times from failure to suspicion. */
    long silenceNanos() {
        return silenceNanos;
    }

    private final class Node implements EventHandler, HeartbeatMonitor.Effects {
        private final Group group;
        private final List<Node> members;
        private final int number;
        private final int index;
        private final int sendTimer;
        private final int startTimer;
        private final int[] deadlineTimers;
        private HeartbeatMonitor monitor;
        private final RandomStream failures;
        private boolean up;
        private long failedAt;

        Node(Group group, List<Node> members, int number, int index, int peers) {
            this.group = group;
            this.members = members;
            this.number = number;
            this.index = index;
            sendTimer = simulation.timer(group, this, SEND, 0);
            startTimer = simulation.timer(group, this, REPAIR, 0);
            deadlineTimers = new int[peers];
            for (int peer = 0; peer < peers; peer++) {
                deadlineTimers[peer] = simulation.timer(group, this, DEADLINE, peer);
            }
            monitor = newMonitor();
            failures = simulation.stream("node" + number, "failure");
            group.add(h -> monitor.fingerprint(group.now(), h));
        }

        private HeartbeatMonitor newMonitor() {
            int peers = deadlineTimers.length;
            return new HeartbeatMonitor(
                    HeartbeatConfig.atDeadline(Delays.BEAT_NANOS, peers, MILLI_NANOS, false),
                    new FixedTimeout(new FixedTimeoutConfig(TIMEOUT_MILLIS, true), peers),
                    this);
        }

        void begin() {
            simulation.arm(startTimer, Delays.phaseNanos(number));
            scheduleFailure();
        }

        private void scheduleFailure() {
            double up = -StrictMath.log1p(-failures.nextDouble()) * meanUpNanos;
            simulation.at(group, simulation.now() + Delays.BEAT_NANOS + (long) up, this, FAIL, 0);
        }

        @Override
        public void onEvent(int op, int arg) {
            switch (op) {
                case SEND -> monitor.onTimer(HeartbeatMonitor.Timer.SEND, 0, group.now());
                case DEADLINE -> monitor.onTimer(HeartbeatMonitor.Timer.DEADLINE, arg, group.now());
                case BEAT -> beatArrives();
                case FAIL -> {
                    failedAt = simulation.now();
                    up = false;
                    monitor.onStop();
                    monitor = newMonitor();
                    simulation.at(group, simulation.now() + repairNanos, this, REPAIR, 1);
                }
                default -> {
                    up = true;
                    monitor.onStart(group.now());
                    if (arg == 1) {
                        scheduleFailure();
                    }
                }
            }
        }

        @Override
        public void arm(HeartbeatMonitor.Timer timer, int key, long delayNanos) {
            simulation.arm(timer == HeartbeatMonitor.Timer.SEND ? sendTimer : deadlineTimers[key], delayNanos);
        }

        @Override
        public void disarm(HeartbeatMonitor.Timer timer, int key) {
            if (timer == HeartbeatMonitor.Timer.SEND) {
                simulation.disarm(sendTimer);
            } else if (timer == HeartbeatMonitor.Timer.DEADLINE) {
                simulation.disarm(deadlineTimers[key]);
            }
        }

        /** A multicast on a network of equal ways: it arrives everywhere at one time, so that is one event. */
        @Override
        public void sendBeat() {
            simulation.after(MESSAGE_NANOS, this, BEAT, 0);
        }

        private void beatArrives() {
            for (int i = 0; i < members.size(); i++) {
                if (i != index) {
                    members.get(i).monitor.onBeat(index < i ? index : index - 1, group.now());
                }
            }
        }

        @Override
        public void askPeers() {
            throw new IllegalStateException("beats are sent, not asked for");
        }

        @Override
        public void answer(int peer) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public void suspect(int peer) {
            Node suspected = members.get(peer < index ? peer : peer + 1);
            suspicions++;
            if (!suspected.up) {
                silenceNanos += simulation.now() - suspected.failedAt;
            }
            if (detections != null) {
                detections.add(new long[] {simulation.now(), number, suspected.number});
            }
        }

        @Override
        public void trust(int peer) {
            // only suspicions are counted
        }
    }
}
