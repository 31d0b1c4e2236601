package dev.nines.scenario;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.Objective;
import dev.nines.scenario.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/reference/scenario.md}, made of the reader's own tables. */
public final class ReferencePage {
    private static final String INTRODUCTION = """
            # The scenario file

            <!-- Made of the reader's tables by PagesTest; `mvn test -Dnines.golden=update` writes it anew. -->

            A scenario is one YAML 1.2 file of at most 1 MiB in UTF-8. Keys keep the names that the products use.
            `nines check FILE` names everything that is wrong at once; `nines schema` prints a JSON Schema for
            editors; `nines init` writes a commented file to start from.

            Every value below may be written `guess(VALUE)`: it counts as a guess in the assumptions of the result.
            Durations, shares, rates, sizes, counts and laws may also be

            | unknown | meaning |
            |---|---|
            | `10s..30s` | a range: one value, nobody knows which; each equally likely |
            | `guess(30min x5)` | a guess with a factor: from a fifth to five times, equal factors equally likely |
            | `guess(10s..30s as NAME)`, `guess(30min x5 as NAME)` | the same unknown wherever NAME stands, also in another scenario |

            The run takes the middle of a range and the value of a guess; what the result owes to not knowing better stands
            beside it ([What is not known](../guide/07-what-is-not-known.md)). A value must be right at both ends. `run` and
            `probe` cannot be unknown.

            A key without default and not marked *required* simply means nothing when it is left out.

            ## Values

            | value | example | units |
            |---|---|---|
            UNITS
            | share | `20%`, `0.2` | |

            A year has 365 days. YAML 1.2 reads `yes`, `no`, `on` and `off` as texts: write `true` or `false`.

            A **law** says how a duration differs from time to time: a duration (always the same) or one of

            | law | meaning |
            |---|---|
            | `exponential(MEAN)` | memoryless |
            | `uniform(FROM TO)` | evenly spread |
            | `lognormal(MEDIAN p95 P95)` | by its median and its 95th percentile |
            | `weibull(SCALE shape K)` | wears out with K > 1, fails early with K < 1 |
            | `gamma(MEAN shape K)`, `erlang(MEAN shape K)` | the sum of K exponential times; Erlang's K is whole |
            | `pareto(SCALE shape A)` | at least SCALE, with a tail like a power; its mean is infinite for A ≤ 1 |
            | `hyperexponential(MEAN cv C)` | mostly short, sometimes long: one of two exponential times, each of which makes up half of the mean; C is standard deviation ÷ mean, at least 1 |
            | `empirical(FILE)`, `empirical(FILE column NAME)` | what was measured: each value equally often |
            | `empirical(… times NUMBER)` | the same, every value so many times as long |

            Each argument of a law may be unknown: `exponential(guess(90d x3))`. So may be a law as a whole:
            `guess(lognormal(20min p95 2h) x3)` has every duration in it a third to three times as long. FILE holds one duration per
            line, or is a table with commas; `nines explain N0131` says more.

            A **name** is a letter, then letters, digits, `-` or `_`, at most 63 characters.

            A **target** of a fault is a host (`lb1`), a unit (`psu`; it fails), a process (`web@web1`: of service `web` on `web1`) or a role at
            that moment (`master of vip`, `primary of db`). Under `faults` and `planned` it may also be `any host`,
            `any host of SERVICE` or `SERVICE@any host`: each single one, independently of the others; never a managed
            host.

            An **objective** is `MEASURE >= LIMIT`, `<=` or `=`. `SERVICE: ` before it says whose measure it is; without
            it, the first service that clients call. STATISTIC is one of `min`, `mean`, `p50`, `p90`, `p95`, `p99` and
            `max`; figures per year have no `min`, `p90` and `max`. Measures: MEASURES. A limit in time may have several
            parts: `52m34s`.

            Two forms speak of **windows** into which the horizon is cut, one after the other from its beginning:
            `P(downtime/year > 5m15s) <= 5%` is the share of years (of windows: `downtime/30d`) with more downtime;
            `error-budget(30d 99.9%) used <= 50%` is the downtime of a window ÷ what the target allows in it, by `used.p95`
            unless `.mean`, `.p50`, `.p99` or `.max` follows. They combine: `P(error-budget(30d 99.9%) used > 100%) <= 1%`.

            A **variant** names paths and their values: `services.files.content-sync.method: tar`. A number is an
            item of a list, counted from 0; a new key is added; an empty value removes the key. `SCENARIO+VARIANT` names the
            result.

            """;

    private final StringBuilder out = new StringBuilder();
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    private ReferencePage() {}

    /** Markdown. */
    public static String text() {
        ReferencePage page = new ReferencePage();
        page.collect(Vocabulary.FILE);
        page.introduction();
        page.blocks.values().forEach(page::table);
        page.errors();
        return page.out.toString();
    }

    private void collect(Block block) {
        if (blocks.putIfAbsent(block.id(), block) == null) {
            block.keys().forEach(key -> below(key.type()).forEach(this::collect));
        }
    }

    private static List<Block> below(Type type) {
        List<Block> found = new ArrayList<>();
        if (type instanceof Type.Sub sub) {
            found.add(sub.block());
        } else if (type instanceof Type.ListOf list) {
            found.addAll(below(list.item()));
        } else if (type instanceof Type.MapOf map) {
            found.addAll(below(map.value()));
        } else if (type instanceof Type.Either either) {
            either.shapes().forEach(s -> found.addAll(below(s)));
        }
        return found;
    }

    private void introduction() {
        out.append(INTRODUCTION
                .replace("UNITS", String.join("\n", Quantities.unitLines()))
                .replace("MEASURES", "`" + String.join("`, `", Objective.examples()) + "`"));
    }

    private void table(Block block) {
        line("## " + block.id());
        line("");
        line(block.meaning());
        if (!block.exactlyOne().isEmpty()) {
            line("Exactly one of: " + String.join(", ", code(block.exactlyOne())) + ".");
        }
        line("");
        line("| key | value | default | where from | meaning |");
        line("|---|---|---|---|---|");
        block.keys().forEach(this::row);
        line("");
    }

    private void row(Key key) {
        String required = "*required*" + (key.unless().isEmpty() ? "" : ", unless there is `" + key.unless() + "`");
        String standard =
                key.required() ? required : key.common().map(this::standard).orElse("");
        String from = key.common().map(this::ground).orElse("");
        for (Map.Entry<String, Default> other : new java.util.TreeMap<>(key.byProfile()).entrySet()) {
            String and = standard.isEmpty() ? "" : "; ";
            standard += and + other.getKey() + ": " + standard(other.getValue());
            from += and + other.getKey() + ": " + ground(other.getValue());
        }
        line("| `" + key.name() + "` | " + cell(describe(key.type())) + " | " + cell(standard) + " | " + cell(from)
                + " | " + cell(key.meaning()) + " |");
    }

    private String standard(Default value) {
        return value.describe().isEmpty() ? value.from() : "`" + value.describe() + "`";
    }

    private String ground(Default value) {
        String source = value.source().name().toLowerCase(Locale.ROOT);
        return (source.equals("guess") ? "**guess**" : source)
                + (value.describe().isEmpty() ? "" : ": " + value.from());
    }

    private static String describe(Type type) {
        if (type instanceof Type.ScalarType scalar) {
            return scalar.describe();
        }
        if (type instanceof Type.Sub sub) {
            return "[" + sub.block().id() + "](#" + sub.block().id() + ")";
        }
        if (type instanceof Type.ListOf list) {
            return "list of " + describe(list.item()) + (list.single() ? ", or a single one" : "");
        }
        if (type instanceof Type.MapOf map) {
            return "map: " + describe(map.key()) + " → " + describe(map.value());
        }
        if (type instanceof Type.Either either) {
            return String.join(
                    "; or ",
                    either.shapes().stream().map(ReferencePage::describe).toList());
        }
        return "any value";
    }

    private void errors() {
        line("## Errors and warnings");
        line("");
        line("`nines explain CODE` says more.");
        line("");
        line("| code | |");
        line("|---|---|");
        for (Code code : Code.values()) {
            line("| " + code.id() + " | " + cell(Explanations.title(code.id())) + (code.isWarning() ? " (warning)" : "")
                    + " |");
        }
    }

    private static List<String> code(List<String> words) {
        return words.stream().map(w -> "`" + w + "`").toList();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
