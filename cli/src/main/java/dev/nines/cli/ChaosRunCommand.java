package dev.nines.cli;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.plan.Measured;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.probe.ProbeGone;
import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.probe.ProbeSpec;
import dev.nines.chaos.run.Campaign;
import dev.nines.chaos.run.Guards;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Target;
import dev.nines.model.spec.Design;
import dev.nines.result.ResultFolder;
import dev.nines.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Does what a plan says, measures, undoes it, and lays the measurement beside the prediction.",
        footer = {
            "",
            "^C undoes what is in effect and ends with 130. Exit code 4: a repetition does not count (fault not in effect,",
            "blind probe); 5: refused, nothing was changed; 6: a fault was left, with the command that takes it away."
        })
final class ChaosRunCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);
    private static final long NAP_NANOS = 100_000_000L;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ChaosCommand chaos;

    @Parameters(paramLabel = "PLAN", description = "What chaos plan has written.")
    private Path file;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "How often each drill is done.")
    private int repeat;

    @Option(
            names = "--steady",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = LengthOfTime.Converter.class,
            description = "No probe may fail for so long before the first fault. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime steady;

    @Option(
            names = "--accept-prediction",
            paramLabel = "HASH",
            defaultValue = "",
            description = "Of the plan, first 12 digits at least: a prediction that is bad news is known.")
    private String accepted;

    @Option(names = "--allow-irreversible", description = "Faults that no undo brings back are known.")
    private boolean irreversible;

    @Option(names = "--at", paramLabel = "TIME", description = "Wait until then, such as 2026-01-31T22:00:00Z.")
    private String at;

    @Override
    public Integer call() {
        Nines nines = chaos.nines();
        nines.refuseSarif();
        if (repeat < 1) {
            throw new ParameterException(spec.commandLine(), "--repeat " + repeat + " is less than 1");
        }
        Plan plan = read();
        Guards guards = new Guards(plan);
        Guards.Consent consent = new Guards.Consent(accepted, irreversible);
        guards.ofPlan(Instant.now(), consent).ifPresent(ChaosRunCommand::refuse);
        if (at != null && !await(instant())) {
            return ExitCode.INTERRUPTED.code();
        }
        guards.ofPlan(Instant.now(), consent).ifPresent(ChaosRunCommand::refuse);
        Design design = DesignArguments.read(List.of(plan.scenario()), nines.terminal(), nines.options())
                .get(0)
                .design();
        Inventory inventory = InventoryReader.read(Path.of(plan.inventory()));
        Map<String, Target> targets = chaos.targets(inventory);
        Planner planner = new Planner(design, inventory, targets::get);
        StateFolder state = chaos.state();
        guards.ofWorld(design, inventory, planner, state).ifPresent(ChaosRunCommand::refuse);
        return run(plan, design, inventory, targets, planner, state).code();
    }

    private static void refuse(String reason) {
        throw new Refusal(reason);
    }

    private Plan read() {
        try {
            return Plans.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Instant instant() {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--at " + at + " is not a time such as 2026-01-31T22:00:00Z", e);
        }
    }

    private boolean await(Instant time) {
        chaos.nines().context().interruption().running();
        while (Instant.now().isBefore(time) && !chaos.nines().interrupted()) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        return !chaos.nines().interrupted();
    }

    private ExitCode run(
            Plan plan,
            Design design,
            Inventory inventory,
            Map<String, Target> targets,
            Planner planner,
            StateFolder state) {
        Nines nines = chaos.nines();
        List<String> services = List.copyOf(plan.drills().get(0).predicted().keySet());
        List<ProbeSpec> specs = services.stream()
                .map(service -> Measured.spec(service, inventory.probes().get(service)))
                .toList();
        String client = inventory.probes().get(services.get(0)).from();
        long seed = nines.options().seed().orElse(design.run().seed());
        Campaign.Settings settings = new Campaign.Settings(
                "c" + Long.toString(Instant.now().getEpochSecond(), 36), repeat, seed, steady.nanos(), client);
        nines.context().interruption().undoing();
        RunText text = new RunText(nines, plan);
        text.begin(inventory);
        try (ResultFolder folder = folder(design);
                RawOutcomes raw = new RawOutcomes(folder, services)) {
            Campaign campaign =
                    new Campaign(plan, design, planner, state, targets::get, settings, text, nines::interrupted);
            Campaign.Outcome outcome;
            try (ProbeSession session = ProbeSession.start(targets.get(client), specs, raw)) {
                outcome = campaign.run(session);
            } catch (ProbeGone e) {
                throw new Refusal(e.getMessage());
            }
            raw.end();
            RunResult result = new ChaosResult(plan, design, seed, repeat, services).write(outcome, folder, state);
            text.end(outcome, result, folder.commit());
            return exitCode(outcome, result);
        }
    }

    private ResultFolder folder(Design design) {
        return chaos.nines()
                .options()
                .out()
                .map(ResultFolder::at)
                .orElseGet(() -> ResultFolder.timed(
                        Path.of("nines-out"),
                        design.name() + "-chaos",
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
