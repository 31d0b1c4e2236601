package dev.nines.cli;

import dev.nines.result.PrecisionTarget;
import dev.nines.scenario.language.Rejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The flags that mean the same thing everywhere. */
final class GlobalOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private int trials;
    private boolean trialsGiven;
    private final List<PrecisionTarget> precision = new ArrayList<>();
    private long seed;
    private boolean seedGiven;
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            scope = ScopeType.INHERIT,
            description = "text, json or md; check also prints sarif. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of the result. Default: nines-out/SCENARIO/TIME.")
    private Path out;

    @Option(
            names = "--samples",
            paramLabel = "FILE.csv",
            scope = ScopeType.INHERIT,
            description = "Also write the table of all outages there.")
    private Path samples;

    @Option(
            names = "--no-skip",
            scope = ScopeType.INHERIT,
            description =
                    "Simulate idle time event by event, slowly. Outages without chance are the same, the rest has the same law.")
    private boolean noSkip;

    @Option(
            names = "--shuffle-ties",
            scope = ScopeType.INHERIT,
            description = "Events of equal time in an order drawn from the seed.")
    private boolean shuffleTies;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress, no notes.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "More notes.")
    private boolean verbose;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours.")
    private boolean noColor;

    @Option(names = "--no-progress", scope = ScopeType.INHERIT, description = "No progress.")
    private boolean noProgress;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            scope = ScopeType.INHERIT,
            description = "Language of reports: en or ko.")
    private Lang lang;

    enum Lang {
        en,
        ko
    }

    @Option(
            names = "--trials",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "Independent runs of each design. Default: what the scenario says.")
    void trials(int value) {
        trials = atLeastOne("--trials", value);
        trialsGiven = true;
    }

    @Option(
            names = "--precision",
            paramLabel = "[MEASURE=]SHARE",
            split = ",",
            scope = ScopeType.INHERIT,
            description =
                    "Stop when half the interval is at most this share of the unavailability, or of a measure that "
                            + "is named as in objectives. --trials is then the most; without it, 20 times what the scenario says.")
    void precision(List<String> values) {
        precision.clear();
        for (String value : values) {
            try {
                precision.add(Precision.parse(value));
            } catch (Rejected e) {
                throw new ParameterException(
                        spec.commandLine(), "Invalid value for option '--precision': " + Precision.why(value, e));
            }
        }
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            scope = ScopeType.INHERIT,
            description = "Same seed, same result. Default: what the scenario says.")
    void seed(long value) {
        seed = value;
        seedGiven = true;
    }

    @Option(
            names = "--threads",
            paramLabel = "T",
            scope = ScopeType.INHERIT,
            description = "Changes the time a run takes, never its result. Default: one per processor.")
    void threads(int value) {
        threads = atLeastOne("--threads", value);
    }

    private int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': " + value + " is less than 1");
        }
        return value;
    }

    OptionalInt trials() {
        return trialsGiven ? OptionalInt.of(trials) : OptionalInt.empty();
    }

    List<PrecisionTarget> precision() {
        return List.copyOf(precision);
    }

    OptionalLong seed() {
        return seedGiven ? OptionalLong.of(seed) : OptionalLong.empty();
    }

    int threads() {
        return threads;
    }

    Format format() {
        return format;
    }

    Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    Optional<Path> samples() {
        return Optional.ofNullable(samples);
    }

    boolean skip() {
        return !noSkip;
    }

    boolean shuffleTies() {
        return shuffleTies;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose && !quiet;
    }

    boolean noColor() {
        return noColor;
    }

    boolean progress() {
        return !noProgress && !quiet;
    }

    boolean korean() {
        return lang == Lang.ko;
    }
}
