package dev.nines.result;

import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.model.spec.DowntimeWindow;
import dev.nines.stats.Bound;
import dev.nines.stats.Estimate;
import dev.nines.stats.Mean;
import dev.nines.stats.Proportion;
import dev.nines.stats.Quantiles;
import dev.nines.stats.Ratio;
import dev.nines.stats.Rounding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Years as one service saw them: a number per trial, and one per outage. */
final class YearSamples {
    private static final double NANOS = 1e9;

    final DoubleColumn horizonYears = new DoubleColumn();
    final DoubleColumn horizonSeconds = new DoubleColumn();
    final DoubleColumn downtimeSeconds = new DoubleColumn();
    final DoubleColumn degradedSeconds = new DoubleColumn();
    final DoubleColumn unprotectedSeconds = new DoubleColumn();
    final DoubleColumn plannedSeconds = new DoubleColumn();
    final DoubleColumn outageTimeSeconds = new DoubleColumn();
    final DoubleColumn outages = new DoubleColumn();
    final DoubleColumn lostTransactions = new DoubleColumn();
    final CauseSamples causes = new CauseSamples();

    /** One per unplanned outage, in the order of the trials; {@link #outages} says how many belong to each. */
    private final DoubleColumn lengthSeconds = new DoubleColumn();

    private final Map<Integer, WindowSamples> windows = new TreeMap<>();
    private final BatchSamples batches = new BatchSamples();
    /** Until the first unplanned outage, or as long as was watched. */
    private final DoubleColumn firstSeconds = new DoubleColumn();

    private int withoutOutage;
    private final QueueSamples queue = new QueueSamples();

    long infinite;
    long censored;
    private double leastCensored = Double.POSITIVE_INFINITY;

    /** @param windowDays windows that objectives ask about; years are always kept */
    private final boolean slo;

    YearSamples(Collection<Integer> windowDays, boolean slo) {
        this.slo = slo;
        windows.put(DowntimeWindow.YEAR, new WindowSamples(DowntimeWindow.YEAR));
        windowDays.forEach(days -> windows.put(days, new WindowSamples(days)));
    }

    /** Downtime in windows that were asked for. */
    WindowSamples windows(int days) {
        return windows.get(days);
    }

    void add(long horizonNanos, ServiceRecord record) {
        horizonSeconds.add(horizonNanos / NANOS);
        horizonYears.add(horizonNanos / NANOS / Figures.YEAR_SECONDS);
        downtimeSeconds.add(record.downtimeNanos() / NANOS);
        windows.values().forEach(window -> window.add(horizonNanos, record.daily()));
        batches.add(horizonNanos, record.daily());
        degradedSeconds.add(record.degradedNanos() / NANOS);
        unprotectedSeconds.add(record.unprotectedNanos() / NANOS);
        plannedSeconds.add(record.plannedNanos() / NANOS);
        lostTransactions.add(record.losses().lost());
        long openNanos = 0;
        int count = 0;
        for (Outage outage : record.outages()) {
            if (!outage.planned()) {
                openNanos += outage.lengthNanos();
                count++;
                addOutage(outage);
            }
        }
        addFirst(horizonNanos, record);
        record.queue().ifPresent(q -> queue.add(q, horizonNanos));
        outageTimeSeconds.add(openNanos / NANOS);
        outages.add(count);
        causes.add(record);
    }

    private void addFirst(long horizonNanos, ServiceRecord record) {
        for (Outage outage : record.outages()) {
            if (!outage.planned()) {
                firstSeconds.add((outage.startNanos() - record.beginNanos()) / NANOS);
                return;
            }
        }
        firstSeconds.add(horizonNanos / NANOS);
        withoutOutage++;
    }

    /** Where some trials saw none, the mean is at least that of what was seen: of the shorter of it and the horizon. */
    private Estimate firstOutage() {
        double[] first = firstSeconds.toArray();
        if (withoutOutage == 0) {
            return Mean.of(first).clampedTo(0, Double.POSITIVE_INFINITY);
        }
        int n = first.length;
        double horizon = horizonSeconds.max();
        double least = horizon * Proportion.of(withoutOutage, n).low();
        double[] missing = new double[n]; // mostly zeros, for which means have good intervals
        for (int i = 0; i < n; i++) {
            missing[i] = horizon - first[i];
        }
        Estimate mean = Mean.of(missing);
        double bound = mean.hasInterval() ? Math.max(least, horizon - mean.high()) : least;
        return Estimate.missing(n, "no outage in " + withoutOutage + " of " + n + " trials", Bound.atLeast(bound));
    }

    private void addOutage(Outage outage) {
        double seconds = outage.lengthNanos() / NANOS;
        boolean isInfinite = outage.end() == Outage.End.INFINITE;
        lengthSeconds.add(isInfinite ? Double.POSITIVE_INFINITY : seconds);
        infinite += isInfinite ? 1 : 0;
        if (outage.end() == Outage.End.CENSORED) {
            censored++;
            leastCensored = Math.min(leastCensored, seconds);
        }
    }

    YearsResult result() {
        Value unavailability = Value.of(unavailability());
        return new YearsResult(
                horizonSeconds.max(),
                unavailability.complement(),
                unavailability,
                downtimePerYear(),
                yearlyDowntime(),
                slo ? Figures.secondsPerYear(degradedSeconds, horizonYears) : PerYear.missing("no slo is set"),
                Figures.secondsPerYear(unprotectedSeconds, horizonYears),
                Figures.secondsPerYear(plannedSeconds, horizonYears),
                Figures.secondsPerYear(outageTimeSeconds, horizonYears),
                Value.of(outagesPerYear()),
                outageSeconds(),
                Figures.countPerYear(lostTransactions, horizonYears),
                infinite,
                censored,
                Value.of(firstOutage()),
                Value.of(Proportion.of(withoutOutage, firstSeconds.size())),
                queue.result());
    }

    /** Between trials; within them when there are too few. */
    Estimate unavailability() {
        Estimate between = Ratio.unavailability(downtimeSeconds.toArray(), horizonSeconds.toArray());
        return batches.betterThan(between, downtimeSeconds.size());
    }

    private PerYear downtimePerYear() {
        Estimate unavailable = unavailability();
        WindowSamples years = windows(DowntimeWindow.YEAR);
        return new PerYear(
                BatchSamples.made(unavailable)
                        ? Value.of(unavailable.times(Figures.YEAR_SECONDS))
                        : Value.of(Figures.meanSecondsPerYear(downtimeSeconds, horizonYears)),
                Value.of(years.quantile(0.5)),
                Value.of(years.quantile(0.95)),
                Value.of(years.quantile(0.99)));
    }

    private YearlyDowntime yearlyDowntime() {
        WindowSamples years = windows(DowntimeWindow.YEAR);
        List<YearlyDowntime.Beyond> beyond = new ArrayList<>();
        for (double share = 1e-6; share < 0.05; share *= 10) {
            double seconds = Rounding.nine(share * Figures.YEAR_SECONDS);
            beyond.add(new YearlyDowntime.Beyond(seconds, Value.of(years.share(seconds))));
        }
        return new YearlyDowntime(years.count(), years.max(), beyond);
    }

    private Estimate outagesPerYear() {
        if (outages.sum() == 0) {
            return Figures.neverSeen("outages", outages.size(), horizonYears.sum());
        }
        return Ratio.of(outages.toArray(), horizonYears.toArray()).clampedTo(0, Double.POSITIVE_INFINITY);
    }

    private Distribution outageSeconds() {
        double[] lengths = lengthSeconds.toArray();
        int[] trials = Figures.trials(outages, lengths.length);
        return Figures.distribution(
                lengthSeconds.sorted(),
                infinite > 0 || lengths.length == 0 ? Mean.of(lengths) : meanOverTrials(),
                p -> Quantiles.ofClusters(lengths, trials, outages.size(), p),
                leastCensored);
    }

    /** Outages of one year are not independent: their mean is the ratio of two totals over years. */
    private Estimate meanOverTrials() {
        return Ratio.of(outageTimeSeconds.toArray(), outages.toArray()).clampedTo(0, Double.POSITIVE_INFINITY);
    }

    List<CauseResult> byCause() {
        return causes.result(horizonYears.sum());
    }

    static YearsResult none() {
        String reason = "no years were simulated";
        Value none = Value.missing(reason);
        PerYear perYear = PerYear.missing(reason);
        return new YearsResult(
                0,
                none,
                none,
                perYear,
                YearlyDowntime.missing(reason),
                perYear,
                perYear,
                perYear,
                perYear,
                none,
                Distribution.missing(reason),
                perYear,
                0,
                0,
                none,
                none,
                Optional.empty());
    }
}
