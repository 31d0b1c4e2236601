package dev.nines.cli;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.plan.Measured;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.ProbeGone;
import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.run.AuditLog;
import dev.nines.chaos.run.Campaign;
import dev.nines.chaos.run.Chronicle;
import dev.nines.chaos.run.Comparisons;
import dev.nines.chaos.run.Heralds;
import dev.nines.chaos.run.Ledger;
import dev.nines.chaos.run.Passwords;
import dev.nines.chaos.run.ProbeSet;
import dev.nines.chaos.run.Scene;
import dev.nines.chaos.run.Stops;
import dev.nines.chaos.target.Location;
import dev.nines.result.ResultFolder;
import dev.nines.result.RunResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Runs a plan that no guard forbids, writes what was measured, and tells everybody. */
final class ChaosRun {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

    private final Nines nines;
    private final Scene scene;
    private final AuditLog audit;
    private final List<String> approvers;
    private final String name = "c" + Long.toString(Instant.now().getEpochSecond(), 36);

    ChaosRun(ChaosCommand chaos, Scene scene, AuditLog audit, List<String> approvers) {
        nines = chaos.nines();
        this.scene = scene;
        this.audit = audit;
        this.approvers = approvers;
    }

    /**
     * @param repeat how often each drill is done
     * @param calmNanos without a failed probe before the first fault
     * @param longestNanos after which the run ends, its faults undone
     */
    ExitCode run(int repeat, long calmNanos, long longestNanos) {
        Plan plan = scene.plan();
        String client = scene.inventory().probes().get(plan.services().get(0)).from();
        long seed = nines.options().seed().orElse(scene.design().run().seed());
        Campaign.Settings settings = new Campaign.Settings(name, repeat, seed, calmNanos, client);
        ProbeSet probes = probes(client);
        nines.context().interruption().undoing();
        RunText text = new RunText(nines, plan);
        try (Heralds heralds = new Heralds(scene.inventory().safety().announcements(), name, text::lost);
                Stops stops = new Stops(
                        scene.inventory().safety(),
                        probes.canaries(),
                        Instant.now().plusNanos(longestNanos));
                ResultFolder folder = folder();
                RawOutcomes raw = new RawOutcomes(folder, probes.names())) {
            begin(text, heralds);
            Campaign campaign = new Campaign(
                    scene, settings, stops, ledger(), new Chronicle(text, audit, heralds, name), nines::interrupted);
            Campaign.Outcome outcome;
            try (ProbeSession session = ProbeSession.start(scene.targets().apply(client), probes.specs(), raw)) {
                outcome = campaign.run(session);
            } catch (ProbeGone e) {
                end(heralds, "refused: " + e.getMessage());
                throw new Refusal(e.getMessage());
            }
            raw.end();
            end(heralds, outcome.ending() + (outcome.reason().isEmpty() ? "" : ": " + outcome.reason()));
            RunResult result =
                    new ChaosResult(plan, scene.design(), seed, repeat).write(outcome, folder, scene.state(), audit);
            text.end(outcome, Comparisons.of(plan, outcome.measurements()), result, folder.commit());
            return exitCode(outcome, result);
        }
    }

    private ProbeSet probes(String client) {
        Location place = scene.inventory().location(client);
        Passwords passwords = new Passwords(nines.terminal().environment(), place);
        String ledger = place instanceof Location.Namespace
                ? "/run/nines-" + name + ".ledger" // its own file system, which ends with the lab
                : scene.state().stopFile().resolveSibling(name + ".ledger").toString();
        Measured measured = new Measured(scene.design(), scene.inventory());
        return ProbeSet.of(scene.plan(), scene.inventory(), measured, passwords::of, name, ledger);
    }

    private Ledger ledger() {
        Measured measured = new Measured(scene.design(), scene.inventory());
        return new Ledger(
                scene.plan().ledger(),
                scene.plan()
                        .ledger()
                        .map(stream -> measured.nodesBehind(stream.service()))
                        .orElse(List.of()));
    }

    private void begin(RunText text, Heralds heralds) {
        Plan plan = scene.plan();
        String drills =
                String.join(", ", plan.drills().stream().map(Plan.Drill::name).toList());
        String what = drills + " of " + plan.design() + " on " + plan.inventory();
        heralds.now("begin", what).ifPresent(problem -> {
            throw new Refusal("word of the run did not arrive: " + problem);
        });
        String approved = approvers.isEmpty() ? "no approval needed" : "approved by " + String.join(", ", approvers);
        audit.append("begin", name, what + "; plan " + plan.hash() + "; " + approved);
        text.begin(scene.inventory(), approvers);
    }

    private void end(Heralds heralds, String how) {
        audit.append("end", name, how);
        heralds.soon("end", how);
    }

    private ResultFolder folder() {
        return nines.options()
                .out()
                .map(ResultFolder::at)
                .orElseGet(() -> ResultFolder.timed(
                        Path.of("nines-out"),
                        scene.design().name() + "-chaos",
                        LocalDateTime.now(ZoneId.systemDefault()).format(TIME)));
    }

    private static ExitCode exitCode(Campaign.Outcome outcome, RunResult result) {
        ExitCode ending = of(outcome.ending());
        return outcome.measurements().isEmpty() ? ending : ending.worse(ExitCode.of(result));
    }

    private static ExitCode of(Ending ending) {
        return switch (ending) {
            case DONE -> ExitCode.DONE;
            case INVALID -> ExitCode.INVALID_RUN;
            case REFUSED -> ExitCode.REFUSED;
            case STOPPED -> ExitCode.STOPPED;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case LEFT -> ExitCode.FAULT_LEFT;
        };
    }
}
