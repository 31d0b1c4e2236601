package dev.nines.scenario.vocabulary;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Name;
import dev.nines.scenario.language.Words.Text;
import java.util.List;

/** The whole file. */
public final class Vocabulary {
    /** Safety properties that a scenario may expect to be violated. */
    public static final List<String> VIOLATIONS =
            List.of("vip-single-owner", "single-writer", "acked-write-lost", "mixed-content", "replication-broken");

    private static final Type FAULTS = new Type.ListOf(new Type.Sub(FaultTables.LAW), 0, false);

    public static final Block FILE = Block.of(
            "scenario",
            "The whole file.",
            Key.required("nines", new Count(1, 1), "Version of the language."),
            Key.optional("title", new Text(), "One line; default: the file's name."),
            Key.optional("question", new Text(), "What the scenario answers."),
            Key.optional(
                    "hosts",
                    new Type.MapOf(new Name("host"), new Type.Sub(OtherTables.HOST), 1),
                    "Machines, by name; products need them, parts without a product do not."),
            Key.optional("network", new Type.Sub(OtherTables.NETWORK), "Delays and kernels."),
            Key.required(
                    "services",
                    new Type.MapOf(new Name("service"), new Type.Sub(Kinds.SERVICE), 1),
                    "Products on hosts, and parts without a product, by name."),
            Key.optional(
                    "clients",
                    new Type.MapOf(new Name("client"), new Type.Sub(OtherTables.CLIENT), 0),
                    "Who calls, by name."),
            Key.optional("probe", new Type.Sub(OtherTables.PROBE), "How availability is measured."),
            Key.optional(
                    "drills",
                    new Type.MapOf(
                            new Name("drill"),
                            Type.Either.of(
                                    new Type.Sub(FaultTables.DRILL),
                                    new Type.ListOf(new Type.Sub(FaultTables.DRILL_STEP), 1, false)),
                            0),
                    "Named faults: one, or a list of steps with `at`."),
            Key.optional("faults", FAULTS, "Faults of the years, by their laws."),
            Key.optional("planned", FAULTS, "Planned work of the years, in the same words."),
            Key.optional("objectives", new Type.ListOf(new Objective(), 0, true), "What must hold."),
            Key.optional(
                    "expect",
                    new Type.ListOf(new Choice(VIOLATIONS, ""), 0, true),
                    "Safety violations that are no surprise here."),
            Key.optional("run", new Type.Sub(OtherTables.RUN), "How much is simulated."),
            Key.optional(
                    "variants",
                    new Type.MapOf(new Name("variant"), new Type.MapOf(new DottedPath(), new Type.Free(), 1), 0),
                    "Small changes of this design, by name."));

    private Vocabulary() {}
}
