package dev.nines.model;

import dev.nines.kernel.Group;
import java.util.Arrays;

/** What a process that stands still will find when it goes on: due timers and messages, each kind in order. */
final class Waiting {
    /**
     * Messages that the kernel keeps for it; later ones are lost. Linux: net.core.rmem_default of 212,992 bytes, some 830
     * for a small datagram.
     */
    static final int MESSAGES_MAX = 256;

    private int[] ops = new int[4];
    private int[] args = new int[4];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void add(int op, int arg) {
        if (size == ops.length) {
            ops = Arrays.copyOf(ops, 2 * size);
            args = Arrays.copyOf(args, 2 * size);
        }
        ops[size] = op;
        args[size++] = arg;
    }

    /** A message: kept if there is room. */
    void addMessage(int op, int arg) {
        if (size < MESSAGES_MAX) {
            add(op, arg);
        }
    }

    /** Where the first operation up to this one stands, or −1. */
    int firstUpTo(int op) {
        for (int i = 0; i < size; i++) {
            if (ops[i] <= op) {
                return i;
            }
        }
        return -1;
    }

    int op(int place) {
        return ops[place];
    }

    int arg(int place) {
        return args[place];
    }

    void remove(int place) {
        size--;
        System.arraycopy(ops, place + 1, ops, place, size - place);
        System.arraycopy(args, place + 1, args, place, size - place);
    }

    /** Takes it back. */
    void remove(int op, int arg) {
        for (int i = size - 1; i >= 0; i--) {
            if (ops[i] == op && args[i] == arg) {
                remove(i);
            }
        }
    }

    void clear() {
        size = 0;
    }

    long fingerprint(long hash) {
        long h = hash;
        for (int i = 0; i < size; i++) {
            h = Group.mix(h, ((long) ops[i] << 32) ^ args[i]);
        }
        return h;
    }
}
