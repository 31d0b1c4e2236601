package dev.nines.protocol.balancer;

import java.util.Arrays;

/** One first-in-first-out queue per server and one for the backend; a request can leave from the middle. */
final class RequestQueues {

    private static final int NOBODY = -1;

    private final int[] head;
    private final int[] tail;
    private final int[] size;
    private int[] next = new int[0];
    private int[] previous = new int[0];
    private int[] queueOf = new int[0];
    private long[] arrival = new long[0];
    private long arrivals;

    RequestQueues(int queues) {
        head = new int[queues];
        tail = new int[queues];
        size = new int[queues];
        Arrays.fill(head, NOBODY);
        Arrays.fill(tail, NOBODY);
    }

    void add(int request, int queue) {
        if (request >= next.length) {
            grow(Math.max(64, Math.max(request + 1, next.length * 2)));
        }
        if (queueOf[request] != NOBODY) {
            throw new IllegalStateException("request " + request + " is already waiting");
        }
        queueOf[request] = queue;
        arrival[request] = arrivals++;
        next[request] = NOBODY;
        previous[request] = tail[queue];
        if (tail[queue] == NOBODY) {
            head[queue] = request;
        } else {
            next[tail[queue]] = request;
        }
        tail[queue] = request;
        size[queue]++;
    }

    /** @return the queue it stood in, or −1 */
    int remove(int request) {
        if (request >= queueOf.length || queueOf[request] == NOBODY) {
            return NOBODY;
        }
        int queue = queueOf[request];
        int before = previous[request];
        int after = next[request];
        if (before == NOBODY) {
            head[queue] = after;
        } else {
            next[before] = after;
        }
        if (after == NOBODY) {
            tail[queue] = before;
        } else {
            previous[after] = before;
        }
        queueOf[request] = NOBODY;
        size[queue]--;
        return queue;
    }

    /** @return the longest waiting request, or −1 */
    int head(int queue) {
        return head[queue];
    }

    int size(int queue) {
        return size[queue];
    }

    /** The queue whose head has waited longer; {@code queue} if both are empty. */
    int older(int queue, int other) {
        if (head[other] == NOBODY) {
            return queue;
        }
        if (head[queue] == NOBODY) {
            return other;
        }
        return arrival[head[queue]] <= arrival[head[other]] ? queue : other;
    }

    /** Who waits where, in which order; not when they came. */
    long fingerprint(long h) {
        long mixed = h;
        for (int queue = 0; queue < head.length; queue++) {
            for (int request = head[queue]; request != NOBODY; request = next[request]) {
                mixed = Mix.mix(mixed, request);
            }
            mixed = Mix.mix(mixed, size[queue]);
        }
        return mixed;
    }

    private void grow(int capacity) {
        int before = next.length;
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        queueOf = Arrays.copyOf(queueOf, capacity);
        arrival = Arrays.copyOf(arrival, capacity);
        Arrays.fill(queueOf, before, capacity, NOBODY);
    }
}
