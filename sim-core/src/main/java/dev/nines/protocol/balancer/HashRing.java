package dev.nines.protocol.balancer;

import java.util.Arrays;

/**
 * The ring of {@code hash-type consistent} ({@code lb_chash.c}): sixteen points per unit of weight, as many of them
 * in use as the effective weight says. A key belongs to the next point on the ring.
 */
final class HashRing {

    private final ServerSet servers;
    /** Sorted; upper half: position, then server (16 bits) and point number (16 bits). */
    private final long[] points;

    HashRing(ServerSet servers, boolean needed) {
        this.servers = servers;
        int total = 0;
        for (int weight : servers.weight) {
            total += weight * ServerSet.WEIGHT_SCALE;
        }
        points = new long[needed ? total : 0];
        int next = 0;
        for (int i = 0; i < servers.count && points.length > 0; i++) {
            for (int k = 0; k < servers.weight[i] * ServerSet.WEIGHT_SCALE; k++) {
                long position = Mix.avalanche((i + 1) * 65_536 + k) & 0xFFFF_FFFFL;
                points[next++] = ((position << 32) | ((long) i << 16) | k) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(points);
    }

    int server(int sourceKey, int shunned) {
        long position = Mix.avalanche(sourceKey) & 0xFFFF_FFFFL;
        int start = Arrays.binarySearch(points, (position << 32) ^ Long.MIN_VALUE);
        int at = start >= 0 ? start : -start - 1;
        for (int k = 0; k < points.length; k++) {
            if (at >= points.length) {
                at = 0;
            }
            long point = points[at++];
            int server = (int) (point >>> 16) & 0xFFFF;
            if (server != shunned && servers.inUse[server] && (point & 0xFFFF) < servers.effectiveWeight[server]) {
                return server;
            }
        }
        return Balancer.NONE;
    }
}
