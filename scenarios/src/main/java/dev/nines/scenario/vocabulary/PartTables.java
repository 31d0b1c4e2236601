package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Quantities.Share;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Ref;

/** Parts without a product: units, who repairs them, and what is made of them. */
final class PartTables {
    private static final String OURS = "this language";

    private static final Key NEEDS = Key.optional(
            "needs",
            new Type.ListOf(Ref.service(Kinds.UP_OR_DOWN), 1, true),
            "Parts without which it is down; its own clock goes on.");

    private static final Block TESTS = Block.of(
            "tests",
            "What finds failures that nobody notices.",
            Key.required(
                    "every",
                    duration("1s", "100y"),
                    "Between two tests, the first so long after the start of the measured time. A test takes no time."));

    static final Block UNIT = Block.of(
            "unit",
            "A part without a model of its own: it works, fails and is repaired, by laws.",
            Key.required("fails", new Laws("1ms", true), "Working time until it fails."),
            Key.of("repair", new Laws("0s", true), Default.documented("never", OURS), "From the repair's beginning."),
            Key.optional(
                    "crew",
                    Ref.service(Kinds.REPAIR_CREW),
                    "Who repairs it: a failed unit waits for its turn. Without it somebody is always free."),
            Key.of(
                    "count",
                    new Count(1, 10_000),
                    Default.documented("1", OURS),
                    "So many equal, independent ones under one name; a `k-of-n` says how many are enough."),
            Key.of(
                    "found",
                    Choice.of("at-once", "tests"),
                    Default.documented("at-once", OURS),
                    "When a failure is known; until then nobody repairs it."),
            Key.optional("tests", new Type.Sub(TESTS), "With `found: tests`."),
            NEEDS);

    static final Block REPAIR_CREW = Block.of(
            "repair-crew",
            "People who repair units, one each at a time; who comes first is served first.",
            Key.of("size", new Count(1, 10_000), Default.documented("1", OURS), "Units repaired at a time."));

    private static final Block COMMON_CAUSE = Block.of(
            "common-cause",
            "What strikes all units of a group at once (beta factor).",
            Key.required("beta", new Share(), "Share of each unit's failure rate; the rest strikes it alone."),
            Key.optional(
                    "repair",
                    Laws.any(),
                    "One repair, by nobody's crew, brings all units back, also those that had failed before. Without"
                            + " it each is repaired as usual."));

    static final Block K_OF_N = Block.of(
            "k-of-n",
            "Up while at least k of its members are.",
            Key.required("k", new Count(1, 1_000_000), "So many are enough."),
            Key.required(
                    "of",
                    new Type.ListOf(Ref.service(Kinds.UP_OR_DOWN), 1, true),
                    "The members; a unit of which there are n counts n."),
            Key.optional(
                    "common-cause",
                    new Type.Sub(COMMON_CAUSE),
                    "Only of units whose laws of failure are equal and exponential."));

    static final Block STANDBY = Block.of(
            "standby",
            "Some units at work, the others waiting to take over. A switch-over goes on to its end, whatever is repaired"
                    + " meanwhile. When no unit is left, the first that is repaired goes to work at once.",
            Key.of("active", new Count(1, 10_000), Default.documented("1", OURS), "So many are wanted at work."),
            Key.required("of", new Type.ListOf(Ref.service(Kinds.UNIT), 1, true), "The units, in order of preference."),
            Key.of(
                    "dormancy",
                    new Share(),
                    Default.documented("0%", OURS),
                    "How fast a waiting unit ages, as a share of a working one: `0%` is cold, `100%` hot. Between the two"
                            + " only units that fail exponentially."),
            Key.of(
                    "switch",
                    Laws.any(),
                    Default.documented("0s", OURS),
                    "Down so long while a waiting unit takes over."),
            Key.of(
                    "coverage",
                    new Share(),
                    Default.documented("100%", OURS),
                    "Probability that an automatic switch-over succeeds."),
            Key.optional(
                    "uncovered",
                    Laws.any(),
                    "Down so long, instead of `switch`, when it does not: until people have switched by hand."),
            Key.of(
                    "failback",
                    new Flag(),
                    Default.documented("false", OURS),
                    "A preferred unit takes over again when it is back, by another switch-over."));

    static final Block QUEUE = Block.of(
            "queue",
            "Customers who come, wait in one queue and are served, first come first served.",
            Key.required("arrivals", new Laws("1us", true), "Time between two arrivals."),
            Key.required("service", new Laws("1us", false), "Time with a server."),
            Key.of("servers", new Count(1, 10_000), Default.documented("1", OURS), "Customers served at a time."),
            Key.optional(
                    "capacity",
                    new Count(1, 100_000_000),
                    "Customers in the system, those in service too; who comes beyond is lost. Without it there is room for"
                            + " all."),
            Key.optional(
                    "needs",
                    new Type.ListOf(Ref.service(Kinds.UP_OR_DOWN), 1, true),
                    "Parts without which service stops; it goes on later where it was. The queue is down meanwhile."));

    private PartTables() {}
}
