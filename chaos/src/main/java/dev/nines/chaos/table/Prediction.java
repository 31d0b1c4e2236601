package dev.nines.chaos.table;

import dev.nines.chaos.plan.Forecasts;
import dev.nines.chaos.table.Figure.Span;
import dev.nines.kernel.Trace;
import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.util.List;
import java.util.stream.IntStream;

/** What the simulator says about an experiment. */
final class Prediction {
    private static final long SEED = 1;

    private final Experiment experiment;
    private final Design design;
    private final DrillSpec drill;

    /** @throws IllegalArgumentException if the design has no such drill */
    Prediction(Experiment experiment) {
        this.experiment = experiment;
        design = TableDesigns.read(experiment.design());
        drill = design.drills().stream()
                .filter(candidate -> candidate.name().equals(experiment.drill()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the design has no drill " + experiment.drill()));
    }

    /**
     * The figure of a simulated repetition with the hold of a measured one, and with its phase if the experiment has a clock.
     *
     * @param number picks what else is random
     */
    long twin(Figure figure, Sample sample, int number) {
        Design alone = alone(sample.holdNanos());
        DrillSpec twin = alone.drills().get(0);
        Trial trial = new Trial(alone, SEED, number, TrialOptions.DEFAULT);
        DrillRecord record = experiment.ticks().isPresent()
                ? trial.drillAt(
                        twin, experiment.ticks().get(), sample.ageNanos().orElseThrow(), Trace.OFF)
                : trial.drill(twin, Trace.OFF);
        return figure(figure, record, sample.holdNanos());
    }

    /** The figure in so many simulated drills at random phases, each with one of these holds in turn. */
    long[] sample(Figure figure, List<Long> holds, int trials) {
        return IntStream.range(0, trials)
                .parallel()
                .mapToLong(trial -> {
                    long hold = holds.get(trial % holds.size());
                    Design alone = alone(hold);
                    DrillRecord record = new Trial(alone, SEED, trial, TrialOptions.DEFAULT)
                            .drill(alone.drills().get(0), Trace.OFF);
                    return figure(figure, record, hold);
                })
                .toArray();
    }

    private Design alone(long holdNanos) {
        return Forecasts.alone(design, drill, holdNanos, List.of(experiment.service()));
    }

    private long figure(Figure figure, DrillRecord record, long holdNanos) {
        ServiceRecord service = record.services().stream()
                .filter(candidate -> candidate.service().equals(experiment.service()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody measures " + experiment.service()));
        List<Span> outages = service.outages().stream()
                .map(outage -> span(outage, record.faultNanos()))
                .toList();
        Losses losses = service.losses();
        return figure.of(outages, holdNanos, losses);
    }

    private static Span span(Outage outage, long faultNanos) {
        return new Span(outage.startNanos() - faultNanos, outage.endNanos() - faultNanos);
    }
}
