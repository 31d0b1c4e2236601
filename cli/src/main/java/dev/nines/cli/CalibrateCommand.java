package dev.nines.cli;

import dev.nines.chaos.calibrate.IncidentCalibration;
import dev.nines.chaos.calibrate.NewScenario;
import dev.nines.report.Ascii;
import dev.nines.report.Human;
import dev.nines.result.ResultFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "calibrate",
        description = "Lays what really happened beside what a scenario assumes; the scenario is left as it is.",
        footer = {
            "",
            "Writes calibration.json into its result folder. With --write FILE.yaml the scenario is written there with the",
            "values that were found, each with its ground; values without enough data stay as they are."
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

    @ParentCommand
    private Nines nines;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DESIGN", description = "A scenario file or worked design, with +VARIANT if wanted.")
    private String argument;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FROM",
            description =
                    "Incidents (CSV: component, failed_at, repaired_at, cause), or the result folder of a chaos run.")
    private Path from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When watching ended, such as 2026-07-01T00:00:00Z. Default: the latest time in the list.")
    private String until;

    @Option(
            names = "--parameter",
            paramLabel = "PATH",
            split = ",",
            description =
                    "Of a chaos run: only these, such as services.front.haproxy.inter. Default: every duration of a service.")
    private List<String> parameters = List.of();

    @Option(names = "--write", paramLabel = "FILE.yaml", description = "Write the scenario with the values found.")
    private Path write;

    @Override
    public Integer call() {
        nines.refuseSarif();
        Optional<Instant> end = end();
        DesignArguments.Named named = DesignArguments.read(List.of(argument), nines.terminal(), nines.options())
                .get(0);
        if (write != null && !named.variant().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--write is for a design without a variant");
        }
        if (Files.isDirectory(from)) {
            return new CalibrateByRun(nines, named, from, parameters, write).call();
        }
        IncidentCalibration calibration = IncidentCalibration.of(named.design(), from, end);
        String json = calibration.json();
        Path place = keep(named.design().name(), json);
        boolean asJson = nines.options().format() == Format.json;
        String text = asJson ? json : text(calibration);
        nines.terminal().print(nines.terminal().unicode() || asJson ? text : Ascii.of(text));
        if (!nines.options().quiet()) {
            nines.terminal().say("result: " + place.resolve("calibration.json"));
        }
        write(named, calibration);
        return ExitCode.DONE.code();
    }

    private Optional<Instant> end() {
        if (until == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(until).toInstant());
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '--until': '" + until + "' is no time such as 2026-07-01T00:00:00Z",
                    e);
        }
    }

    private Path keep(String design, String json) {
        String now = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
        try (ResultFolder folder = nines.options()
                .out()
                .map(ResultFolder::at)
                .orElseGet(() -> ResultFolder.timed(Path.of("nines-out"), design, now))) {
            folder.write("calibration.json", json);
            return folder.commit();
        }
    }

    private void write(DesignArguments.Named named, IncidentCalibration calibration) {
        if (write == null) {
            return;
        }
        String day = DateTimeFormatter.ISO_LOCAL_DATE.format(calibration.until().atOffset(ZoneOffset.UTC));
        List<NewScenario.Change> changes = calibration.rows().stream()
                .filter(row -> !row.path().isEmpty() && !row.proposed().isEmpty())
                .map(row -> new NewScenario.Change(
                        row.path(),
                        row.proposed(),
                        "measured until " + day + ", " + row.events() + " events in " + from.getFileName() + " ("
                                + calibration.hash() + ")"))
                .toList();
        NewFile.write(write, NewScenario.of(named.scenario().file(), named.source(), changes));
        if (!nines.options().quiet()) {
            nines.terminal().say("written: " + write + "; next: nines compare " + argument + " " + write);
        }
    }

    private static String text(IncidentCalibration calibration) {
        StringBuilder text = new StringBuilder("Incidents of " + calibration.file() + " until " + calibration.until());
        text.append('\n');
        for (IncidentCalibration.Row row : calibration.rows()) {
            text.append('\n').append(row.of()).append('\n');
            line(
                    text,
                    "seen",
                    row.events() + " to their end, " + row.open() + " not, " + Human.duration(row.totalSeconds())
                            + " in all");
            line(text, "scenario", row.before().isEmpty() ? "none" : row.before());
            line(
                    text,
                    "exponential",
                    row.fitted().exponential() + fits(row.fitted().exponentialFits()));
            line(
                    text,
                    row.of().endsWith(": repair") ? "lognormal" : "weibull",
                    row.fitted().second().isEmpty()
                            ? "too few"
                            : row.fitted().second() + fits(row.fitted().secondFits()));
            line(text, "proposed", row.proposed().isEmpty() ? "nothing" : row.proposed());
            String p = Double.isNaN(row.beforeFitsAdjusted())
                    ? ""
                    : " (p " + Human.threeDigits(row.beforeFitsAdjusted()) + " by Holm)";
            line(text, "verdict", row.verdict() + p);
        }
        return text.append("\nIntervals hold 95 %; p is of the distance to the times seen, by simulation.\n")
                .toString();
    }

    private static String fits(double p) {
        return Double.isNaN(p) ? "" : "  p " + Human.threeDigits(p);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-12s %s\n", name, value.isEmpty() ? "nothing seen" : value));
    }
}
