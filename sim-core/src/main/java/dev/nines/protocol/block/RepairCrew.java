package dev.nines.protocol.block;

import java.util.ArrayDeque;
import java.util.Deque;

/** People of whom each repairs one unit at a time; who comes first is served first. */
public final class RepairCrew {
    private final Deque<Unit> waiting = new ArrayDeque<>();
    private int free;

    /** @param size how many units they can repair at a time */
    public RepairCrew(int size) {
        free = size;
    }

    /** True when one of them begins with the unit now; otherwise it waits. */
    boolean take(Unit unit) {
        if (free == 0) {
            waiting.add(unit);
            return false;
        }
        free--;
        return true;
    }

    /** One of them has done. */
    void release() {
        if (waiting.isEmpty()) {
            free++;
        } else {
            waiting.remove().beginRepair();
        }
    }

    /** The unit waits no longer. */
    void forget(Unit unit) {
        waiting.remove(unit);
    }
}
