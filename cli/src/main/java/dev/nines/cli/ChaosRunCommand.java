package dev.nines.cli;

import dev.nines.chaos.plan.Approvals;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Person;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.run.AuditLog;
import dev.nines.chaos.run.Guards;
import dev.nines.chaos.run.Scene;
import dev.nines.chaos.run.Stops;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Target;
import dev.nines.model.spec.Design;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
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
            "blind probe), or too few to settle an objective; 5: refused, nothing was changed; 6: a fault was left, with the",
            "command that takes it away; 7: stopped by a condition of the inventory or by chaos halt, undone."
        })
final class ChaosRunCommand implements Callable<Integer> {
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
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "2h",
            converter = LengthOfTime.Converter.class,
            description = "The run ends after so long, its faults undone. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime deadline;

    @Option(
            names = "--accept-prediction",
            paramLabel = "HASH",
            defaultValue = "",
            description = "Of the plan, first 12 digits at least: a prediction that is bad news is known.")
    private String accepted;

    @Option(
            names = "--allow-irreversible",
            description = "Faults that no undo brings back are known; also needs --accept-prediction.")
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
        Plan plan = ChaosCommand.plan(file);
        Guards guards = new Guards(plan);
        Guards.Consent consent = new Guards.Consent(accepted, irreversible);
        Instant begin = at == null ? Instant.now() : instant();
        guards.ofPlan(begin, consent).ifPresent(ChaosRunCommand::refuse);
        Inventory inventory = InventoryReader.read(Path.of(plan.inventory()));
        Stops.window(inventory.safety(), begin).ifPresent(ChaosRunCommand::refuse);
        if (at != null && !await(begin)) {
            return ExitCode.INTERRUPTED.code();
        }
        guards.ofPlan(Instant.now(), consent).ifPresent(ChaosRunCommand::refuse);
        Design design = DesignArguments.read(List.of(plan.scenario()), nines.terminal(), nines.options())
                .get(0)
                .design();
        Map<String, Target> targets = chaos.targets(inventory);
        Planner planner = new Planner(design, inventory, targets::get);
        Scene scene = new Scene(plan, design, inventory, planner, chaos.state(), targets::get);
        AuditLog audit = new AuditLog(
                scene.state().audit(), Person.current(nines.terminal().environment()));
        guards.ofWorld(design, inventory, planner, scene.state()).ifPresent(ChaosRunCommand::refuse);
        guards.ofTime(inventory.safety(), audit, Instant.now()).ifPresent(ChaosRunCommand::refuse);
        guards.ofTargets(targets::get).ifPresent(ChaosRunCommand::refuse);
        Guards.Consented people = guards.ofPeople(Approvals.of(plan, file), targets::get);
        people.refusal().ifPresent(ChaosRunCommand::refuse);
        try {
            return new ChaosRun(chaos, scene, audit, people.approvers())
                    .run(repeat, steady.nanos(), deadline.nanos())
                    .code();
        } catch (NotPossible e) {
            throw new Refusal(e.getMessage());
        }
    }

    private static void refuse(String reason) {
        throw new Refusal(reason);
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
}
