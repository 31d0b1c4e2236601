package dev.nines.chaos.lab.config;

import static dev.nines.chaos.lab.config.ConfigText.withUnit;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.NlbSpec.Algorithm;
import dev.nines.model.spec.NlbSpec.CheckType;
import dev.nines.model.spec.NlbSpec.FlowPolicy;
import dev.nines.model.spec.NlbSpec.TargetGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes HAProxy in TCP mode as the stand-in of an L4 balancer: it ends connections, which the balancer does not, but chooses
 * targets by the same rule and checks them as often.
 */
public final class NlbWriter {
    private NlbWriter() {}

    public static String write(Design design, NlbSpec service, String node, Addresses addresses) {
        ConfigText text = new ConfigText(design, 4);
        text.line("# stands in for the L4 balancer " + service.name());
        HaproxyWriter.global(text, service.name(), 0);
        text.line("").open("defaults").line("mode tcp").line("retries 0").line("no option redispatch");
        HaproxyWriter.timeout(text, "client", service.tcpIdleNanos());
        HaproxyWriter.timeout(text, "server", service.tcpIdleNanos());
        text.close();
        for (TargetGroup group : service.targetGroups()) {
            group(text, service, group, node, addresses);
        }
        return text.toString();
    }

    private static void group(ConfigText text, NlbSpec service, TargetGroup group, String node, Addresses addresses) {
        text.line("").open("listen " + service.name() + "-" + group.name());
        text.line("bind", addresses.bound(service.behind(), node) + ":" + group.port());
        text.line("balance", balance(service.algorithm()));
        if (service.algorithm() == Algorithm.SOURCE_HASH) {
            text.line("hash-type consistent");
        }
        text.line("timeout connect", withUnit(group.timeoutNanos()));
        text.line("timeout check", withUnit(group.timeoutNanos()));
        if (group.type() == CheckType.HTTP) {
            text.line("option httpchk");
        }
        text.line("default-server check inter " + withUnit(group.intervalNanos()) + " fall "
                + group.unhealthyThreshold() + " rise " + group.healthyThreshold()
                + (service.onUnhealthy() == FlowPolicy.RESET ? " on-marked-down shutdown-sessions" : ""));
        for (String host : group.registered()) {
            text.line("server " + host + " " + addresses.host(host) + ":" + group.port());
        }
        text.close();
    }

    private static String balance(Algorithm algorithm) {
        return switch (algorithm) {
            case SOURCE_HASH -> "source";
            case FLOW_HASH -> "random(1)";
            case ROUND_ROBIN -> "roundrobin";
        };
    }

    /** What the stand-in does otherwise. */
    public static List<Difference> differences(NlbSpec service) {
        List<Difference> found = new ArrayList<>();
        String name = service.name();
        found.add(new Difference(name, "HAProxy ends connections: a target sees the balancer's address"));
        found.add(new Difference(name, "HAProxy waits the interval after a check's end, a balancer after its start"));
        found.add(new Difference(name, "flows of a balancer that dies are lost; nothing shares them with the other"));
        if (service.algorithm() == Algorithm.FLOW_HASH) {
            found.add(new Difference(name, "targets are drawn at random for each flow instead of by its hash"));
        }
        if (service.onUnhealthy() == FlowPolicy.REHASH) {
            found.add(new Difference(name, "flows of an unhealthy target stay there instead of going to another"));
        }
        if (service.failOpen()) {
            found.add(new Difference(name, "with no healthy target connections are refused: it does not fail open"));
        }
        if (service.passiveChecks()) {
            found.add(new Difference(name, "no passive checks"));
        }
        return List.copyOf(found);
    }
}
