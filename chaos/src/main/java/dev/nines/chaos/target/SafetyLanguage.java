package dev.nines.chaos.target;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words;
import java.util.List;

/** The tables of an inventory that say when runs may begin, what ends them, and who is told. */
final class SafetyLanguage {
    private static final Block STOP = Block.of(
                    "stop condition",
                    "What ends a run, its faults undone.",
                    Key.optional("probe", Matching.NAME, "the service whose probes are looked at"),
                    Key.of(
                            "below",
                            new Quantities.Share(0.01, 1),
                            Default.documented("50%", "half of the probes of a second"),
                            "share of good probes that is too few"),
                    Key.of(
                            "for",
                            Quantities.duration("1s", "1h"),
                            Default.documented("30s", "longer than most take-overs"),
                            "how long it may be below"),
                    Key.optional("http", Matching.URL, "a page"),
                    Key.of(
                            "status",
                            new Quantities.Count(100, 599),
                            Default.documented("200", "OK"),
                            "what the page must answer"),
                    Key.optional("prometheus", Matching.URL, "a Prometheus server"),
                    Key.optional("query", new Words.Text(), "what it is asked"),
                    Key.optional("at-least", new Quantities.Decimal(-1e15, 1e15), "the least that a value may be"),
                    Key.optional("at-most", new Quantities.Decimal(-1e15, 1e15), "the most that a value may be"))
            .withExactlyOne(List.of("probe", "http", "prometheus"));

    private static final Block WINDOW = Block.of(
            "window",
            "When runs are allowed.",
            Key.required("hours", Matching.HOURS, "days, times and a zone of the tz database"),
            Key.optional("freezes", new Type.ListOf(Matching.DATES, 1, true), "dates without any run"));

    private static final Block ANNOUNCEMENT = Block.of(
                    "announcement",
                    "Who is told.",
                    Key.optional(
                            "command",
                            new Type.ListOf(Matching.WORD, 1, false),
                            "a program of this machine, which gets JSON on its standard input"),
                    Key.optional("webhook", Matching.URL, "gets the same JSON by POST"))
            .withExactlyOne(List.of("command", "webhook"));

    private SafetyLanguage() {}

    /** @param probe the table of a probe */
    static List<Key> keys(Block probe) {
        return List.of(
                Key.optional("stop", new Type.ListOf(new Type.Sub(STOP), 1, false), "what ends a run"),
                Key.optional(
                        "canaries",
                        new Type.MapOf(Matching.NAME, new Type.Sub(probe), 1),
                        "what no fault may touch; if one fails, the run ends"),
                Key.optional("window", new Type.Sub(WINDOW), "when runs are allowed"),
                Key.of(
                        "cool-down",
                        Quantities.duration("0s", "30d"),
                        Default.documented("10s", "for what was disturbed to come to rest"),
                        "time between two runs that hit the same target"),
                Key.optional("announce", new Type.ListOf(new Type.Sub(ANNOUNCEMENT), 1, false), "who is told"));
    }
}
