package dev.nines.cli;

import dev.nines.chaos.plan.Load;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Person;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Target;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        description = "Turns drills into faults on real targets, with what the simulator predicts; changes nothing.",
        footer = {
            "",
            "The prediction is of the drill alone, repaired after --hold instead of its own repair.",
            "Drills that cannot be done on these targets are named with the reason; the others stay."
        })
final class ChaosPlanCommand implements Callable<Integer> {
    private static final int TRIALS_LEAST = 300;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ChaosCommand chaos;

    @Parameters(paramLabel = "DESIGN", description = "A scenario file or worked design, with +VARIANT if wanted.")
    private String scenario;

    @Option(
            names = "--on",
            required = true,
            paramLabel = "INVENTORY",
            description = "The file that names the targets, or lab: the running lab of this design.")
    private String on;

    @Option(
            names = "--drill",
            paramLabel = "NAME",
            split = ",",
            description = "Only these. Default: all of the scenario.")
    private List<String> drills = List.of();

    @Option(
            names = "--hold",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = LengthOfTime.Converter.class,
            description = "How long faults stay in effect. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime hold;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = LengthOfTime.Converter.class,
            description = "Targets heal by themselves when nobody renews for so long. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime ttl;

    @Option(
            names = "--valid-for",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = LengthOfTime.Converter.class,
            description = "How long the plan may be run. Default: ${DEFAULT-VALUE}.")
    private LengthOfTime validFor;

    @Option(
            names = "--load",
            paramLabel = "RATE",
            description = {
                "Requests of clients beside the probes: a rate such as 100/s to each service that clients call, or",
                "scenario for the rates of its clients. At most 1000/s in all. Default: none."
            })
    private String load;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the plan is written.")
    private Path output;

    @Override
    public Integer call() {
        Nines nines = chaos.nines();
        nines.refuseSarif();
        GlobalOptions options = nines.options();
        Load sent = load();
        Design design = DesignArguments.read(List.of(scenario), nines.terminal(), options)
                .get(0)
                .design();
        known(design);
        Inventory inventory = chaos.inventory(on, design.name());
        Map<String, Target> targets = chaos.targets(inventory);
        Planner planner = new Planner(design, inventory, targets::get);
        Plan plan;
        try {
            plan = planner.plan(
                    new Planner.Wish(
                            scenario,
                            drills,
                            hold.nanos(),
                            ttl.seconds(),
                            options.trials()
                                    .orElse(Math.max(TRIALS_LEAST, design.run().trials())),
                            options.seed().orElse(design.run().seed()),
                            Duration.ofNanos(validFor.nanos()),
                            sent,
                            Person.current(nines.terminal().environment())),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS));
        } catch (NotPossible e) {
            throw new Refusal(e.getMessage());
        }
        write(plan);
        boolean json = options.format() == Format.json;
        nines.terminal()
                .print(
                        json
                                ? Plans.write(plan)
                                : PlanText.of(
                                        plan,
                                        output.toString(),
                                        nines.terminal().unicode()));
        return plan.drills().isEmpty() ? ExitCode.REFUSED.code() : ExitCode.DONE.code();
    }

    private Load load() {
        if (load == null) {
            return Load.NONE;
        }
        if (load.equals("scenario")) {
            return new Load(true, 0);
        }
        try {
            double rate = (Double) Quantities.rate().parse(load, Yaml.Kind.TEXT);
            if (rate >= 1 && rate <= Load.PER_SECOND_MOST && rate == Math.rint(rate)) {
                return new Load(false, (int) rate);
            }
        } catch (Rejected e) {
            // said below
        }
        throw new ParameterException(
                spec.commandLine(),
                "--load " + load + " is not `scenario`, nor a whole rate from 1/s to " + Load.PER_SECOND_MOST + "/s");
    }

    private void known(Design design) {
        List<String> names = design.drills().stream().map(DrillSpec::name).toList();
        for (String drill : drills) {
            if (!names.contains(drill)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no drill `" + drill + "` in " + design.name() + "; " + Nearest.help(drill, names));
            }
        }
    }

    private void write(Plan plan) {
        try {
            Files.writeString(output, Plans.write(plan));
        } catch (IOException e) {
            throw new BadInput("cannot write " + output + ": " + e.getMessage(), e);
        }
    }
}
