package dev.nines.chaos.run;

import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Target;
import dev.nines.model.spec.Design;
import java.util.function.Function;

/**
 * What is done, and to whom.
 *
 * @param targets by name
 */
public record Scene(
        Plan plan,
        Design design,
        Inventory inventory,
        Planner planner,
        StateFolder state,
        Function<String, Target> targets) {}
