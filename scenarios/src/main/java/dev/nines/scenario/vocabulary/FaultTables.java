package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Quantities.Decimal;
import dev.nines.scenario.language.Quantities.Share;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Ref;
import dev.nines.scenario.language.Words.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults, drills and planned work: the vocabulary of {@code dev.nines.fault.Fault}. */
public final class FaultTables {
    private static final Target HOST = new Target(Target.Scope.HOST);
    private static final Target PROCESS = new Target(Target.Scope.PROCESS);
    private static final Target PROCESS_OR_UNIT = new Target(Target.Scope.PROCESS_OR_UNIT);
    private static final Target EITHER = new Target(Target.Scope.HOST_OR_PROCESS);

    static final Block PARTITION = Block.of(
            "partition",
            "Messages from one host to another are dropped.",
            Key.required("from", HOST, "The host cut off."),
            Key.required("to", Ref.host(), "The other host."),
            Key.of("one-way", new Flag(), Default.documented("false", "this language"), "Only from `from` to `to`."),
            Key.of(
                    "traffic",
                    Choice.of("all", "vrrp", "tcp"),
                    Default.documented("all", "this language"),
                    "What is dropped."));

    static final Block LOSS = Block.of(
            "loss",
            "Messages to and from a host are lost.",
            Key.required("host", HOST, "Whose."),
            Key.optional("to", Ref.host(), "Only between the two; without it, between `host` and every other."),
            Key.of("one-way", new Flag(), Default.documented("false", "this language"), "Only what `host` sends."),
            Key.required("share", new Share(), "Lost with this probability; 100% is a cut."));

    static final Block LATENCY = Block.of(
            "latency",
            "Messages to and from a host take longer.",
            Key.required("host", HOST, "Whose."),
            Key.required("extra", duration("0s", "1h"), "By this much."));

    static final Block RATE_LIMIT = Block.of(
            "rate-limit",
            "The link of a host carries less.",
            Key.required("host", HOST, "Whose."),
            Key.required("rate", Quantities.bitRate(), "At most this."));

    static final Block SLOW = Block.of(
            "slow",
            "A process works more slowly.",
            Key.required("process", PROCESS, "Which."),
            Key.required("factor", new Decimal(1, 1_000_000), "So many times slower."));

    static final Block REPLICA_LAG = Block.of(
            "replica-lag",
            "The replicas of a database apply what they receive later.",
            Key.required("service", Ref.service(Kinds.DATABASES), "Which database."),
            Key.required("lag", duration("0s", "1y"), "By this much."));

    private static final List<Key> VERBS = List.of(
            Key.optional("crash", HOST, "Power gone at once; the neighbours see the carrier drop, memory is lost."),
            Key.optional("power-off", HOST, "Switched off by an operator or a BMC."),
            Key.optional(
                    "kill", PROCESS_OR_UNIT, "SIGKILL of a process with its children; the kernel answers with RST."),
            Key.optional("kill-parent", PROCESS, "SIGKILL of the parent only; keepalived's child then resigns."),
            Key.optional(
                    "hang", PROCESS, "SIGSTOP: connections are accepted until the backlog is full, nobody answers."),
            Key.optional(
                    "pause",
                    EITHER,
                    "A process, or every process of a host, stands still until `repair` and then goes on with what waited: "
                            + "a garbage collection, the stun of a virtual machine, SIGSTOP and SIGCONT."),
            Key.optional("stop", EITHER, "SIGTERM of a process, or an orderly shutdown of a host."),
            Key.optional("restart", EITHER, "Stop and start again at once."),
            Key.optional("cable-cut", HOST, "Cable pulled: the host sees the loss of carrier."),
            Key.optional("silent-cut", HOST, "The switch stops forwarding, the carrier stays: nobody is told."),
            Key.optional("partition", new Type.Sub(PARTITION), PARTITION.meaning()),
            Key.optional("loss", new Type.Sub(LOSS), LOSS.meaning()),
            Key.optional("latency", new Type.Sub(LATENCY), LATENCY.meaning()),
            Key.optional("rate-limit", new Type.Sub(RATE_LIMIT), RATE_LIMIT.meaning()),
            Key.optional("slow", new Type.Sub(SLOW), SLOW.meaning()),
            Key.optional("zone-outage", new Zone(), "Every host of a zone, or of a region, loses power."),
            Key.optional("replica-lag", new Type.Sub(REPLICA_LAG), REPLICA_LAG.meaning()),
            Key.optional(
                    "both-masters",
                    Ref.service(Stream.of(Kinds.ADDRESSES, Kinds.DATABASES)
                            .flatMap(Stream::of)
                            .toArray(String[]::new)),
                    "An operator starts both nodes as master: two owners of an address, two writable primaries."));

    /** {@code crash}, {@code kill}, … */
    public static final List<String> VERB_NAMES = VERBS.stream().map(Key::name).toList();

    private static final Key REPAIR = Key.of(
            "repair",
            duration("0s", "10y").or("never", -1),
            Default.documented("never", "this language"),
            "The fault is undone so long after it.");
    private static final Key PLANNED = Key.of(
            "planned",
            new Flag(),
            Default.documented("false", "this language"),
            "Planned work: counted apart from failures.");

    static final Block DRILL =
            block("drill", "A fault injected at a random moment, once in each trial.", REPAIR, PLANNED);

    static final Block DRILL_STEP = block(
            "drill-step",
            "One of several faults of a drill.",
            Key.of(
                    "at",
                    duration("0s", "10y"),
                    Default.documented("0s", "this language"),
                    "So long after the drill's start."),
            REPAIR,
            PLANNED);

    static final Block LAW = block(
            "fault",
            "A fault that happens again and again during the years.",
            Key.required("every", new Laws("1s", false), "Time to failure, counted from the last repair."),
            Key.of("repair", new Laws("0s", true), Default.documented("never", "this language"), "Time to repair."));

    private FaultTables() {}

    private static Block block(String id, String meaning, Key... more) {
        List<Key> keys = new ArrayList<>(VERBS);
        keys.addAll(List.of(more));
        return new Block(id, meaning, keys, VERB_NAMES, "");
    }
}
