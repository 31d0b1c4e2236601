package dev.nines.cli;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.plan.Forecasts;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.run.AuditLog;
import dev.nines.chaos.run.Campaign;
import dev.nines.chaos.run.Comparisons;
import dev.nines.chaos.run.MeasuredTrials;
import dev.nines.chaos.run.Measurement;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.result.ResultFolder;
import dev.nines.result.ResultJson;
import dev.nines.result.RunResult;
import dev.nines.result.RunResultBuilder;
import dev.nines.result.SamplesCsv;
import dev.nines.result.TrialsCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a campaign has measured as a result folder: repetitions are its trials. */
final class ChaosResult {
    private final Plan plan;
    private final Design measured;
    private final long seed;
    private final int repetitions;

    ChaosResult(Plan plan, Design design, long seed, int repetitions) {
        this.plan = plan;
        this.seed = seed;
        this.repetitions = repetitions;
        List<DrillSpec> drills = new ArrayList<>();
        for (Plan.Drill drill : plan.drills()) {
            design.drills().stream()
                    .filter(spec -> spec.name().equals(drill.name()))
                    .forEach(drills::add);
        }
        measured = Forecasts.reduced(design, drills, repetitions, plan.services());
    }

    RunResult write(Campaign.Outcome outcome, ResultFolder folder, StateFolder state, AuditLog audit) {
        List<TrialRecord> trials =
                MeasuredTrials.of(outcome.measurements(), plan.drills().size());
        RunResultBuilder builder = new RunResultBuilder(measured, Version.text(), seed, repetitions);
        try (Writer samples = folder.writer("samples.csv");
                Writer table = folder.writer("trials.csv")) {
            SamplesCsv rows = new SamplesCsv(samples);
            TrialsCsv sums = new TrialsCsv(table);
            for (TrialRecord trial : trials) {
                builder.add(trial);
                rows.add(measured.name(), trial);
                sums.add(measured.name(), trial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean complete = trials.size() == repetitions;
        boolean interrupted = outcome.ending() == Ending.INTERRUPTED;
        RunResult result = builder.build(complete, interrupted ? "interrupted" : "trials");
        folder.write("result.json", ResultJson.write(result));
        folder.write("exhibits/predicted.json", json(predicted(outcome, audit)));
        folder.write("exhibits/repetitions.json", json(repetitions(outcome)));
        folder.write("journal.ndjson", journal(outcome, state));
        return result;
    }

    private static String json(Object value) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    private Map<String, Object> predicted(Campaign.Outcome outcome, AuditLog audit) {
        Comparisons comparisons = Comparisons.of(plan, outcome.measurements());
        Map<String, Object> exhibit = new LinkedHashMap<>();
        exhibit.put("plan", plan);
        exhibit.put("comparisons", comparisons.outages());
        exhibit.put("losses", comparisons.losses());
        exhibit.put("auditHead", audit.head());
        return exhibit;
    }

    /** All of them, also those that do not count. */
    private static List<Map<String, Object>> repetitions(Campaign.Outcome outcome) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Measurement m : outcome.measurements()) {
            for (var seen : m.seen().entrySet()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("repetition", m.repetition());
                row.put("drill", m.drill());
                row.put("service", seen.getKey());
                row.put("invalid", m.invalid());
                row.put("waitedNanos", m.waitedNanos());
                row.put("faultNanos", m.faultNanos());
                row.put("faultUncertaintyNanos", seen.getValue().faultUncertaintyNanos());
                row.put("healNanos", m.healNanos());
                row.put("probes", seen.getValue().probes());
                row.put("failed", seen.getValue().failed());
                row.put("lateSends", seen.getValue().lateSends());
                row.put("outages", seen.getValue().outages());
                row.put("phases", m.phases().get(seen.getKey()));
                m.writes().ifPresent(writes -> row.put("writes", writes));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The journals of all its faults, one after the other. */
    private static String journal(Campaign.Outcome outcome, StateFolder state) {
        StringBuilder text = new StringBuilder();
        for (String run : outcome.runs()) {
            Path journal = state.journal(run);
            try {
                text.append(Files.exists(journal) ? Files.readString(journal) : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
