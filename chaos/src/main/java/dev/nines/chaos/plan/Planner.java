package dev.nines.chaos.plan;

import dev.nines.chaos.inject.Delay;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.inject.TcpDelay;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Turns drills of a design into a plan for the targets of an inventory. Asks targets what they can do, and changes nothing. */
public final class Planner {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** As the guard rails have it: without a word of the inventory. */
    private static final int TTL_SECONDS_MOST = 60;

    /**
     * What the user wants.
     *
     * @param scenario as named on the command line
     * @param drills names; empty: all of the scenario
     * @param validFor how long the plan may be run
     * @param load of clients beside the probes
     * @param author who plans
     */
    public record Wish(
            String scenario,
            List<String> drills,
            long holdNanos,
            int ttlSeconds,
            int trials,
            long seed,
            Duration validFor,
            Load load,
            String author) {}

    private final Design design;
    private final Inventory inventory;
    private final Function<String, Target> targets;
    private final Map<String, Map<String, String>> capabilities = new TreeMap<>();

    /** @param targets by name */
    public Planner(Design design, Inventory inventory, Function<String, Target> targets) {
        this.design = design;
        this.inventory = inventory;
        this.targets = targets;
    }

    /** @throws NotPossible if the inventory does not allow the lease, or nothing is measured */
    public Plan plan(Wish wish, Instant now) {
        int most = (int) (inventory.limits().ttlNanos().orElse(TTL_SECONDS_MOST * NANOS_PER_SECOND) / NANOS_PER_SECOND);
        if (wish.ttlSeconds() > most) {
            throw new NotPossible("a lease of " + wish.ttlSeconds() + " s is longer than the " + most
                    + " s that the inventory allows");
        }
        Measured measured = new Measured(design, inventory);
        List<Plan.Refused> unmeasured = measured.unmeasured();
        List<String> services = measured.services();
        if (services.isEmpty()) {
            throw new NotPossible("nothing would be measured: no probe of the inventory asks a service of this design");
        }
        measured.canaries();
        List<Plan.Stream> streams = measured.streams(wish.load());
        List<Plan.Drill> drills = new ArrayList<>();
        List<Plan.Refused> refused = new ArrayList<>();
        for (DrillSpec drill : wanted(wish.drills())) {
            try {
                Resolved resolved = resolve(drill);
                allowed(resolved.injections());
                drills.add(planned(drill, resolved, wish, services));
            } catch (NotPossible | TargetGone | IllegalArgumentException e) {
                refused.add(new Plan.Refused(drill.name(), String.valueOf(e.getMessage())));
            }
        }
        return Plans.frozen(new Plan(
                Plan.FORMAT,
                "",
                now.toString(),
                wish.author(),
                now.plus(wish.validFor()).toString(),
                wish.scenario(),
                design.name(),
                design.inputHash(),
                inventory.file(),
                inventory.hash(),
                inventory.environment(),
                wish.holdNanos(),
                wish.ttlSeconds(),
                streams,
                drills,
                refused,
                unmeasured));
    }

    private List<DrillSpec> wanted(List<String> names) {
        return design.drills().stream()
                .filter(drill -> names.isEmpty() || names.contains(drill.name()))
                .toList();
    }

    /**
     * A drill as injections, roles resolved now.
     *
     * @param roles the host by its role
     */
    public record Resolved(List<Injection> injections, Map<String, String> roles) {}

    /** @throws NotPossible if it cannot be done on these targets */
    public Resolved resolve(DrillSpec drill) {
        Map<String, String> roles = new LinkedHashMap<>();
        Roles asked = new Roles(inventory, targets);
        Translation translation = new Translation(inventory, role -> roles.computeIfAbsent(role, asked::holder));
        List<Injection> injections = new ArrayList<>();
        for (DrillSpec.Step step : drill.steps()) {
            if (step.atNanos() != 0) {
                throw new NotPossible("its steps are not all at the same time");
            }
            translation.of(step.fault()).forEach(injection -> injections.add(possible(injection)));
        }
        return new Resolved(injections, roles);
    }

    /** Where the kernel of a lab host cannot delay packets, a proxy delays what it can. */
    private Injection possible(Injection injection) {
        if (injection instanceof Delay delay && inventory.location(delay.target()) instanceof Location.Namespace) {
            Map<String, String> can = capabilities(delay.target());
            boolean proxy = !"yes".equals(can.get("netem")) && "yes".equals(can.get("redirect"));
            return proxy ? TcpDelay.insteadOf(delay) : delay;
        }
        return injection;
    }

    private Map<String, String> capabilities(String target) {
        return capabilities.computeIfAbsent(target, name -> Reverter.capabilities(targets.apply(name)));
    }

    /** The blast radius, and what targets themselves say. */
    private void allowed(List<Injection> injections) {
        List<String> hit = injections.stream().map(Injection::target).distinct().toList();
        if (hit.size() > inventory.limits().targets()) {
            throw new NotPossible("it hits " + hit.size() + " targets at once, " + String.join(", ", hit)
                    + "; the inventory allows " + inventory.limits().targets());
        }
        new Blast(design, inventory).totalOutage(injections).ifPresent(what -> totalOutage(hit, what));
        for (Injection injection : injections) {
            Map<String, String> can = capabilities(injection.target());
            if ("yes".equals(can.get("production"))) {
                throw new NotPossible(injection.target() + " is a production system");
            }
            if (!"yes".equals(can.get("allow"))) {
                throw new NotPossible(injection.target() + " did not agree to faults: it has no /etc/nines/allow");
            }
            if (injection instanceof Delay && !"yes".equals(can.get("netem"))) {
                throw new NotPossible("no netem in the kernel of " + injection.target());
            }
            if (injection instanceof Injection.Cut && !"yes".equals(can.get("nft"))) {
                throw new NotPossible("no nft on " + injection.target());
            }
        }
    }

    private void totalOutage(List<String> hit, String what) {
        if (!inventory.limits().totalOutage()) {
            throw new NotPossible("it is a total outage: " + what
                    + "; the inventory would have to say limits: {expect: total-outage}");
        }
        for (String name : hit) {
            if (!Permission.of(targets.apply(name)).totalOutage()) {
                throw new NotPossible("it is a total outage: " + what + "; the allow-file of " + name
                        + " would have to say total-outage=yes");
            }
        }
    }

    private Plan.Drill planned(DrillSpec drill, Resolved resolved, Wish wish, List<String> services) {
        return new Plan.Drill(
                drill.name(),
                drill.steps().stream()
                        .map(step -> step.fault().verb() + " " + step.fault().target())
                        .toList(),
                resolved.roles(),
                actions(resolved.injections()),
                irreversible(resolved.injections()),
                Forecasts.of(design, drill, wish.holdNanos(), wish.trials(), wish.seed(), services));
    }

    /** As the plan keeps them. */
    public List<Plan.Action> actions(List<Injection> injections) {
        return injections.stream()
                .map(injection -> new Plan.Action(
                        injection.target(),
                        inventory.location(injection.target()).text(),
                        injection.fault(),
                        injection.parameters()))
                .toList();
    }

    private static List<String> irreversible(List<Injection> injections) {
        return injections.stream()
                .flatMap(injection -> injection.irreversible().stream())
                .toList();
    }
}
