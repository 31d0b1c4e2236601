package dev.nines.cli;

import dev.nines.kernel.Trace;
import dev.nines.measure.TrialRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.result.CompareResult;
import dev.nines.result.Comparison;
import dev.nines.result.PrecisionTarget;
import dev.nines.result.ResultFolder;
import dev.nines.result.RunResult;
import dev.nines.result.RunResultBuilder;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.trial.NotKnown;
import dev.nines.scenario.trial.NotModelled;
import dev.nines.scenario.trial.SharedStreams;
import dev.nines.scenario.trial.SixAspects;
import dev.nines.scenario.trial.Trials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs trials on the threads of this machine. */
final class TrialSimulator implements Simulator {
    private static final List<String> INVARIANTS =
            List.of("vip-single-owner", "single-writer", "acked-write-lost", "replication-broken", "mixed-content");

    @Override
    public Outcome simulate(Request request, ResultFolder folder, Progress progress, CancelToken cancel) {
        List<Design> designs = request.designs().stream().map(Uncertain::middle).toList();
        int ofScenario = designs.get(0).run().trials();
        boolean precise = !request.precision().isEmpty();
        int trials = request.trials().orElse(precise ? Precision.most(ofScenario) : ofScenario);
        long seed = request.seed().orElse(designs.get(0).run().seed());
        List<RunResultBuilder> builders = new ArrayList<>();
        for (Design design : designs) {
            builders.add(new RunResultBuilder(design, request.version(), seed, trials)
                    .checking(INVARIANTS)
                    .aimingAt(request.precision()));
        }
        SixAspects aspects = new SixAspects(designs);
        List<String> remarks = new ArrayList<>();
        PreciseEnough enough = new PreciseEnough(builders);
        NotKnown notKnown = new NotKnown(request.designs());
        int done;
        try (TrialTables tables = new TrialTables(folder, designs)) {
            done = Trials.run(
                    designs,
                    seed,
                    trials,
                    new TrialOptions(request.skip(), request.shuffleTies()),
                    request.threads(),
                    records -> {
                        if (enough.reached()) {
                            return; // begun before it was known that they are not needed
                        }
                        for (int i = 0; i < records.size(); i++) {
                            TrialRecord record = records.get(i);
                            builders.get(i).add(record);
                            tables.add(designs.get(i).name(), record);
                            remark(remarks, designs.get(i), record);
                        }
                        aspects.add(records);
                        notKnown.add(records);
                        progress.advanced(records.get(0).trial() + 1L, trials);
                        enough.look();
                    },
                    () -> cancel.isCancelled() || enough.reached());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean complete = enough.reached() || done == trials;
        String stopped = enough.reached() ? RunResultBuilder.PRECISION : complete ? "trials" : "interrupted";
        List<RunResult> results = new ArrayList<>();
        for (RunResultBuilder builder : builders) {
            results.add(builder.build(complete, stopped));
        }
        List<String> shared = SharedStreams.of(designs);
        CompareResult known = Comparison.of(builders, results, request.against(), shared);
        CompareResult result = complete ? withUnknowns(known, notKnown, seed, request, progress, cancel) : known;
        Set<String> notModelled = new LinkedHashSet<>();
        designs.forEach(design -> notModelled.addAll(NotModelled.of(design)));
        return new Outcome(
                designs.size() > 1 ? result.withAspects(aspects.rows(results)) : result,
                List.copyOf(notModelled),
                remarks);
    }

    /** The first trial speaks for its design. */
    private static void remark(List<String> remarks, Design design, TrialRecord record) {
        if (record.trial() == 0) {
            record.refusals().forEach(refusal -> remarks.add("skip-ahead: " + design.name() + ": " + refusal));
        }
    }

    private static CompareResult withUnknowns(
            CompareResult known, NotKnown notKnown, long seed, Request request, Progress progress, CancelToken cancel) {
        if (!notKnown.isAnything()) {
            return known;
        }
        progress.begins("what is not known");
        return notKnown.draw(
                        request.against(),
                        seed,
                        new TrialOptions(request.skip(), request.shuffleTies()),
                        request.threads(),
                        progress::advanced,
                        cancel::isCancelled)
                .map(found -> known.with(found.byDesign(), found.pairs()))
                .orElse(known);
    }

    @Override
    public void replay(ReplayRequest request, LineSink sink) {
        Trial trial = new Trial(
                request.design(),
                request.seed(),
                request.trial(),
                new TrialOptions(request.skip(), request.shuffleTies()));
        try {
            Trace lines = new ReplayLines(sink, request.stopAtNanos());
            if (request.drill().isEmpty()) {
                trial.year(lines);
            } else {
                trial.drill(drillNamed(request), lines);
            }
        } catch (ReplayLines.Enough e) {
            // the reader has seen what it wanted
        }
    }

    private static DrillSpec drillNamed(ReplayRequest request) {
        return request.design().drills().stream()
                .filter(drill -> drill.name().equals(request.drill()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether every design is known as well as was asked for; looked at after fixed numbers of trials. */
    private static final class PreciseEnough {
        private final List<RunResultBuilder> builders;
        private volatile boolean reached;

        PreciseEnough(List<RunResultBuilder> builders) {
            this.builders = builders;
        }

        void look() {
            if (PrecisionTarget.isChecked(builders.get(0).trials())) {
                reached = builders.stream().allMatch(RunResultBuilder::isPrecise);
            }
        }

        boolean reached() {
            return reached;
        }
    }
}
