package dev.nines.cli;

import dev.nines.chaos.plan.Approvals;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Person;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "approve",
        description = "Signs a plan with an ssh key, as a second person; needed where a target's allow-file says so.",
        footer = {
            "",
            "The signature is over the plan's hash and lies beside it, in PLAN.approval. `approvers=FILE` in the allow-file of a",
            "target names ssh's allowed_signers there, a line each: `bob@example.org ssh-ed25519 AAAA…`. Who made the plan",
            "cannot approve it."
        })
final class ChaosApproveCommand implements Callable<Integer> {
    @ParentCommand
    private ChaosCommand chaos;

    @Parameters(paramLabel = "PLAN", description = "What chaos plan has written.")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Your ssh key; its public half if an agent has the private one.")
    private Path key;

    @Override
    public Integer call() {
        Plan plan = ChaosCommand.plan(file);
        if (!Plans.isIntact(plan)) {
            throw new Refusal("the plan was changed after it was made: its hash does not fit");
        }
        if (Instant.now().isAfter(Instant.parse(plan.expires()))) {
            throw new Refusal("the plan expired at " + plan.expires() + "; it would be signed in vain");
        }
        String me = Person.current(chaos.nines().terminal().environment());
        if (me.equals(plan.author())) {
            throw new Refusal(me + " made this plan: somebody else approves it");
        }
        Path approval = Approvals.beside(file);
        try {
            String signature = Approvals.of(plan, file).sign(key);
            Files.writeString(approval, signature, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (NotPossible e) {
            throw new Refusal(e.getMessage());
        } catch (IOException e) {
            throw new BadInput("cannot write " + approval + ": " + e.getMessage(), e);
        }
        chaos.line("approved " + plan.hash());
        chaos.line("what     " + plan.design() + " on " + plan.inventory() + ": "
                + String.join(", ", plan.drills().stream().map(Plan.Drill::name).toList()));
        chaos.line("in       " + approval);
        return ExitCode.DONE.code();
    }
}
