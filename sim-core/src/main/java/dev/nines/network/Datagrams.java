package dev.nines.network;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import java.util.Arrays;

/** Datagrams in flight. */
final class Datagrams implements EventHandler {
    private final Simulation simulation;
    private final Fabric fabric;
    private final IndexPool pool = new IndexPool();
    private EventHandler[] handlers = new EventHandler[16];
    private int[] ops = new int[16];
    private int[] args = new int[16];
    private int[] senders = new int[16];
    private int[] receivers = new int[16];
    private int[] epochs = new int[16];

    Datagrams(Simulation simulation, Fabric fabric) {
        this.simulation = simulation;
        this.fabric = fabric;
    }

    void send(int from, int to, int traffic, EventHandler handler, int op, int arg) {
        send(fabric.delay(from, to, traffic), from, to, handler, op, arg);
    }

    /** @param delayNanos as the fabric gave it, lost or not */
    private void send(long delayNanos, int from, int to, EventHandler handler, int op, int arg) {
        if (delayNanos == Fabric.LOST) {
            return;
        }
        int slot = pool.take();
        if (slot == ops.length) {
            grow();
        }
        handlers[slot] = handler;
        ops[slot] = op;
        args[slot] = arg;
        senders[slot] = from;
        receivers[slot] = to;
        epochs[slot] = fabric.epoch(to);
        simulation.after(delayNanos, this, 0, slot);
    }

    void send(int from, int to, int traffic, EventHandler handler, int op, int arg, Luck luck) {
        send(fabric.delay(from, to, traffic, luck), from, to, handler, op, arg);
    }

    @Override
    public void onEvent(int ignored, int slot) {
        EventHandler handler = handlers[slot];
        handlers[slot] = null;
        pool.give(slot);
        if (fabric.arrives(senders[slot], receivers[slot], epochs[slot])) {
            handler.onEvent(ops[slot], args[slot]);
        }
    }

    private void grow() {
        int length = ops.length * 2;
        handlers = Arrays.copyOf(handlers, length);
        ops = Arrays.copyOf(ops, length);
        args = Arrays.copyOf(args, length);
        senders = Arrays.copyOf(senders, length);
        receivers = Arrays.copyOf(receivers, length);
        epochs = Arrays.copyOf(epochs, length);
    }

    /** The kernel knows only the numbers of the slots; this says what is in them. */
    long fingerprint(long hash) {
        long h = hash;
        for (int slot = 0; slot < pool.limit(); slot++) {
            if (pool.taken(slot)) {
                h = Group.mix(h, ((long) senders[slot] << 32) ^ receivers[slot]);
                h = Group.mix(h, ((long) ops[slot] << 32) ^ args[slot]);
            }
        }
        return h;
    }
}
