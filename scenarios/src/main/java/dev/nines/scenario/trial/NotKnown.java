package dev.nines.scenario.trial;

import dev.nines.measure.TrialRecord;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.result.Ignorance;
import dev.nines.result.PairIgnorance;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.language.Unknown;
import dev.nines.stats.Controlled;
import dev.nines.stats.Rounding;
import dev.nines.stats.Strata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The outer sample: draws what the designs do not know, each unknown once for all of them, and says how far their main
 * figures depend on it. Takes the nominal trials as they come; they are its control variate.
 */
public final class NotKnown {
    /** Of the nominal trials: for the draws, and as much again for the break-even values. Without drills, that is less. */
    private static final double SHARE = 0.4;

    private static final int DRAWS_MIN = 10;
    private static final int TRIALS_MIN = 3;
    static final double LOW = 0.05;
    static final double HIGH = 0.95;

    private final List<Uncertain> designs;
    private final MainFigures figures;
    private final List<String> names;
    private final List<List<double[]>> nominal = new ArrayList<>();

    /** Is told how many trials of the outer sample are done. */
    @FunctionalInterface
    public interface Progress {
        void advanced(long done, long total);
    }

    /**
     * @param byDesign in the order of the designs
     * @param pairs the other designs with the one they are compared with
     */
    public record Found(List<Ignorance> byDesign, List<PairIgnorance> pairs) {
        public Found {
            byDesign = List.copyOf(byDesign);
            pairs = List.copyOf(pairs);
        }
    }

    public NotKnown(List<Uncertain> designs) {
        this.designs = List.copyOf(designs);
        figures = new MainFigures(designs.stream().map(Uncertain::middle).toList());
        Set<String> all = new LinkedHashSet<>();
        designs.forEach(d -> d.unknowns().forEach(u -> all.add(u.name())));
        names = List.copyOf(all);
        designs.forEach(d -> nominal.add(new ArrayList<>()));
    }

    /** False: there is nothing to draw, or nothing that could depend on it. */
    public boolean isAnything() {
        return !names.isEmpty() && figures.decide() && draws(Integer.MAX_VALUE) > 0;
    }

    /** The records of one nominal trial, one per design, in order. */
    public void add(List<TrialRecord> trial) {
        for (int d = 0; d < trial.size(); d++) {
            nominal.get(d).add(figures.of(designs.get(d).middle(), trial.get(d)));
        }
    }

    private int draws(int trials) {
        int wanted = designs.get(0).draws();
        return Math.min(wanted, Math.max(DRAWS_MIN, trials / 5));
    }

    /**
     * @param against index of the design that the others are compared with
     * @param cancelled asked between trials
     * @return empty when cancelled
     */
    public Optional<Found> draw(
            int against, long seed, TrialOptions options, int threads, Progress progress, BooleanSupplier cancelled) {
        List<double[][]> columns = columns();
        int trials = columns.get(0)[0].length;
        int draws = draws(trials);
        int strata = Math.max(TRIALS_MIN, (int) (SHARE * trials / draws));
        Elsewhere elsewhere = new Elsewhere(designs, figures, columns, seed, options, threads, cancelled);
        BreakEvens search = new BreakEvens(designs, names, elsewhere, columns, (int) (SHARE * trials));
        Steps steps = new Steps(progress, (long) draws * strata + search.trialsMost(against));
        List<Elsewhere.Answer> answers = elsewhere.ask(questions(columns, draws, strata, seed), steps::one);
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Sample sample = new Sample(answers, strata, columns);
        List<Ignorance> byDesign = new ArrayList<>();
        for (int d = 0; d < designs.size(); d++) {
            byDesign.add(ignorance(d, sample));
        }
        List<PairIgnorance> pairs = new ArrayList<>();
        for (int d = 0; d < designs.size(); d++) {
            if (d != against) {
                Optional<List<PairIgnorance.BreakEven>> breakEvens = search.between(against, d, steps::one);
                if (breakEvens.isEmpty()) {
                    return Optional.empty();
                }
                pairs.add(pair(against, d, sample, breakEvens.get(), search.trialsPerPoint()));
            }
        }
        steps.end();
        return Optional.of(new Found(byDesign, pairs));
    }

    private record Sample(List<Elsewhere.Answer> answers, int strata, List<double[][]> columns) {
        List<Controlled> means(int design, int figure) {
            return answers.stream().map(a -> a.mean(design, figure)).toList();
        }

        double nominal(int design, int figure) {
            return Elsewhere.mean(columns.get(design)[figure]);
        }
    }

    /** Counts; what a break-even did not need is done at the end. */
    private static final class Steps {
        private final Progress progress;
        private final long total;
        private long done;

        Steps(Progress progress, long total) {
            this.progress = progress;
            this.total = total;
        }

        synchronized void one() {
            done = Math.min(total, done + 1);
            progress.advanced(done, total);
        }

        void end() {
            progress.advanced(total, total);
        }
    }

    /** By design: a row per figure, a column per trial. */
    private List<double[][]> columns() {
        List<double[][]> columns = new ArrayList<>();
        for (List<double[]> trials : nominal) {
            double[][] byFigure = new double[trials.get(0).length][trials.size()];
            for (int t = 0; t < trials.size(); t++) {
                for (int f = 0; f < byFigure.length; f++) {
                    byFigure[f][t] = trials.get(t)[f];
                }
            }
            columns.add(byFigure);
        }
        return columns;
    }

    private List<Elsewhere.Question> questions(List<double[][]> columns, int draws, int count, long seed) {
        Strata strata = new Strata(costs(columns), count);
        List<String> offsetNames = new ArrayList<>();
        for (int s = 0; s < strata.count(); s++) {
            offsetNames.add("stratum " + s);
        }
        Hypercube positions = new Hypercube(names, draws, seed);
        Hypercube offsets = new Hypercube(offsetNames, draws, seed);
        List<Integer> all = new ArrayList<>();
        for (int d = 0; d < designs.size(); d++) {
            all.add(d);
        }
        List<Elsewhere.Question> questions = new ArrayList<>();
        for (int m = 0; m < draws; m++) {
            int draw = m;
            List<Double> offset =
                    offsetNames.stream().map(name -> offsets.at(draw, name)).toList();
            questions.add(new Elsewhere.Question(positions.at(m), all, strata, offset));
        }
        return questions;
    }

    /** What the trials cost all designs together, by the deciding figure. */
    static double[] costs(List<double[][]> columns) {
        double[] costs = new double[columns.get(0)[0].length];
        for (double[][] design : columns) {
            for (int t = 0; t < costs.length; t++) {
                costs[t] += design[0][t];
            }
        }
        return costs;
    }

    private Ignorance ignorance(int design, Sample sample) {
        Uncertain uncertain = designs.get(design);
        if (uncertain.unknowns().isEmpty()) {
            return Ignorance.NONE;
        }
        List<String> metrics = figures.names(uncertain.middle());
        List<Ignorance.Range> ranges = new ArrayList<>();
        for (int f = 0; f < metrics.size(); f++) {
            if (metrics.get(f).equals("outage.mean")) {
                continue; // decides between designs, and is no measure of one
            }
            double[] sorted = Controlled.settled(sample.means(design, f), sample.nominal(design, f));
            Arrays.sort(sorted);
            ranges.add(new Ignorance.Range(
                    metrics.get(f), quantile(sorted, LOW), quantile(sorted, 0.5), quantile(sorted, HIGH)));
        }
        return new Ignorance(
                uncertain.unknowns().stream().map(NotKnown::row).toList(),
                sample.answers().size(),
                sample.strata(),
                ranges);
    }

    private static Ignorance.Unknown row(Unknown u) {
        return new Ignorance.Unknown(
                u.name(),
                u.parameter(),
                u.written(),
                u.span().low(),
                u.span().middle(),
                u.span().high(),
                u.span().drawn());
    }

    /** Each of n values stands for the middle of one n-th, as the hypercube's draws do. */
    static double quantile(double[] sorted, double p) {
        double at = Math.max(0, Math.min(sorted.length - 1, p * sorted.length - 0.5));
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        double rest = at - below;
        boolean same = rest == 0 || sorted[below] == sorted[above];
        double value = same ? sorted[below] : sorted[below] + rest * (sorted[above] - sorted[below]);
        return Rounding.nine(Math.max(0, value));
    }

    private PairIgnorance pair(
            int a, int b, Sample sample, List<PairIgnorance.BreakEven> breakEvens, int trialsPerPoint) {
        int draws = sample.answers().size();
        double[] ratios = Controlled.settledRatios(
                sample.means(a, 0), sample.nominal(a, 0), sample.means(b, 0), sample.nominal(b, 0));
        int aBetter = 0;
        int bBetter = 0;
        for (double ratio : ratios) {
            aBetter += ratio < -BreakEvens.MARGIN ? 1 : 0;
            bBetter += ratio > BreakEvens.MARGIN ? 1 : 0;
        }
        Design first = designs.get(a).middle();
        return new PairIgnorance(
                first.name(),
                designs.get(b).middle().name(),
                figures.names(first).get(0),
                draws,
                aBetter,
                bBetter,
                draws - aBetter - bBetter,
                sample.strata(),
                trialsPerPoint,
                breakEvens);
    }

    /** The unknown of that name in the first of two designs that has it. */
    static Optional<Unknown> named(String name, Uncertain... designs) {
        return Arrays.stream(designs)
                .flatMap(d -> d.unknowns().stream())
                .filter(u -> u.name().equals(name))
                .findFirst();
    }

    /** For one unknown elsewhere. */
    static Map<String, Double> only(String name, double position) {
        return Map.of(name, position);
    }
}
