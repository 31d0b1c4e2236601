package dev.nines.protocol.replication;

/** A promotion manager over a {@link World}: node 0 is the source, node i its replica i − 1. */
final class Promoter implements PromotionManager.Effects {
    private final World world;
    final PromotionManager manager;
    long detectedNanos = -1;
    long movedNanos = -1;
    WriteHistory.Outcome outcome;

    Promoter(World world, PromotionConfig config) {
        this.world = world;
        manager = new PromotionManager(config, world.replicas.size() + 1, this);
    }

    private World.Replica replica(int node) {
        return world.replicas.get(node - 1);
    }

    @Override
    public void arm(PromotionManager.Timer timer, long delayNanos) {
        world.clock.arm(timer, delayNanos, () -> manager.onTimer(timer));
    }

    @Override
    public void disarm(PromotionManager.Timer timer) {
        world.clock.disarm(timer);
    }

    @Override
    public void ping(int node, int token) {
        boolean answers = node == 0 ? world.sourceAlive : replica(node).alive;
        if (answers) {
            world.clock.after(VirtualClock.MILLIS / 2, () -> manager.onPong(token));
        }
    }

    @Override
    public long receivedPosition(int node) {
        World.Replica replica = replica(node);
        boolean fit = replica.alive && replica.applier.state() == Applier.State.RUNNING;
        return fit ? replica.receiver.received() : -1;
    }

    @Override
    public void detected(int primary) {
        world.trace("detected: node " + primary + " is gone");
        detectedNanos = world.clock.now();
    }

    @Override
    public void decided(int candidate) {
        world.trace("decided: promote node " + candidate);
    }

    @Override
    public void stopReplication(int node) {
        world.trace("  STOP SLAVE IO_THREAD on node " + node);
        replica(node).receiver.onStop();
    }

    @Override
    public void waitApplied(int node) {
        World.Replica replica = replica(node);
        world.trace("  node " + node + " has " + replica.applier.backlog() + " to apply");
        if (replica.applier.backlog() == 0) {
            world.clock.after(0, () -> manager.onDrained(node));
        } else {
            replica.onDrained = () -> world.clock.after(0, () -> manager.onDrained(node));
        }
    }

    @Override
    public void makeWritable(int node) {
        world.trace("  read_only=0 on node " + node);
        outcome = world.history.promote(replica(node).receiver.received());
    }

    @Override
    public void moveAddress(int node) {
        world.trace("  address to node " + node);
        movedNanos = world.clock.now();
    }

    @Override
    public void needsReseed(int node) {
        world.trace("  node " + node + " needs a reseed");
    }
}
