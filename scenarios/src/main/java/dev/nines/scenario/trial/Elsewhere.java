package dev.nines.scenario.trial;

import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.scenario.design.Uncertain;
import dev.nines.stats.Controlled;
import dev.nines.stats.Strata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The designs of a run with their unknowns elsewhere: means of their main figures, from few trials of each. */
final class Elsewhere {
    private final List<Uncertain> designs;
    private final MainFigures figures;
    private final long seed;
    private final TrialOptions options;
    private final int threads;
    private final BooleanSupplier cancelled;
    /** By design, figure and trial of the nominal run. */
    private final List<double[][]> nominal;

    Elsewhere(
            List<Uncertain> designs,
            MainFigures figures,
            List<double[][]> nominal,
            long seed,
            TrialOptions options,
            int threads,
            BooleanSupplier cancelled) {
        this.designs = designs;
        this.figures = figures;
        this.nominal = nominal;
        this.seed = seed;
        this.options = options;
        this.threads = threads;
        this.cancelled = cancelled;
    }

    /**
     * What is asked for: the unknowns' positions, and which trial of each stratum is simulated.
     *
     * @param designs indices; the others are not simulated
     */
    record Question(Map<String, Double> positions, List<Integer> designs, Strata strata, List<Double> offsets) {
        int trial(int stratum) {
            return strata.trial(stratum, offsets.get(stratum));
        }
    }

    /** Means by design of the question and figure. */
    record Answer(List<List<Controlled>> means) {
        Controlled mean(int design, int figure) {
            return means.get(design).get(figure);
        }
    }

    /** @return one answer per question; empty when cancelled */
    List<Answer> ask(List<Question> questions, Runnable oneDone) {
        List<int[]> jobs = new ArrayList<>();
        List<List<Design>> changed = new ArrayList<>();
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            changed.add(question.designs().stream()
                    .map(d -> isTouched(d, question.positions())
                            ? designs.get(d).at(question.positions())
                            : designs.get(d).middle())
                    .toList());
            for (int stratum = 0; stratum < question.strata().count(); stratum++) {
                jobs.add(new int[] {q, stratum});
            }
        }
        List<double[][]> simulated = Batch.run(
                jobs.size(),
                threads,
                i -> {
                    int[] job = jobs.get(i);
                    double[][] trial = simulate(questions.get(job[0]), changed.get(job[0]), job[1]);
                    oneDone.run();
                    return trial;
                },
                cancelled);
        if (simulated.isEmpty()) {
            return List.of();
        }
        List<Answer> answers = new ArrayList<>();
        int first = 0;
        for (Question question : questions) {
            int strata = question.strata().count();
            answers.add(answer(question, simulated.subList(first, first + strata)));
            first += strata;
        }
        return answers;
    }

    private boolean isTouched(int design, Map<String, Double> positions) {
        return designs.get(design).unknowns().stream().anyMatch(u -> positions.containsKey(u.name()));
    }

    /** Figures by design of the question; those that nothing changes are known already. */
    private double[][] simulate(Question question, List<Design> changed, int stratum) {
        int trial = question.trial(stratum);
        double[][] byDesign = new double[changed.size()][];
        for (int i = 0; i < byDesign.length; i++) {
            int design = question.designs().get(i);
            byDesign[i] = isTouched(design, question.positions())
                    ? simulate(changed.get(i), trial, question.positions())
                    : nominal(design, trial);
        }
        return byDesign;
    }

    private double[] simulate(Design design, int trial, Map<String, Double> positions) {
        try {
            return figures.simulate(design, seed, trial, options);
        } catch (RuntimeException | Error e) {
            throw new TrialFailure(design.name() + " with unknowns at " + positions, seed, trial, e);
        }
    }

    private double[] nominal(int design, int trial) {
        double[][] byFigure = nominal.get(design);
        double[] figuresOfTrial = new double[byFigure.length];
        for (int f = 0; f < byFigure.length; f++) {
            figuresOfTrial[f] = byFigure[f][trial];
        }
        return figuresOfTrial;
    }

    private Answer answer(Question question, List<double[][]> trials) {
        int strata = trials.size();
        double[] weights = new double[strata];
        for (int s = 0; s < strata; s++) {
            weights[s] = question.strata().weight(s);
        }
        List<List<Controlled>> means = new ArrayList<>();
        for (int i = 0; i < question.designs().size(); i++) {
            double[][] known = nominal.get(question.designs().get(i));
            List<Controlled> byFigure = new ArrayList<>();
            for (int f = 0; f < known.length; f++) {
                double mean = mean(known[f]);
                if (!isTouched(question.designs().get(i), question.positions())) {
                    byFigure.add(Controlled.unchanged(mean, strata));
                    continue;
                }
                double[] y = new double[strata];
                double[] z = new double[strata];
                for (int s = 0; s < strata; s++) {
                    y[s] = trials.get(s)[i][f];
                    z[s] = known[f][question.trial(s)];
                }
                byFigure.add(Controlled.of(weights, y, z, mean, variance(known[f], mean)));
            }
            means.add(byFigure);
        }
        return new Answer(means);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }
}
