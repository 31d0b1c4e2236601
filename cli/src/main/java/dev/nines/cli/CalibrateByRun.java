package dev.nines.cli;

import dev.nines.chaos.calibrate.MeasuredRun;
import dev.nines.chaos.calibrate.NewScenario;
import dev.nines.chaos.calibrate.RunCalibration;
import dev.nines.chaos.calibrate.RunCalibration.Comparison;
import dev.nines.chaos.calibrate.RunCalibration.Estimate;
import dev.nines.chaos.calibrate.RunCalibration.Finding;
import dev.nines.report.Ascii;
import dev.nines.report.Human;
import dev.nines.result.ResultFolder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code nines calibrate DESIGN --from FOLDER}: a chaos run beside the scenario. */
final class CalibrateByRun {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

    private final Nines nines;
    private final DesignArguments.Named named;
    private final Path folder;
    private final List<String> parameters;
    private final Path write;

    /** @param write null: nothing is written */
    CalibrateByRun(Nines nines, DesignArguments.Named named, Path folder, List<String> parameters, Path write) {
        this.nines = nines;
        this.named = named;
        this.folder = folder;
        this.parameters = parameters;
        this.write = write;
    }

    int call() {
        List<Comparison> comparisons;
        List<Estimate> estimates;
        boolean same;
        try {
            MeasuredRun run = MeasuredRun.read(folder);
            same = run.scenarioHash().equals(named.design().inputHash());
            RunCalibration calibration =
                    new RunCalibration(named.scenario().file(), named.variant(), named.source(), run);
            comparisons = calibration.comparisons();
            estimates = parameters.isEmpty()
                    ? calibration.estimates()
                    : parameters.stream().map(calibration::estimate).toList();
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage(), e);
        }
        List<Estimate> changed = write == null ? List.of() : changed(estimates);
        String json = json(comparisons, estimates, same);
        Path place = keep(json);
        boolean asJson = nines.options().format() == Format.json;
        String text = asJson ? json : text(comparisons, estimates, same);
        nines.terminal().print(nines.terminal().unicode() || asJson ? text : Ascii.of(text));
        if (!nines.options().quiet()) {
            nines.terminal().say("result: " + place.resolve("calibration.json"));
        }
        write(changed);
        return ExitCode.DONE.code();
    }

    private String json(List<Comparison> comparisons, List<Estimate> estimates, boolean same) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("from", folder.toString());
        all.put("scenario", named.design().name());
        all.put("sameTextAsPlanned", same);
        all.put("trials", RunCalibration.TRIALS);
        all.put("comparisons", comparisons);
        all.put("parameters", estimates);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private Path keep(String json) {
        String now = LocalDateTime.now(ZoneId.systemDefault()).format(TIME);
        try (ResultFolder result = nines.options()
                .out()
                .map(ResultFolder::at)
                .orElseGet(() ->
                        ResultFolder.timed(Path.of("nines-out"), named.design().name(), now))) {
            result.write("calibration.json", json);
            return result.commit();
        }
    }

    /** What the data refuse is replaced by what fits best; two that explain the same outages are not both replaced. */
    private List<Estimate> changed(List<Estimate> estimates) {
        List<Estimate> wrong = estimates.stream()
                .filter(estimate -> estimate.finding() == Finding.IDENTIFIED && !estimate.allowsScenario())
                .toList();
        for (int i = 0; i < wrong.size(); i++) {
            Estimate one = wrong.get(i);
            for (Estimate other : wrong.subList(i + 1, wrong.size())) {
                if (one.drills().stream().anyMatch(other.drills()::contains)) {
                    throw new BadInput(one.path() + " and " + other.path()
                            + " explain the same outages; --parameter says which of them is to be written");
                }
            }
        }
        return wrong;
    }

    private void write(List<Estimate> changed) {
        if (write == null) {
            return;
        }
        List<NewScenario.Change> changes = changed.stream()
                .map(estimate -> new NewScenario.Change(
                        estimate.path(),
                        estimate.bestText(),
                        "measured in " + folder.getFileName() + ", 95 % " + range(estimate)))
                .toList();
        NewFile.write(write, NewScenario.of(named.scenario().file(), named.source(), changes));
        if (!nines.options().quiet()) {
            nines.terminal().say("written: " + write + " with " + changes.size() + " changed values");
        }
    }

    private static String text(List<Comparison> comparisons, List<Estimate> estimates, boolean same) {
        StringBuilder text = new StringBuilder();
        if (!same) {
            text.append("The scenario is not the text that the run was planned with.\n\n");
        }
        text.append("Predicted against measured\n");
        for (Comparison row : comparisons) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-34s n %-3d median %s, predicted %s; bias %s (%s to %s); distance %s, p %s\n",
                    row.drill() + ", " + row.service() + ", " + row.of(),
                    row.n(),
                    Human.duration(row.measuredMedian()),
                    Human.duration(row.predictedMedian()),
                    signed(row.biasSeconds()),
                    signed(row.biasLow()),
                    signed(row.biasHigh()),
                    three(row.distance()),
                    three(row.p())));
        }
        text.append("\nWhat the run says of durations, each with all others as they are\n");
        for (Estimate estimate : estimates) {
            text.append(String.format(
                    Locale.ROOT, "  %-44s %-12s %s\n", estimate.path(), estimate.text(), finding(estimate)));
        }
        return text.append("\nIntervals hold 95 %. Counts such as fall and rise are not looked at.\n")
                .toString();
    }

    private static String three(double value) {
        return Double.isNaN(value) ? "none" : Human.threeDigits(value);
    }

    private static String signed(double seconds) {
        return Double.isNaN(seconds) ? "none" : String.format(Locale.ROOT, "%+.0f ms", seconds * 1000);
    }

    private static String finding(Estimate estimate) {
        String by = " (" + String.join("; ", estimate.drills()) + ")";
        return switch (estimate.finding()) {
            case IDENTIFIED ->
                range(estimate) + ", best " + Human.duration(estimate.best())
                        + (estimate.allowsScenario() ? "" : ": the scenario's is refused") + by;
            case ONE_SIDED -> "only partly known: " + range(estimate) + " of what was tried" + by;
            case NOT_IDENTIFIED -> "not known from these drills: half or twice of it changes no outage";
            case CONTRADICTED -> "no value from a quarter to four times of it fits: something else is wrong" + by;
        };
    }

    private static String range(Estimate estimate) {
        return Human.duration(estimate.low()) + " to " + Human.duration(estimate.high());
    }
}
