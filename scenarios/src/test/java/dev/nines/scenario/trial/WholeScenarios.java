package dev.nines.scenario.trial;

import com.sun.management.ThreadMXBean;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast whole scenarios are: a main program that prints a table, no test. Arguments: seconds to measure each row for,
 * then words of {@code skip}, {@code naive}, {@code drills}, {@code threads} or names of worked designs; none means all.
 */
public final class WholeScenarios {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long YEAR = 365 * 24 * HOUR;
    private static final int YEARS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final double seconds;

    private WholeScenarios(double seconds) {
        this.seconds = seconds;
    }

    public static void main(String[] arguments) {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 3;
        List<String> words = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        WholeScenarios table = new WholeScenarios(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-24s %-7s %-8s %9s %10s %12s %12s %11s%n",
                "design",
                "mode",
                "clients",
                "ms/trial",
                "trials/s",
                "events/s",
                "years/s",
                "KiB/trial");
        List<String> names =
                words.stream().filter(WorkedDesigns.names()::contains).toList();
        for (String name : names.isEmpty() ? WorkedDesigns.names() : names) {
            Design design = ScenarioReader.readText(
                            name,
                            name + ".yaml",
                            WorkedDesigns.text(name, "scenario.yaml").orElseThrow())
                    .base();
            boolean all = words.size() == names.size();
            for (boolean clients : new boolean[] {false, true}) {
                Design like = clients ? design : withoutClients(design);
                if (all || words.contains("skip")) {
                    table.row("skip", clients, years(like, YEARS * YEAR), true);
                }
                if (all || words.contains("naive")) {
                    table.row("naive", clients, years(like, HOUR), false);
                }
                if (all || words.contains("drills")) {
                    table.row("drills", clients, drillsOnly(like), true);
                }
                if (all || words.contains("threads")) {
                    table.threads(clients, years(like, YEARS * YEAR));
                }
            }
        }
    }

    private void row(String mode, boolean clients, Design design, boolean skip) {
        TrialOptions options = new TrialOptions(skip, false);
        long warm = System.nanoTime() + (long) (seconds * 0.5e9);
        int trial = 0;
        while (System.nanoTime() < warm) {
            new Trial(design, 1, trial++, options).run();
        }
        long me = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(me);
        long processor = THREADS.getCurrentThreadCpuTime();
        long until = System.nanoTime() + (long) (seconds * 1e9);
        long events = 0;
        int trials = 0;
        while (trials == 0 || System.nanoTime() < until) {
            events += new Trial(design, 1, trials++, options).run().events();
        }
        double took = (THREADS.getCurrentThreadCpuTime() - processor) / 1e9;
        bytes = THREADS.getThreadAllocatedBytes(me) - bytes;
        System.out.printf(
                Locale.ROOT,
                "%-24s %-7s %-8s %9.2f %10.1f %12.0f %12.4g %11.0f%n",
                design.name(),
                mode,
                clients ? "on" : "off",
                took / trials * 1e3,
                trials / took,
                events / took,
                (double) design.run().horizonNanos() / YEAR * trials / took,
                bytes / 1024.0 / trials);
    }

    /** The same trials on one thread and on two, by the clock on the wall. */
    private void threads(boolean clients, Design design) {
        int trials = 1;
        double one = wall(design, trials, 1);
        while (one < seconds / 2) {
            trials *= 2;
            one = wall(design, trials, 1);
        }
        double two = wall(design, trials, 2);
        one = Math.min(one, wall(design, trials, 1));
        two = Math.min(two, wall(design, trials, 2));
        System.out.printf(
                Locale.ROOT,
                "%-24s %-7s %-8s %9.2f ms/trial by the wall; two threads %.2f x one%n",
                design.name(),
                "threads",
                clients ? "on" : "off",
                one / trials * 1e3,
                one / two);
    }

    private static double wall(Design design, int trials, int threads) {
        AtomicLong events = new AtomicLong();
        long from = System.nanoTime();
        Trials.run(
                List.of(design),
                1,
                trials,
                TrialOptions.DEFAULT,
                threads,
                records -> events.addAndGet(records.get(0).events()),
                () -> false);
        return (System.nanoTime() - from) / 1e9;
    }

    private static Design withoutClients(Design d) {
        return copy(d, List.of(), d.drills(), d.run().horizonNanos());
    }

    private static Design years(Design d, long horizonNanos) {
        return copy(d, d.clients(), List.of(), horizonNanos);
    }

    private static Design drillsOnly(Design d) {
        return copy(d, d.clients(), d.drills(), 0);
    }

    private static Design copy(
            Design d,
            List<dev.nines.model.spec.ClientSpec> clients,
            List<dev.nines.model.spec.DrillSpec> drills,
            long horizonNanos) {
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                clients,
                d.probe(),
                drills,
                d.faults(),
                new ArrayList<>(d.objectives()),
                d.expectedViolations(),
                new RunSpec(horizonNanos, d.run().trials(), d.run().seed()),
                d.assumptions());
    }
}
