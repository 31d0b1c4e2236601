package dev.nines.model.spec;

import java.util.List;

/**
 * HAProxy instances with one backend. Names and defaults are those of HAProxy's configuration manual.
 *
 * @param behind the keepalived service whose address it binds; empty: its own hosts' addresses
 * @param port of its {@code bind} line
 * @param servers the service whose nodes are the backend's servers
 * @param check of each server; without its own time-out the whole check has {@code inter}
 * @param timeoutConnectNanos 0: unlimited; likewise the other timeouts
 * @param redispatch 0: off; −1: on the last retry (the default of {@code option redispatch}); n: on every n-th retry
 */
public record HaproxySpec(
        String name,
        List<String> nodes,
        String behind,
        int port,
        String servers,
        Mode mode,
        Balance balance,
        int randomDraws,
        Check check,
        int retries,
        int redispatch,
        long timeoutConnectNanos,
        long timeoutServerNanos,
        long timeoutClientNanos,
        long timeoutQueueNanos,
        long slowstartNanos,
        boolean shutdownSessionsOnDown,
        boolean stickOnSource,
        List<Server> serverOptions)
        implements ServiceSpec {

    public enum Mode {
        TCP,
        HTTP
    }

    public enum Balance {
        ROUNDROBIN,
        STATIC_RR,
        LEASTCONN,
        FIRST,
        SOURCE,
        RANDOM
    }

    public enum CheckType {
        NONE,
        TCP,
        HTTP
    }

    public enum Observe {
        OFF,
        LAYER4,
        LAYER7
    }

    public enum OnError {
        FASTINTER,
        FAIL_CHECK,
        SUDDEN_DEATH,
        MARK_DOWN
    }

    /** @param fastinterNanos and downinter default to inter */
    public record Check(
            CheckType type,
            long interNanos,
            long fastinterNanos,
            long downinterNanos,
            int rise,
            int fall,
            long timeoutNanos,
            double spreadChecks,
            Observe observe,
            int errorLimit,
            OnError onError) {}

    /** @param maxconn 0: unlimited */
    public record Server(String host, int weight, boolean backup, int maxconn) {}
}
