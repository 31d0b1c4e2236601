package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.kernel.Trace;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One drill of one trial: its record and what its machines said from the settling of the design on. */
final class Drilled {
    static final long SEED = 1;
    static final TrialOptions EVERY_MESSAGE = new TrialOptions(false, false);

    private static final long SETTLED_NANOS = 590 * Specs.S;

    final DrillRecord record;
    private final List<Line> lines;

    private record Line(long timeNanos, String component, String text) {}

    private Drilled(DrillRecord record, List<Line> lines) {
        this.record = record;
        this.lines = lines;
    }

    /** A design's only drill. */
    static Drilled run(Design design, int trial) {
        return run(design, trial, TrialOptions.DEFAULT);
    }

    static Drilled run(Design design, int trial, TrialOptions options) {
        List<Line> lines = new ArrayList<>();
        Trace trace = new Trace() {
            @Override
            public boolean on() {
                return true;
            }

            @Override
            public void record(long timeNanos, String component, String text) {
                if (timeNanos >= SETTLED_NANOS) {
                    lines.add(new Line(timeNanos, component, text));
                }
            }
        };
        return new Drilled(
                new Trial(design, SEED, trial, options).drill(design.drills().get(0), trace), lines);
    }

    /** A figure of the design's only drill in each of n trials, in the order of trials. */
    static double[] each(Design design, int n, ToDoubleFunction<Drilled> figure) {
        return each(design, n, TrialOptions.DEFAULT, figure);
    }

    static double[] each(Design design, int n, TrialOptions options, ToDoubleFunction<Drilled> figure) {
        return IntStream.range(0, n)
                .parallel()
                .mapToDouble(trial -> figure.applyAsDouble(run(design, trial, options)))
                .toArray();
    }

    static DrillSpec never(Fault fault) {
        return Specs.drill("drill", fault, -1);
    }

    static DrillSpec repaired(Fault fault, long repairNanos) {
        return Specs.drill("drill", fault, repairNanos);
    }

    ServiceRecord service() {
        return record.services().get(0);
    }

    List<Outage> outages() {
        return service().outages();
    }

    /** Sum of the outages' lengths in seconds. */
    double outage() {
        return service().outageNanos() / 1e9;
    }

    /** Failed probes outside the outages. */
    long strayFailures() {
        double inside = 0;
        for (Outage outage : outages()) {
            inside += outage.depth() * (outage.lengthNanos() / 10e6 + 1);
        }
        return service().failedProbes() - Math.round(inside);
    }

    boolean violated(String name) {
        return record.violations().stream()
                .anyMatch(violation -> violation.name().equals(name));
    }

    /** Whether a component said something that begins with a text, from a time after the fault on. */
    boolean said(double fromSeconds, String component, String text) {
        return !Double.isNaN(first(fromSeconds, component, text));
    }

    /** Seconds from the fault to the first such line at or after it. */
    double after(String component, String text) {
        double seconds = first(0, component, text);
        if (Double.isNaN(seconds)) {
            throw new AssertionError(component + " never said " + text + ":\n" + transcript());
        }
        return seconds;
    }

    /** Seconds from the fault to the promotion of the backup. */
    double takeover() {
        return after("vip@b", "BACKUP -> MASTER");
    }

    private double first(double fromSeconds, String component, String text) {
        long from = record.faultNanos() + (long) (fromSeconds * 1e9);
        for (Line line : lines) {
            if (line.timeNanos >= from && line.component.equals(component) && line.text.startsWith(text)) {
                return (line.timeNanos - record.faultNanos()) / 1e9;
            }
        }
        return Double.NaN;
    }

    /** Every line from the fault on, with the time since the fault. */
    String transcript() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            if (line.timeNanos >= record.faultNanos()) {
                double seconds = (line.timeNanos - record.faultNanos()) / 1e9;
                text.append(String.format("%.6f %s: %s%n", seconds, line.component, line.text));
            }
        }
        return text.toString();
    }
}
