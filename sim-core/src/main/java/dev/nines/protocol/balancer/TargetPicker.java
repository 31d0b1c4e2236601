package dev.nines.protocol.balancer;

import dev.nines.protocol.balancer.TargetPickerConfig.Algorithm;
import java.util.Arrays;

/**
 * Which target of an L4 network load balancer a flow goes to. The driver keeps the flows (and the time of their
 * last packet); this object only decides. It asks nothing of the world, so it has no effects.
 */
public final class TargetPicker {

    /** No target may have this flow. */
    public static final int NONE = -1;
    /** The flow is answered with RST. */
    public static final int RESET = -2;

    private enum Health {
        /** Registered, no traffic unless failing open: initial or unhealthy. */
        WAITING,
        HEALTHY,
        /** Only existing flows. */
        DRAINING,
        ABSENT
    }

    private final TargetPickerConfig config;
    private final Health[] health;
    private int healthy;
    private int registered;
    private int cursor = -1;

    /** All targets are registered and wait for their health. */
    public TargetPicker(TargetPickerConfig config) {
        this.config = config;
        this.health = new Health[config.targets()];
        Arrays.fill(health, Health.WAITING);
        registered = health.length;
    }

    public void markHealthy(int target) {
        set(target, Health.HEALTHY);
    }

    public void markUnhealthy(int target) {
        set(target, Health.WAITING);
    }

    public void markDraining(int target) {
        set(target, Health.DRAINING);
    }

    public void markUnused(int target) {
        set(target, Health.ABSENT);
    }

    /**
     * The target of a new flow.
     *
     * @param hash of the flow (5-tuple) or of the source address
     * @return its index or {@link #NONE}
     */
    public int pick(int hash) {
        int candidates = candidates();
        if (candidates == 0) {
            return NONE;
        }
        if (config.algorithm() == Algorithm.ROUND_ROBIN) {
            do {
                cursor = cursor + 1 >= health.length ? 0 : cursor + 1;
            } while (!takesNewFlows(cursor));
            return cursor;
        }
        int rank = Integer.remainderUnsigned(Mix.avalanche(hash), candidates);
        for (int i = 0; i < health.length; i++) {
            if (takesNewFlows(i) && rank-- == 0) {
                return i;
            }
        }
        throw new IllegalStateException("no candidate of rank " + rank + " among " + candidates);
    }

    /**
     * The next packet of an existing flow.
     *
     * @param target where the flow went so far
     * @param idleNanos time since its last packet
     * @return the target from now on, {@link #RESET}, or {@link #NONE} if rehashing finds nobody
     */
    public int onPacket(int target, int hash, long idleNanos) {
        if (idleNanos > config.idleTimeoutNanos() || health[target] == Health.ABSENT) {
            return RESET;
        }
        if (health[target] != Health.WAITING || isFailingOpen()) {
            return target;
        }
        return switch (config.onUnhealthy()) {
            case RESET -> RESET;
            case KEEP -> target;
            case REHASH -> pick(hash);
        };
    }

    /** Nobody is healthy and traffic goes to everybody. */
    public boolean isFailingOpen() {
        return config.failOpen() && healthy == 0 && registered > 0;
    }

    public int healthyTargets() {
        return healthy;
    }

    /** Mixes everything that decides the future into {@code h}. */
    public long fingerprint(long h) {
        long mixed = Mix.mix(h, cursor);
        for (Health each : health) {
            mixed = Mix.mix(mixed, each.ordinal());
        }
        return mixed;
    }

    private int candidates() {
        if (healthy > 0) {
            return healthy;
        }
        return config.failOpen() ? registered : 0;
    }

    private boolean takesNewFlows(int target) {
        return health[target] == Health.HEALTHY || (health[target] == Health.WAITING && isFailingOpen());
    }

    private void set(int target, Health next) {
        healthy += count(next == Health.HEALTHY) - count(health[target] == Health.HEALTHY);
        registered += count(isRegistered(next)) - count(isRegistered(health[target]));
        health[target] = next;
    }

    private static boolean isRegistered(Health health) {
        return health == Health.WAITING || health == Health.HEALTHY;
    }

    private static int count(boolean holds) {
        return holds ? 1 : 0;
    }
}
