package dev.nines.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures by ssh-keygen with keys that are made here. */
class ApprovalsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Answering targets = new Answering();
    private Plan plan;
    private Path file;

    @BeforeEach
    void planned() throws IOException {
        plan = new Planner(PlannerTest.design(), PlannerTest.inventory(), targets::of)
                .plan(PlannerTest.wish(30, "kill"), PlannerTest.NOW); // by ann@desk
        file = Files.writeString(folder.resolve("plan.json"), Plans.write(plan));
    }

    /** A line of allowed_signers for a new key. */
    private String person(String name) throws IOException {
        Path key = folder.resolve(name);
        try {
            Outcome made = new LocalTarget("here", List.of())
                    .run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key.toString()), LIMIT);
            assertThat(made.ok()).as(made.errors()).isTrue();
        } catch (TargetGone e) {
            Assumptions.abort("skipped: no ssh-keygen");
        }
        return name + "@example.org " + Files.readString(folder.resolve(name + ".pub"));
    }

    private void sign(String name) throws IOException {
        String signature = Approvals.of(plan, file).sign(folder.resolve(name));
        Path beside = Approvals.beside(file);
        Files.writeString(beside, (Files.exists(beside) ? Files.readString(beside) : "") + signature);
    }

    @Test
    @DisplayName("who is on the list and has signed this plan approves it; several may have signed")
    void approved() throws IOException {
        String allowed = person("bob") + person("cleo");
        String onlyCleo = allowed.lines().skip(1).findFirst().orElseThrow() + "\n";
        assertThat(Approvals.of(plan, file).approver(allowed)).isEmpty();
        sign("bob");
        assertThat(Approvals.of(plan, file).approver(allowed)).contains("bob@example.org");
        assertThat(Approvals.of(plan, file).approver(onlyCleo)).isEmpty();
        sign("cleo");
        assertThat(Approvals.of(plan, file).approver(onlyCleo)).contains("cleo@example.org");
    }

    @Test
    @DisplayName("a key that is not on the list, a signature for another plan or under another namespace: none")
    void others() throws IOException {
        String bob = person("bob");
        person("eve");
        sign("eve");
        assertThat(Approvals.of(plan, file).approver(bob)).isEmpty();
        Files.delete(Approvals.beside(file));
        sign("bob");
        Plan other = new Planner(PlannerTest.design(), PlannerTest.inventory(), targets::of)
                .plan(PlannerTest.wish(29, "kill"), PlannerTest.NOW);
        assertThat(Approvals.of(other, file).approver(bob)).isEmpty();
        assertThat(Approvals.of(plan, file).approver(bob.replace(" ssh-", " namespaces=\"git\" ssh-")))
                .isEmpty();
        assertThat(Approvals.of(plan, file).approver("# nobody\n")).isEmpty();
    }

    @Test
    @DisplayName("nobody approves his own plan")
    void own() throws IOException {
        String ann = person("ann");
        sign("ann");
        assertThat(Approvals.of(plan, file).approver(ann)).isEmpty();
        assertThat(Approvals.of(plan, file).onlyByAuthor(ann)).isTrue();
    }

    @Test
    @DisplayName("what is no key does not sign, and says so")
    void noKey() throws IOException {
        person("bob");
        assertThatThrownBy(() -> Approvals.of(plan, file).sign(folder.resolve("nobody")))
                .isInstanceOf(NotPossible.class)
                .hasMessageStartingWith("not signed: ");
    }
}
