package dev.nines.protocol.balancer;

import java.util.Arrays;

/**
 * Smooth weighted round robin: each turn every candidate gains its weight, the richest is chosen and pays the sum.
 * Among equals the lower index goes first.
 */
final class SmoothRoundRobin {

    private final long[] credit;

    SmoothRoundRobin(int count) {
        credit = new long[count];
    }

    /** After a server came or went; a leaver's credit would otherwise bias the rest for good. */
    void reset() {
        Arrays.fill(credit, 0);
    }

    /**
     * The next server.
     *
     * @param shunned the server to pass over: if it is its turn, the turn is spent and the next one is chosen
     *     (lb_fwrr.c moves its position on), so that the request after this one meets it first again
     */
    int next(ServerSet servers, int shunned) {
        int chosen = turn(servers, Balancer.NONE);
        return chosen >= 0 && chosen == shunned ? turn(servers, shunned) : chosen;
    }

    private int turn(ServerSet servers, int excluded) {
        long total = 0;
        int best = Balancer.QUEUED;
        for (int i = 0; i < credit.length; i++) {
            if (servers.inUse[i] && !servers.hasNoSlot(i)) {
                credit[i] += servers.effectiveWeight[i];
                total += servers.effectiveWeight[i];
                if (i != excluded && (best < 0 || credit[i] > credit[best])) {
                    best = i;
                }
            }
        }
        if (best >= 0) {
            credit[best] -= total;
        }
        return best;
    }

    long fingerprint(long h) {
        long mixed = h;
        for (long c : credit) {
            mixed = Mix.mix(mixed, c);
        }
        return mixed;
    }
}
