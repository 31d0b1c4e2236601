package dev.nines.chaos.run;

import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.plan.Approvals;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Permission;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.plan.Plans;
import dev.nines.chaos.rehearse.Rehearsals;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Safety;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import dev.nines.chaos.target.Targets;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything that is looked at before a plan is run; nothing has been touched then. */
public final class Guards {
    /**
     * What the user has said.
     *
     * @param acceptedPrediction start of the plan's hash, at least 12 digits, or empty
     * @param irreversible whether faults may be injected that no undo brings back
     */
    public record Consent(String acceptedPrediction, boolean irreversible) {}

    private static final int HASH_DIGITS = 12;

    private final Plan plan;

    public Guards(Plan plan) {
        this.plan = plan;
    }

    /** Why the plan as such is not run, or empty. */
    public Optional<String> ofPlan(Instant now, Consent consent) {
        if (!Plans.isIntact(plan)) {
            return Optional.of("the plan was changed after it was made: its hash does not fit");
        }
        if (now.isAfter(Instant.parse(plan.expires()))) {
            return Optional.of("the plan expired at " + plan.expires() + "; make a new one");
        }
        if (plan.drills().isEmpty()) {
            return Optional.of("the plan has no drill that can be done");
        }
        for (Plan.Drill drill : plan.drills()) {
            Optional<String> no = consent(drill, consent);
            if (no.isPresent()) {
                return no;
            }
        }
        return Optional.empty();
    }

    private Optional<String> consent(Plan.Drill drill, Consent consent) {
        if (!drill.irreversible().isEmpty() && !(consent.irreversible() && accepts(consent))) {
            return Optional.of(drill.name() + " cannot be undone: " + String.join(", ", drill.irreversible())
                    + "; --allow-irreversible --accept-prediction "
                    + plan.hash().substring(0, HASH_DIGITS) + " say that this is known");
        }
        for (var predicted : drill.predicted().entrySet()) {
            String bad = bad(predicted.getValue());
            if (!bad.isEmpty() && !accepts(consent)) {
                return Optional.of(drill.name() + ": the simulator says that " + predicted.getKey() + " " + bad
                        + "; --accept-prediction " + plan.hash().substring(0, HASH_DIGITS)
                        + " says that this is known");
            }
        }
        return Optional.empty();
    }

    private boolean accepts(Consent consent) {
        return consent.acceptedPrediction().length() >= HASH_DIGITS
                && plan.hash().startsWith(consent.acceptedPrediction());
    }

    private String bad(Plan.Forecast forecast) {
        if (forecast.infinite() > 0) {
            return "does not come back by itself in " + forecast.infinite() + " of " + forecast.trials() + " trials";
        }
        if (forecast.lost() > 0) {
            return "loses up to " + forecast.lost() + " acknowledged writes";
        }
        return forecast.quantileNanos(0.95) > plan.holdNanos()
                ? "stays away until the fault is taken out (p95 of the outage is longer than the hold)"
                : "";
    }

    /** Why the world is not the one that was planned for, or empty. */
    public Optional<String> ofWorld(Design design, Inventory inventory, Planner planner, StateFolder state) {
        if (!plan.scenarioHash().equals(design.inputHash())) {
            return Optional.of("the scenario has changed since it was planned: " + plan.scenarioHash() + ", now "
                    + design.inputHash());
        }
        if (!plan.inventoryHash().equals(inventory.hash())) {
            return Optional.of("the inventory has changed since it was planned");
        }
        if (state.halted()) {
            return Optional.of("halted: remove " + state.stopFile() + " to go on");
        }
        if (!state.unclean().isEmpty()) {
            return Optional.of(
                    "run " + state.unclean().get(0).run() + " may have left a fault; nines chaos revert --all");
        }
        return plan.drills().stream()
                .flatMap(drill -> changed(drill, design, planner).stream())
                .findFirst()
                .or(() -> unrehearsed(inventory, state));
    }

    private Optional<String> unrehearsed(Inventory inventory, StateFolder state) {
        return new Rehearsals(state).problem(inventory, targets(), new Targets(state.ssh()));
    }

    /** Why this is not the time for it, or empty: the window, the time since a target was last hit, the audit log. */
    public Optional<String> ofTime(Safety safety, AuditLog audit, Instant now) {
        Optional<String> closed = Stops.window(safety, now);
        if (closed.isPresent()) {
            return closed;
        }
        Optional<String> broken = audit.problem();
        if (broken.isPresent()) {
            return broken.map(what -> "the audit log was changed: " + what);
        }
        for (String target : targets()) {
            Optional<Instant> last = audit.lastHit(target);
            Instant cool = last.orElse(Instant.MIN).plusNanos(last.isPresent() ? safety.coolDownNanos() : 0);
            if (now.isBefore(cool)) {
                return Optional.of(target + " was hit at " + last.get().truncatedTo(ChronoUnit.SECONDS)
                        + "; the inventory has a cool-down until " + cool.truncatedTo(ChronoUnit.SECONDS));
            }
        }
        return Optional.empty();
    }

    /** Why a target is not free, or empty: a fault of anybody is in effect there, whatever our journals say. */
    public Optional<String> ofTargets(Function<String, Target> at) {
        for (String name : targets()) {
            try {
                List<String> faults = Reverter.status(at.apply(name));
                if (!faults.isEmpty()) {
                    return Optional.of(name + " has a fault in effect: " + faults.get(0)
                            + "; nines chaos revert --scan --on " + plan.inventory());
                }
            } catch (TargetGone e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private List<String> targets() {
        return plan.drills().stream()
                .flatMap(drill -> drill.targets().stream())
                .distinct()
                .toList();
    }

    /**
     * Who has approved.
     *
     * @param refusal why it is not enough, or empty
     * @param approvers of the targets that ask for a second person
     */
    public record Consented(Optional<String> refusal, List<String> approvers) {}

    /** Asks each target whether a second person must have signed, and looks whether one has. */
    public Consented ofPeople(Approvals approvals, Function<String, Target> at) {
        List<String> approvers = new ArrayList<>();
        try {
            for (String name : targets()) {
                Target target = at.apply(name);
                Optional<String> file = Permission.of(target).approvers();
                if (file.isPresent()) {
                    String allowed = Permission.approvers(target, file.get());
                    Optional<String> approver = approvals.approver(allowed);
                    if (approver.isEmpty()) {
                        return new Consented(Optional.of(unapproved(name, approvals, allowed)), List.of());
                    }
                    approvers.add(approver.get() + " for " + name);
                }
            }
        } catch (NotPossible | TargetGone e) {
            return new Consented(Optional.of(String.valueOf(e.getMessage())), List.of());
        }
        return new Consented(Optional.empty(), approvers);
    }

    private String unapproved(String target, Approvals approvals, String allowed) {
        return target + " asks for a second person, and "
                + (approvals.onlyByAuthor(allowed)
                        ? "only " + plan.author() + " has signed, who made the plan"
                        : "nobody who may has signed the plan")
                + ": nines chaos approve PLAN --key FILE";
    }

    private static Optional<String> changed(Plan.Drill drill, Design design, Planner planner) {
        try {
            DrillSpec spec = drillOf(design, drill.name());
            Planner.Resolved resolved = planner.resolve(spec);
            boolean moved = !resolved.roles().equals(drill.roles());
            // Who has a role may change from day to day: that alone is no other plan.
            return moved || planner.actions(resolved.injections()).equals(drill.actions())
                    ? Optional.empty()
                    : Optional.of("the targets of " + drill.name() + " are no longer those that were planned for");
        } catch (NotPossible | TargetGone | IllegalStateException e) {
            return Optional.of(drill.name() + ": " + e.getMessage());
        }
    }

    static DrillSpec drillOf(Design design, String name) {
        return design.drills().stream()
                .filter(drill -> drill.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the design has no drill " + name));
    }
}
