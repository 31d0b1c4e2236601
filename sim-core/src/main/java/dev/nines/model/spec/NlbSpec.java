package dev.nines.model.spec;

import java.util.List;

/**
 * An L4 network load balancer: it forwards flows and terminates none.
 *
 * @param behind the keepalived service whose address it serves; empty: its own hosts' addresses
 * @param onUnhealthy what happens to flows of a target that became unhealthy
 * @param failOpen all targets unhealthy: send to all of them (AWS) instead of none
 */
public record NlbSpec(
        String name,
        List<String> nodes,
        String behind,
        List<TargetGroup> targetGroups,
        Algorithm algorithm,
        FlowPolicy onUnhealthy,
        boolean failOpen,
        boolean passiveChecks,
        long tcpIdleNanos)
        implements ServiceSpec {

    public enum Algorithm {
        FLOW_HASH,
        SOURCE_HASH,
        ROUND_ROBIN
    }

    public enum FlowPolicy {
        RESET,
        KEEP,
        REHASH
    }

    public enum CheckType {
        TCP,
        HTTP
    }

    /**
     * One listener with its target group.
     *
     * @param port of the listener and of the targets
     * @param targets the service whose nodes are the targets
     * @param registered hosts that were really registered (forgetting one is easy); normally all nodes
     */
    public record TargetGroup(
            String name,
            int port,
            String targets,
            List<String> registered,
            CheckType type,
            long intervalNanos,
            long timeoutNanos,
            int healthyThreshold,
            int unhealthyThreshold) {}
}
