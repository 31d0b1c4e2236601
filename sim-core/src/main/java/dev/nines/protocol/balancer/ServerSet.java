package dev.nines.protocol.balancer;

import dev.nines.protocol.balancer.Balancer.ServerState;
import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.balancer.BalancerConfig.HashType;
import dev.nines.protocol.balancer.BalancerConfig.Server;

/** States, weights and loads of a backend's servers, and the backup rule. */
final class ServerSet {

    /** BE_WEIGHT_SCALE: slowstart moves a weight in sixteenths. */
    static final int WEIGHT_SCALE = 16;
    /** SRV_EWGHT_MAX. */
    private static final long MAX_EFFECTIVE_WEIGHT = 256L * WEIGHT_SCALE;

    final int count;
    final boolean dynamicWeights;
    final ServerState[] state;
    final int[] weight;
    final int[] effectiveWeight;
    final int[] served;
    final int[] queued;
    final int[] slowstartSeconds;
    final int[] warmSeconds;
    /** Usable and, by the backup rule, in its turn. */
    final boolean[] inUse;

    int activeUsable;

    private final int[] maxconn;
    private final boolean[] backup;
    private final boolean allBackups;
    private long totalWeight;

    ServerSet(BalancerConfig config) {
        count = config.servers().size();
        state = new ServerState[count];
        weight = new int[count];
        effectiveWeight = new int[count];
        served = new int[count];
        queued = new int[count];
        slowstartSeconds = new int[count];
        warmSeconds = new int[count];
        inUse = new boolean[count];
        maxconn = new int[count];
        backup = new boolean[count];
        allBackups = config.allBackups();
        dynamicWeights = isDynamic(config);
        for (int i = 0; i < count; i++) {
            Server server = config.servers().get(i);
            state[i] = ServerState.RUNNING;
            weight[i] = server.weight();
            maxconn[i] = server.maxconn();
            backup[i] = server.backup();
            slowstartSeconds[i] = wholeSeconds(server.slowstartNanos());
        }
    }

    private static int wholeSeconds(long nanos) {
        long seconds = nanos / 1_000_000_000L + (nanos % 1_000_000_000L > 0 ? 1 : 0);
        return (int) Math.min(Integer.MAX_VALUE, seconds);
    }

    private static boolean isDynamic(BalancerConfig config) {
        return config.algorithm() != Algorithm.STATIC_RR
                && (config.algorithm() != Algorithm.SOURCE || config.hashType() == HashType.CONSISTENT);
    }

    boolean isUp(int i) {
        return state[i] != ServerState.STOPPED;
    }

    boolean isUsable(int i) {
        return isUp(i) && weight[i] > 0;
    }

    boolean hasNoSlot(int i) {
        return maxconn[i] > 0 && (queued[i] > 0 || served[i] >= dynamicMaxconn(i));
    }

    int dynamicMaxconn(int i) {
        if (maxconn[i] == 0) {
            return Integer.MAX_VALUE;
        }
        if (state[i] != ServerState.STARTING) {
            return maxconn[i];
        }
        long percent = 100L * warmSeconds[i] / slowstartSeconds[i];
        return (int) Math.max(1, maxconn[i] * percent / 100);
    }

    long totalWeight() {
        return totalWeight;
    }

    /** The key of lb_fwlc.c: idle servers are equal whatever their weight. */
    long leastconnKey(int i) {
        long inflight = (long) served[i] + queued[i];
        return inflight == 0 ? 0 : (inflight + 1) * MAX_EFFECTIVE_WEIGHT / effectiveWeight[i];
    }

    boolean isNotBusier(int i, int other) {
        return (long) served[i] * effectiveWeight[other] <= (long) served[other] * effectiveWeight[i];
    }

    /** Whether somebody else can take a request that this server failed. */
    boolean canAvoid(int i) {
        if (i < 0 || !inUse[i]) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            if (k != i && inUse[k] && !hasNoSlot(k)) {
                return true;
            }
        }
        return false;
    }

    /** The server in use at this point of the line of effective weights, one server left out. */
    int byWeight(long point, int shunned) {
        long rest = point;
        int last = Balancer.NONE;
        for (int i = 0; i < count; i++) {
            if (inUse[i] && i != shunned) {
                last = i;
                rest -= effectiveWeight[i];
                if (rest < 0) {
                    break;
                }
            }
        }
        return last;
    }

    void recalculate(int i) {
        effectiveWeight[i] = isUp(i) ? weight[i] * warmth(i) : 0;
        sumWeights();
    }

    /** After a server came, went, or changed between usable and not. */
    void recalculateAll() {
        activeUsable = 0;
        int firstBackup = -1;
        for (int i = 0; i < count; i++) {
            effectiveWeight[i] = isUp(i) ? weight[i] * warmth(i) : 0;
            if (isUsable(i)) {
                if (!backup[i]) {
                    activeUsable++;
                } else if (firstBackup < 0) {
                    firstBackup = i;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            boolean backupsTurn = activeUsable == 0 && (allBackups || i == firstBackup);
            inUse[i] = isUsable(i) && (backup[i] ? backupsTurn : true);
        }
        sumWeights();
    }

    long fingerprint(long h) {
        long mixed = h;
        for (int i = 0; i < count; i++) {
            mixed = Mix.mix(mixed, state[i].ordinal());
            mixed = Mix.mix(mixed, ((long) weight[i] << 32) + effectiveWeight[i]);
            mixed = Mix.mix(mixed, ((long) served[i] << 32) + queued[i]);
            mixed = Mix.mix(mixed, state[i] == ServerState.STARTING ? warmSeconds[i] : 0);
        }
        return mixed;
    }

    /** 1..16 sixteenths (server_recalc_eweight): a warming server starts with one, not with none. */
    private int warmth(int i) {
        if (state[i] != ServerState.STARTING || !dynamicWeights) {
            return WEIGHT_SCALE;
        }
        long slowstart = slowstartSeconds[i];
        return (int) ((WEIGHT_SCALE * (long) warmSeconds[i] + slowstart) / slowstart);
    }

    private void sumWeights() {
        totalWeight = 0;
        for (int i = 0; i < count; i++) {
            if (inUse[i]) {
                totalWeight += effectiveWeight[i];
            }
        }
    }
}
