package dev.nines.protocol.balancer;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * One HAProxy backend as far as choosing servers goes (configuration manual, sections 4.2 and 5.2).
 *
 * @param algorithm {@code balance}
 * @param servers in configuration order, at least one; a server's index is its identity
 * @param hashType {@code hash-type}, for SOURCE
 * @param randomDraws draws of {@code random(n)}, &ge; 1
 * @param allBackups {@code option allbackups}
 * @param redispatch whether {@code option redispatch} is on: requests queued at a server that goes down are moved
 * @param persist {@code option persist}: persistence holds even to a server that is down
 * @param stickTableSize entries of the stick table on the source; 0: no stickiness
 * @param stickExpireNanos an entry not used for this long is forgotten; 0: never
 */
public record BalancerConfig(
        Algorithm algorithm,
        List<Server> servers,
        HashType hashType,
        int randomDraws,
        boolean allBackups,
        boolean redispatch,
        boolean persist,
        int stickTableSize,
        long stickExpireNanos) {

    public enum Algorithm {
        ROUNDROBIN,
        STATIC_RR,
        LEASTCONN,
        FIRST,
        SOURCE,
        RANDOM;

        /** The key decides the server, so that {@code redispatch} finds no reason to try another one at once. */
        public boolean hashes() {
            return this == SOURCE;
        }
    }

    /** MAP_BASED: hash modulo total weight; CONSISTENT: a ring with 16 points per unit of weight. */
    public enum HashType {
        MAP_BASED,
        CONSISTENT
    }

    /**
     * @param weight 0..256; 0: only persistent clients
     * @param backup used only while no other server is usable
     * @param maxconn connections at a time; 0: unlimited
     * @param maxqueue requests that may wait for this server; 0: unlimited
     * @param slowstartNanos warm-up after having been down, rounded up to whole seconds; 0: none
     */
    public record Server(int weight, boolean backup, int maxconn, int maxqueue, long slowstartNanos) {
        public Server {
            if (weight < 0 || weight > 256) {
                throw new IllegalArgumentException("weight must be within 0..256, not " + weight);
            }
            if (maxconn < 0 || maxqueue < 0 || slowstartNanos < 0) {
                throw new IllegalArgumentException("maxconn, maxqueue and slowstart must not be negative, not "
                        + maxconn + ", " + maxqueue + ", " + slowstartNanos);
            }
        }

        /** Weight 1, no limits. */
        public static Server defaults() {
            return new Server(1, false, 0, 0, 0);
        }

        public Server withWeight(int newWeight) {
            return new Server(newWeight, backup, maxconn, maxqueue, slowstartNanos);
        }

        public Server asBackup() {
            return new Server(weight, true, maxconn, maxqueue, slowstartNanos);
        }

        public Server withMaxconn(int newMaxconn, int newMaxqueue) {
            return new Server(weight, backup, newMaxconn, newMaxqueue, slowstartNanos);
        }

        public Server withSlowstart(long newSlowstartNanos) {
            return new Server(weight, backup, maxconn, maxqueue, newSlowstartNanos);
        }
    }

    public BalancerConfig {
        Objects.requireNonNull(algorithm, "balance");
        Objects.requireNonNull(hashType, "hash-type");
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a backend needs at least one server");
        }
        if (randomDraws < 1) {
            throw new IllegalArgumentException("random needs at least 1 draw, not " + randomDraws);
        }
        if (stickTableSize < 0 || stickTableSize > 1 << 26 || stickExpireNanos < 0) {
            throw new IllegalArgumentException("stick table size must be within 0..2^26 and expire not negative, not "
                    + stickTableSize + ", " + stickExpireNanos);
        }
    }

    /** The given servers, map-based hash, random(2), no stickiness, no redispatch. */
    public static BalancerConfig of(Algorithm algorithm, List<Server> servers) {
        return new BalancerConfig(algorithm, servers, HashType.MAP_BASED, 2, false, false, false, 0, 0);
    }

    /** {@code count} equal servers of weight 1. */
    public static BalancerConfig of(Algorithm algorithm, int count) {
        return of(algorithm, Collections.nCopies(count, Server.defaults()));
    }

    public BalancerConfig withHashType(HashType newHashType) {
        return new BalancerConfig(
                algorithm,
                servers,
                newHashType,
                randomDraws,
                allBackups,
                redispatch,
                persist,
                stickTableSize,
                stickExpireNanos);
    }

    public BalancerConfig withRandomDraws(int newRandomDraws) {
        return new BalancerConfig(
                algorithm,
                servers,
                hashType,
                newRandomDraws,
                allBackups,
                redispatch,
                persist,
                stickTableSize,
                stickExpireNanos);
    }

    public BalancerConfig withOptions(boolean newAllBackups, boolean newRedispatch, boolean newPersist) {
        return new BalancerConfig(
                algorithm,
                servers,
                hashType,
                randomDraws,
                newAllBackups,
                newRedispatch,
                newPersist,
                stickTableSize,
                stickExpireNanos);
    }

    public BalancerConfig withStickTable(int newStickTableSize, long newStickExpireNanos) {
        return new BalancerConfig(
                algorithm,
                servers,
                hashType,
                randomDraws,
                allBackups,
                redispatch,
                persist,
                newStickTableSize,
                newStickExpireNanos);
    }
}
