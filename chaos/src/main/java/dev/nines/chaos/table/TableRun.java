package dev.nines.chaos.table;

import dev.nines.chaos.lab.LabRefused;
import dev.nines.chaos.lab.Product;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.model.spec.Design;
import dev.nines.scenario.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Does the experiments of a table, several labs side by side. What one of them cannot do never ends the others; each repetition
 * is kept when it is done, so that a campaign that was ended goes on where it stopped.
 */
public final class TableRun {
    /** Repetitions in one go: many enough for a lab to pay, few enough to share the work. */
    private static final int PORTION = 10;

    /** A lab that failed is made anew so often before its experiment is given up. */
    private static final int FAILURES_MOST = 4;

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_NANOS = 3_000_000_000L;

    /** Whatever a lab can run. */
    public static final Set<Product> PRODUCTS = EnumSet.allOf(Product.class);

    private final Records records;
    private final String campaign;
    private final Path state;
    private final BooleanSupplier cancelled;
    private final Consumer<String> said;
    private final List<Portion> waiting = new ArrayList<>();
    private final Set<String> givenUp = new TreeSet<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    /** Repetitions under way, by experiment. */
    private final Map<String, Integer> running = new TreeMap<>();

    private int portions;

    /**
     * @param state folder for the state of its labs
     * @param said is told what happens, by several threads
     */
    public TableRun(Records records, String campaign, Path state, BooleanSupplier cancelled, Consumer<String> said) {
        this.records = records;
        this.campaign = campaign;
        this.state = state;
        this.cancelled = cancelled;
        this.said = said;
    }

    /** Adds what an experiment still lacks. */
    public void add(Experiment experiment) {
        int done = records.counting(experiment.name()).size();
        plan(experiment, experiment.repetitions() - done);
    }

    private void plan(Experiment experiment, int repetitions) {
        int most = experiment.perLab() > 0 ? experiment.perLab() : PORTION;
        for (int left = repetitions; left > 0; left -= most) {
            waiting.add(new Portion(experiment, portions++, Math.min(most, left)));
        }
    }

    /** Repetitions that are still to be done. */
    public int repetitions() {
        return waiting.stream().mapToInt(Portion::repetitions).sum();
    }

    /** How long it takes with so many labs at once, roughly. */
    public double seconds(int jobs) {
        double all = waiting.stream().mapToDouble(Portion::seconds).sum();
        double longest = waiting.stream().mapToDouble(Portion::seconds).max().orElse(0);
        return Math.max(all / jobs + longest / 2, longest);
    }

    /** Does all of it; returns when nothing is left to do, or it was cancelled. */
    public void run(int jobs) {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Path root = state.resolve("lab-" + i);
            Thread worker = new Thread(() -> work(root), "table-" + i);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            join(worker);
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Path root) {
        Staging.sweep(root);
        Worker worker = new Worker(root);
        try {
            for (Portion portion = next("");
                    portion != null;
                    portion = next(portion.experiment().design())) {
                worker.run(portion);
            }
        } finally {
            worker.down();
        }
    }

    /** The next portion, of the same design if there is one: its lab is up. */
    private synchronized Portion next(String design) {
        if (cancelled.getAsBoolean()) {
            return null;
        }
        Comparator<Portion> same =
                Comparator.comparing(portion -> !portion.experiment().design().equals(design));
        Portion best = waiting.stream()
                .min(same.thenComparing(portion -> -workOf(portion.experiment().design()))
                        .thenComparingInt(Portion::number))
                .orElse(null);
        waiting.remove(best);
        return best;
    }

    private double workOf(String design) {
        return waiting.stream()
                .filter(portion -> portion.experiment().design().equals(design))
                .mapToDouble(Portion::seconds)
                .sum();
    }

    /**
     * What a portion did not bring is tried again, until its experiment has failed too often.
     *
     * @param brought repetitions that count
     */
    private synchronized void ended(Portion portion, int brought, String problem) {
        Experiment experiment = portion.experiment();
        if (cancelled.getAsBoolean() || givenUp.contains(experiment.name())) {
            return;
        }
        int planned = waiting.stream()
                .filter(other -> other.experiment().name().equals(experiment.name()))
                .mapToInt(Portion::repetitions)
                .sum();
        int lacking =
                experiment.repetitions() - records.counting(experiment.name()).size() - planned - underWay(experiment);
        if (lacking <= 0) {
            return;
        }
        boolean poor = 2 * brought < portion.repetitions();
        int failed = failures.merge(experiment.name(), poor ? 1 : 0, Integer::sum);
        if (failed >= FAILURES_MOST) {
            giveUp(experiment, problem.isEmpty() ? "too many repetitions did not count" : problem);
        } else {
            plan(experiment, lacking);
        }
    }

    private int underWay(Experiment experiment) {
        return running.getOrDefault(experiment.name(), 0);
    }

    private synchronized void count(Portion portion, int sign) {
        running.merge(portion.experiment().name(), sign * portion.repetitions(), Integer::sum);
    }

    /** Only this experiment ends; its reason stands in the table. */
    private synchronized void giveUp(Experiment experiment, String reason) {
        if (givenUp.add(experiment.name())) {
            records.notMeasured(campaign, experiment.name(), reason);
            said.accept(experiment.name() + ": given up: " + reason);
        }
        waiting.removeIf(other -> other.experiment().name().equals(experiment.name()));
    }

    /** One lab after the other. */
    private final class Worker {
        private final Path root;
        private String design = "";
        private Staging lab;
        private int brought;

        Worker(Path root) {
            this.root = root;
        }

        void run(Portion portion) {
            Experiment experiment = portion.experiment();
            count(portion, 1);
            brought = 0;
            String problem;
            try {
                if (experiment.perLab() > 0) {
                    down();
                }
                bring(experiment.design());
                said.accept(experiment.name() + ": " + portion.repetitions() + " repetitions begin");
                problem = new Session(portion, lab, campaign, this::keep).run(cancelled);
            } catch (NotPossible | Problems | IllegalArgumentException e) {
                count(portion, -1);
                giveUp(experiment, String.valueOf(e.getMessage()));
                return;
            } catch (LabRefused e) {
                problem = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                problem = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            count(portion, -1);
            if (!problem.isEmpty()) {
                said.accept(experiment.name() + ": " + problem);
                down(); // whatever is wrong with this lab, the next one does not have it
            }
            ended(portion, brought, problem);
        }

        private void keep(Sample sample) {
            records.add(sample);
            brought += sample.counts() ? 1 : 0;
            String what = sample.counts()
                    ? "outages " + Text.seconds(sample.outages())
                    : "does not count: " + sample.invalid();
            said.accept(sample.experiment() + ": "
                    + records.counting(sample.experiment()).size() + ": " + what);
        }

        private void bring(String wanted) {
            if (lab == null || !design.equals(wanted)) {
                down();
                Design read = TableDesigns.read(wanted);
                lab = up(read);
                design = wanted;
            }
        }

        /** A busy machine may refuse a lab that it allows a moment later. */
        private Staging up(Design wanted) {
            for (int i = 1; i < ATTEMPTS; i++) {
                try {
                    return Staging.up(wanted, root, step -> {});
                } catch (LabRefused e) {
                    said.accept("lab of " + wanted.name() + ", attempt " + i + ": " + e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            return Staging.up(wanted, root, step -> {});
        }

        void down() {
            if (lab != null) {
                try {
                    lab.close();
                } catch (RuntimeException e) {
                    said.accept("lab of " + design + ": " + e.getMessage());
                }
            }
            lab = null;
        }
    }
}
