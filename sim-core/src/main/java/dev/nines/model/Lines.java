package dev.nines.model;

import java.util.Arrays;

/** Requests that wait for their turn on a connection: one line per source address, first come, first served. */
final class Lines {
    private static final int NOBODY = -1;

    private final int[] first;
    private final int[] last;
    /** Per request: the one behind it. */
    private int[] behind = new int[16];

    Lines(int sources) {
        first = new int[sources];
        last = new int[sources];
        Arrays.fill(first, NOBODY);
    }

    /** The first request in a line, or −1. */
    int first(int source) {
        return first[source];
    }

    void add(int source, int request) {
        if (request >= behind.length) {
            behind = Arrays.copyOf(behind, 2 * request);
        }
        behind[request] = NOBODY;
        if (first[source] == NOBODY) {
            first[source] = request;
        } else {
            behind[last[source]] = request;
        }
        last[source] = request;
    }

    /** Takes a request out of a line, wherever it stands; nothing happens when it is not there. */
    void remove(int source, int request) {
        int before = NOBODY;
        int i = first[source];
        while (i != NOBODY && i != request) {
            before = i;
            i = behind[i];
        }
        if (i == NOBODY) {
            return;
        }
        if (before == NOBODY) {
            first[source] = behind[i];
        } else {
            behind[before] = behind[i];
        }
        if (last[source] == i) {
            last[source] = before;
        }
    }
}
