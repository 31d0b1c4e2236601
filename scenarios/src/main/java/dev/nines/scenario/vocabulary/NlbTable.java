package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Name;
import dev.nines.scenario.language.Words.Ref;

/** AWS: Network Load Balancer guide, ELBv2 API. NCP: NAVER Cloud guide "Network Load Balancer". */
final class NlbTable {
    private static final String NCP = "ncp";
    private static final String AWS_GUIDE = "AWS NLB guide, health checks";
    private static final String NCP_GUIDE = "NCP Network Load Balancer guide, example";

    static final Block TARGET_GROUP = Block.of(
            "target-group",
            "One listener with its target group.",
            Key.required("port", new Count(1, 65535), "Port of the listener and of the targets."),
            Key.required("targets", Ref.service(Kinds.BACKENDS), "The service whose nodes are the targets."),
            Key.optional(
                    "registered",
                    new Type.ListOf(Ref.host(), 0, true),
                    "Hosts that were really registered; default: all nodes of `targets`."),
            Key.of("protocol", Choice.of("tcp", "http"), Default.documented("tcp", AWS_GUIDE), "Of the health check."),
            Key.of(
                            "interval",
                            duration("1s", "300s"),
                            Default.documented("30s", AWS_GUIDE),
                            "Between health checks of a target.")
                    .in(NCP, Default.documented("30s", NCP_GUIDE)),
            Key.of(
                            "timeout",
                            duration("100ms", "120s"),
                            Default.documented("10s", "AWS NLB guide, archived edition (TCP)"),
                            "Of one health check.")
                    .in(NCP, Default.guess("10s", "not documented; as AWS")),
            Key.of(
                            "healthy-threshold",
                            new Count(1, 10),
                            Default.documented("5", AWS_GUIDE),
                            "Good checks in a row until a target is healthy.")
                    .in(NCP, Default.documented("2", NCP_GUIDE)),
            Key.of(
                            "unhealthy-threshold",
                            new Count(1, 10),
                            Default.documented("2", AWS_GUIDE),
                            "Failed checks in a row until it is unhealthy.")
                    .in(NCP, Default.documented("2", NCP_GUIDE)));

    static final Block BLOCK = Block.of(
                    "nlb",
                    "An L4 network load balancer: it forwards flows and terminates none.",
                    Key.required(
                            "nodes",
                            new Type.ListOf(Ref.host(), 1, true),
                            "Hosts that run it; `managed: true` when the cloud does."),
                    Key.required(
                            "target-groups",
                            new Type.MapOf(new Name("target group"), new Type.Sub(TARGET_GROUP), 1),
                            "One per listener."),
                    Key.of(
                            "profile",
                            Choice.of("aws", NCP),
                            Default.documented("aws", "AWS documents most"),
                            "Whose defaults hold."),
                    Key.optional(
                            "behind",
                            Ref.service(Kinds.ADDRESSES),
                            "The service whose address it serves; without it, its hosts' own addresses."),
                    Key.of(
                                    "algorithm",
                                    Choice.of("flow-hash", "source-hash", "round-robin"),
                                    Default.guess("flow-hash", "AWS: 5-tuple, unverified"),
                                    "How a flow finds its target.")
                            .in(NCP, Default.documented("round-robin", "NCP Network Load Balancer guide")),
                    Key.of(
                                    "on-unhealthy",
                                    Choice.of("reset", "keep", "rehash"),
                                    Default.documented("reset", "AWS NLB guide: RST on the next packet"),
                                    "What becomes of flows of a target that turned unhealthy.")
                            .in(NCP, Default.guess("keep", "not documented; direct server return")),
                    Key.of(
                                    "fail-open",
                                    new Flag(),
                                    Default.documented("true", AWS_GUIDE),
                                    "All targets unhealthy: send to all of them.")
                            .in(NCP, Default.guess("false", "not documented")),
                    Key.of(
                                    "passive-checks",
                                    new Flag(),
                                    Default.documented("true", AWS_GUIDE),
                                    "Live traffic can mark a target unhealthy.")
                            .in(NCP, Default.guess("false", "none documented")),
                    Key.of(
                                    "tcp-idle",
                                    duration("1s", "6000s"),
                                    Default.documented("350s", "AWS NLB guide, TCP idle timeout"),
                                    "A flow silent for longer is forgotten.")
                            .in(NCP, Default.guess("350s", "not documented; as AWS")))
            .withProfile("profile");

    private NlbTable() {}
}
