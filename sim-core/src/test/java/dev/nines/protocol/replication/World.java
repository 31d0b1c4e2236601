package dev.nines.protocol.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** One source, its replicas and a client side, joined by links with delay and a finite rate. */
final class World {
    final VirtualClock clock;
    final List<Replica> replicas = new ArrayList<>();
    final WriteHistory history = new WriteHistory();
    final List<Long> commitNanos = new ArrayList<>();
    final List<Long> ackNanos = new ArrayList<>();
    ReplicationSource source;
    boolean sourceAlive = true;
    boolean tracing;
    String name = "";
    long lastAcked;
    /** Called with each position whose client hears OK. */
    LongConsumer onAck = position -> {};

    World(ReplicationSourceConfig config, ReplicationReceiverConfig receiver, long linkDelayNanos) {
        this(new VirtualClock(), config, receiver, linkDelayNanos);
    }

    World(VirtualClock clock, ReplicationSourceConfig config, ReplicationReceiverConfig receiver, long linkDelayNanos) {
        this.clock = clock;
        source = new ReplicationSource(config, 0, new SourceEffects());
        for (int i = 0; i < config.replicas(); i++) {
            replicas.add(new Replica(i, receiver, linkDelayNanos));
        }
    }

    /** Starts all receivers and waits until they are connected. */
    World connected() {
        replicas.forEach(replica -> replica.receiver.onStart());
        clock.runUntil(clock.now() + 10 * VirtualClock.MILLIS);
        return this;
    }

    void trace(String line) {
        if (tracing) {
            clock.log(line);
        }
    }

    void commit() {
        long position = source.nextPosition();
        trace("commit " + position);
        commitNanos.add(clock.now());
        ackNanos.add(-1L);
        history.onCommitted(position);
        source.onCommit(position, clock.now());
    }

    /** Open loop: one commit each period, the first now. */
    void commitEvery(long periodNanos, long untilNanos) {
        for (long t = clock.now(); t < untilNanos; t += periodNanos) {
            clock.at(t, () -> {
                if (sourceAlive) {
                    commit();
                }
            });
        }
    }

    /** The source's host vanishes: no RST, what is in its buffers is gone. */
    void crashSource() {
        trace("source crashes");
        sourceAlive = false;
        clock.disarm(key(ReplicationSource.Timer.SEMI_SYNC_TIMEOUT, 0));
        replicas.forEach(replica -> {
            clock.disarm(key(ReplicationSource.Timer.HEARTBEAT, replica.index));
            replica.generation++;
        });
    }

    private String key(Object timer, int index) {
        return name + " " + timer + " " + index;
    }

    long ackedCount() {
        return ackNanos.stream().filter(t -> t >= 0).count();
    }

    long largestAckGapNanos(long fromNanos) {
        long gap = 0;
        long last = fromNanos;
        for (long t : ackNanos.stream().filter(t -> t >= fromNanos).sorted().toList()) {
            gap = Math.max(gap, t - last);
            last = t;
        }
        return gap;
    }

    private final class SourceEffects implements ReplicationSource.Effects {
        @Override
        public void arm(ReplicationSource.Timer timer, int key, long delayNanos) {
            clock.arm(key(timer, key), delayNanos, () -> {
                trace("timer " + timer);
                source.onTimer(timer, key);
            });
        }

        @Override
        public void disarm(ReplicationSource.Timer timer, int key) {
            clock.disarm(key(timer, key));
        }

        @Override
        public void sendBinlog(int replica, long from, long to) {
            trace("  send " + from + ".." + to + " to replica " + replica);
            replicas.get(replica).send(from, to);
        }

        @Override
        public void sendHeartbeat(int replica) {
            trace("  heartbeat to replica " + replica);
            replicas.get(replica).toReplica(r -> r.receiver.onHeartbeat(r.attempt));
        }

        @Override
        public void refuseDump(int replica) {
            trace("  error 1236 to replica " + replica);
            replicas.get(replica).toReplica(r -> r.receiver.onError1236(r.attempt));
        }

        @Override
        public void engineCommit(long from, long to) {
            trace("  engine commit " + from + ".." + to);
            history.onEngineCommitted(to);
        }

        @Override
        public void ackClients(long from, long to) {
            trace("  OK to clients of " + from + ".." + to);
            history.onAcked(from, to, clock.now());
            lastAcked = to;
            for (long position = from; position <= to; position++) {
                ackNanos.set((int) position - 1, clock.now());
                onAck.accept(position);
            }
        }

        @Override
        public void semiSyncOff() {
            trace("  semi-sync OFF");
        }

        @Override
        public void semiSyncOn() {
            trace("  semi-sync ON");
        }
    }

    interface Delivery {
        void to(Replica replica);
    }

    /** A replica with its connection: messages of an older generation are lost. */
    final class Replica implements ReplicationReceiver.Effects, Applier.Effects {
        final int index;
        final ReplicationReceiver receiver;
        Applier applier;
        long linkDelayNanos;
        long nanosPerTransaction;
        long linkBusyUntil;
        boolean linkUp = true;
        boolean alive = true;
        long applyNanos;
        LongFunction<Applier.Result> execute = position -> Applier.Result.APPLIED;
        Runnable onDrained = () -> {};
        int attempt;
        int generation;
        /** The connection that the source believes in. */
        int sourceGeneration;
        /** A message of this connection was lost, so nothing after it arrives: TCP delivers in order. */
        int generationWithHole = -1;

        Replica(int index, ReplicationReceiverConfig config, long linkDelayNanos) {
            this.index = index;
            this.linkDelayNanos = linkDelayNanos;
            receiver = new ReplicationReceiver(config, 0, this);
            applier = new Applier(0, 0, 0, this);
        }

        void send(long from, long to) {
            if (nanosPerTransaction == 0) {
                linkBusyUntil = Math.max(linkBusyUntil, clock.now());
                deliver(linkBusyUntil + linkDelayNanos, () -> receiver.onBinlog(attempt, from, to));
                return;
            }
            for (long position = from; position <= to; position++) {
                long p = position;
                linkBusyUntil = Math.max(linkBusyUntil, clock.now()) + nanosPerTransaction;
                deliver(linkBusyUntil + linkDelayNanos, () -> receiver.onBinlog(attempt, p, p));
            }
        }

        void toReplica(Delivery delivery) {
            deliver(clock.now() + linkDelayNanos, () -> delivery.to(this));
        }

        private void deliver(long timeNanos, Runnable action) {
            int sentIn = sourceGeneration;
            clock.at(timeNanos, () -> {
                if (!linkUp) {
                    generationWithHole = sentIn;
                }
                if (alive && sentIn == generation && sentIn != generationWithHole) {
                    action.run();
                }
            });
        }

        /** Both ends learn of it at once; what is on the way is lost. */
        void reset() {
            generation++;
            linkBusyUntil = 0;
            source.onReplicaDisconnected(index);
            receiver.onConnectionLost(attempt);
        }

        /** The replica's process or host is gone and comes back with its relay log. */
        void kill(boolean sourceNotices) {
            trace("replica " + index + " dies");
            alive = false;
            generation++;
            disarm(ReplicationReceiver.Timer.NET_TIMEOUT);
            disarm(ReplicationReceiver.Timer.CONNECT_RETRY);
            if (sourceNotices) {
                source.onReplicaDisconnected(index);
            }
        }

        void restart() {
            trace("replica " + index + " is back");
            alive = true;
            receiver.onStop();
            receiver.onStart();
        }

        @Override
        public void arm(ReplicationReceiver.Timer timer, long delayNanos) {
            clock.arm(World.this.key(timer, index), delayNanos, () -> receiver.onTimer(timer));
        }

        @Override
        public void disarm(ReplicationReceiver.Timer timer) {
            clock.disarm(World.this.key(timer, index));
        }

        @Override
        public void connect(int attempt, long position) {
            this.attempt = attempt;
            int of = ++generation;
            linkBusyUntil = 0;
            clock.after(linkDelayNanos, () -> {
                if (linkUp && sourceAlive && alive && of == generation) {
                    sourceGeneration = of;
                    toReplica(r -> r.receiver.onConnected(attempt));
                    source.onReplicaConnected(index, position, clock.now());
                }
            });
        }

        @Override
        public void close() {
            generation++;
        }

        @Override
        public void relayLogged(long from, long to) {
            trace("replica " + index + " receives " + from + ".." + to);
            applier.onReceived(to);
        }

        @Override
        public void ack(long position) {
            int sentIn = generation;
            clock.after(linkDelayNanos, () -> {
                if (linkUp && sourceAlive && sentIn == generation) {
                    trace("ack " + position + " from replica " + index);
                    source.onReplicaAck(index, position, clock.now());
                }
            });
        }

        @Override
        public void stopped(ReplicationReceiver.StopReason reason) {
            trace("replica " + index + " receiver stopped: " + reason);
        }

        @Override
        public void arm(Applier.Timer timer, long delayNanos) {
            clock.arm(World.this.key(timer, index), delayNanos, () -> applier.onTimer(timer));
        }

        @Override
        public void disarm(Applier.Timer timer) {
            clock.disarm(World.this.key(timer, index));
        }

        @Override
        public long commitAgeNanos(long position) {
            return clock.now() - commitNanos.get((int) position - 1);
        }

        @Override
        public long applyNanos(long position) {
            return applyNanos;
        }

        @Override
        public Applier.Result apply(long position) {
            return execute.apply(position);
        }

        @Override
        public void drained() {
            onDrained.run();
        }

        @Override
        public void broken(long position, Applier.Result error) {
            trace("replica " + index + " applier broken at " + position + ": " + error.errorCode());
        }
    }
}
