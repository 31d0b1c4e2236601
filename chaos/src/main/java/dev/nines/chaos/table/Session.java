package dev.nines.chaos.table;

import dev.nines.chaos.inject.Report.Ending;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.plan.Load;
import dev.nines.chaos.plan.Measured;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.plan.Planner;
import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.probe.ProbeSpec;
import dev.nines.chaos.probe.Question;
import dev.nines.chaos.probe.Repetition;
import dev.nines.chaos.run.Campaign;
import dev.nines.chaos.run.Ledger;
import dev.nines.chaos.run.Measurement;
import dev.nines.chaos.run.Passwords;
import dev.nines.chaos.run.ProbeSet;
import dev.nines.chaos.run.Scene;
import dev.nines.chaos.run.Stops;
import dev.nines.chaos.table.Figure.Span;
import dev.nines.measure.RawOutage;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HaproxySpec.CheckType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does a portion in a lab: the same campaign as {@code chaos run}, with the clock of the product watched beside it. */
final class Session implements Campaign.Watcher {
    private static final int TTL_SECONDS = 30;
    private static final long CALM_NANOS = 2_000_000_000L;
    /** A tick that is older than so many periods was missed by the watch, not by the product. */
    private static final long TICK_NANOS_MOST = 4_000_000_000L;

    /** A database has room for so many statements at once: those of the writer must end before. */
    private static final long WRITES_WAITING_MOST = 100;

    private static final Duration LONGEST = Duration.ofHours(2);

    private final Portion portion;
    private final Staging lab;
    private final String campaign;
    private final Consumer<Sample> keep;
    private TickWatch ticks;

    /** @param keep is given each repetition when it is done */
    Session(Portion portion, Staging lab, String campaign, Consumer<Sample> keep) {
        this.portion = portion;
        this.lab = lab;
        this.campaign = campaign;
        this.keep = keep;
    }

    /**
     * Does it.
     *
     * @return why it ended before its end; empty: it did not
     * @throws NotPossible if this drill cannot be done in this lab
     */
    String run(BooleanSupplier cancelled) {
        Experiment experiment = portion.experiment();
        Planner planner = new Planner(lab.design(), lab.inventory(), lab::target);
        Plan plan = plan(planner);
        if (!plan.services().contains(experiment.service())) {
            throw new NotPossible("nothing probes " + experiment.service());
        }
        String client = lab.inventory().probes().get(experiment.service()).from();
        // The portion tells two runs of one second apart; ten letters are all there are.
        String name = "t" + Long.toString(Instant.now().getEpochSecond(), 36) + Integer.toString(portion.number(), 36);
        Campaign.Settings settings =
                new Campaign.Settings(name, portion.repetitions(), 1_000L + portion.number(), CALM_NANOS, client);
        Scene scene = new Scene(plan, lab.design(), lab.inventory(), planner, lab.state(), lab::target);
        ProbeSet probes = probes(plan, client, name);
        try (TickWatch watch = watch();
                Stops stops = new Stops(
                        lab.inventory().safety(),
                        probes.canaries(),
                        Instant.now().plus(LONGEST));
                ProbeSession session = ProbeSession.start(lab.target(client), probes.specs(), outcome -> {})) {
            ticks = watch;
            Campaign.Outcome outcome = new Campaign(scene, settings, stops, ledger(plan), this, cancelled).run(session);
            if (!outcome.fixes().isEmpty()) {
                return "a fault was left: " + outcome.fixes();
            }
            return outcome.ending() == Ending.DONE ? "" : outcome.reason();
        }
    }

    /** As of any run of this plan, but for the connections of the measured probe. */
    private ProbeSet probes(Plan plan, String client, String name) {
        Passwords passwords = new Passwords(Map.of(), lab.inventory().location(client));
        Measured measured = new Measured(lab.design(), lab.inventory());
        ProbeSet set =
                ProbeSet.of(plan, lab.inventory(), measured, passwords::of, name, "/run/nines-" + name + ".ledger");
        return new ProbeSet(set.specs().stream().map(this::fitted).toList());
    }

    private ProbeSpec fitted(ProbeSpec spec) {
        Experiment experiment = portion.experiment();
        if (spec.question() instanceof Question.SqlWrite) {
            long most = WRITES_WAITING_MOST * spec.periodNanos() / spec.count();
            return spec.timeout(Math.min(spec.timeoutNanos(), most));
        }
        boolean keeps = spec.name().equals(experiment.service()) && experiment.connections() != Connections.NEW;
        return keeps ? spec.connections(experiment.connections()) : spec;
    }

    private Ledger ledger(Plan plan) {
        Measured measured = new Measured(lab.design(), lab.inventory());
        return new Ledger(
                plan.ledger(),
                plan.ledger()
                        .map(stream -> measured.nodesBehind(stream.service()))
                        .orElse(List.of()));
    }

    private Plan plan(Planner planner) {
        Experiment experiment = portion.experiment();
        Planner.Wish wish = new Planner.Wish(
                experiment.design(),
                List.of(experiment.drill()),
                experiment.holdNanos(),
                TTL_SECONDS,
                1, // the prediction is made later, from what was measured
                1,
                LONGEST,
                new Load(false, experiment.loadPerSecond()),
                "the table");
        Plan plan = planner.plan(wish, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        if (plan.drills().isEmpty()) {
            throw new NotPossible(
                    plan.refused().isEmpty()
                            ? "the design has no drill " + experiment.drill()
                            : plan.refused().get(0).reason());
        }
        return plan;
    }

    /** Nobody to watch: null, which a try block closes as well. */
    private TickWatch watch() {
        if (portion.experiment().ticks().isEmpty()) {
            return null;
        }
        boolean tcp = lab.design().services().stream()
                .anyMatch(service -> service instanceof HaproxySpec haproxy
                        && haproxy.check().type() == CheckType.TCP);
        try {
            return TickWatch.start(portion.experiment().ticks().get(), tcp, lab.inventory(), lab::target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void measured(Measurement measurement) {
        Repetition seen = measurement.seen().get(portion.experiment().service());
        long fault = measurement.faultNanos();
        List<Span> outages =
                seen.outages().stream().map(outage -> span(outage, fault)).toList();
        OptionalLong age = ticks == null ? OptionalLong.empty() : ticks.ageNanos(fault, TICK_NANOS_MOST);
        keep.accept(new Sample(
                campaign,
                portion.experiment().name(),
                measurement.invalid(),
                fault,
                seen.faultUncertaintyNanos(),
                measurement.healNanos() - fault,
                age,
                seen.probes(),
                seen.failed(),
                outages,
                measurement.losses()));
    }

    private static Span span(RawOutage outage, long faultNanos) {
        return new Span(outage.startNanos() - faultNanos, outage.endNanos() - faultNanos);
    }

    @Override
    public void steady(List<String> services, long calmNanos) {
        // said by the table in its own words
    }

    @Override
    public void sensitive(String service) {
        // said by the table in its own words
    }

    @Override
    public void waiting(int repetition, String drill, long nanos) {
        // said by the table in its own words
    }

    @Override
    public void step(Entry entry) {
        // the journal has it
    }

    @Override
    public void undoing(String reason) {
        // the journal has it
    }
}
