package dev.nines.protocol.balancer;

import java.util.Arrays;

/**
 * The table of {@code hash-type map-based} ({@code lb_map.c}): one slot per unit of weight, servers interleaved. A
 * change of the set of servers rebuilds it, which moves nearly all keys.
 */
final class WeightMap {

    private final ServerSet servers;
    private final int[] units;
    private final int[] slots;
    private final long[] credit;
    private int used;

    WeightMap(ServerSet servers) {
        this.servers = servers;
        int divisor = 0;
        int sum = 0;
        for (int weight : servers.weight) {
            divisor = gcd(weight, divisor);
        }
        units = new int[servers.count];
        for (int i = 0; i < servers.count; i++) {
            units[i] = divisor == 0 ? 0 : servers.weight[i] / divisor;
            sum += units[i];
        }
        slots = new int[sum];
        credit = new long[servers.count];
    }

    void rebuild() {
        Arrays.fill(credit, 0);
        used = 0;
        for (int i = 0; i < servers.count; i++) {
            used += servers.inUse[i] ? units[i] : 0;
        }
        for (int slot = 0; slot < used; slot++) {
            int best = -1;
            for (int i = 0; i < servers.count; i++) {
                if (servers.inUse[i]) {
                    credit[i] += units[i];
                    if (best < 0 || credit[i] > credit[best]) {
                        best = i;
                    }
                }
            }
            credit[best] -= used;
            slots[slot] = best;
        }
    }

    /** {@code balance source} without {@code avalanche}: an IPv4 address is its own hash. */
    int server(int sourceKey) {
        return used == 0 ? Balancer.NONE : slots[Integer.remainderUnsigned(sourceKey, used)];
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
