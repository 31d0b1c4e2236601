package dev.nines.result;

import dev.nines.stats.Holm;
import dev.nines.stats.Proportion;
import dev.nines.stats.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lays designs side by side. A difference is conclusive when its 95 % interval excludes zero and its p-value passes
 * Holm's adjustment; it is no difference when it is equal in every trial or its interval lies within {@link Row#MARGIN}
 * of the larger of the two values.
 *
 * <p>A table, for Holm, is what is read as one: the years of one service for one pair of designs, one drill of it, the same
 * of its failure detectors, or the violations. "No difference" is a claim of another kind, which a narrow interval supports by itself.
 */
public final class Comparison {
    /** Events below which a ratio to their number is not compared: its scatter is not that of a mean. */
    private static final int KNOWN = 20;

    private final RunResultBuilder a;
    private final RunResult resultA;
    private final RunResultBuilder b;
    private final RunResult resultB;
    private final List<String> sharedStreams;
    private final List<Difference> finished = new ArrayList<>();
    /** Rows of the table at hand. */
    private final List<Row> table = new ArrayList<>();

    private Comparison(
            RunResultBuilder a, RunResult resultA, RunResultBuilder b, RunResult resultB, List<String> sharedStreams) {
        this.a = a;
        this.resultA = resultA;
        this.b = b;
        this.resultB = resultB;
        this.sharedStreams = sharedStreams;
    }

    /**
     * @param runs each design with its trials; trials of equal index are paired when streams are shared
     * @param results their results, in the same order
     * @param against index of the design that the others are compared with
     * @param sharedStreams names of the random streams that the designs share; empty: unpaired
     */
    public static CompareResult of(
            List<RunResultBuilder> runs, List<RunResult> results, int against, List<String> sharedStreams) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (i != against) {
                Comparison pair = new Comparison(
                        runs.get(against), results.get(against), runs.get(i), results.get(i), sharedStreams);
                differences.addAll(pair.rows());
            }
        }
        return new CompareResult(results, differences, List.of());
    }

    private List<Difference> rows() {
        String mainA = a.mainService();
        String mainB = b.mainService();
        if (!mainA.equals(mainB)) {
            services(mainA, mainB);
        }
        for (String service : resultA.services().keySet()) {
            if (resultB.services().containsKey(service)) {
                services(service, service);
            }
        }
        detectors();
        violations();
        finishTable();
        return finished;
    }

    private void finishTable() {
        double[] p = table.stream().mapToDouble(Row::p).toArray();
        double[] adjusted = Holm.adjusted(p);
        double[] levels = Holm.levels(p);
        for (int i = 0; i < p.length; i++) {
            finished.add(table.get(i).finished(adjusted[i], levels[i]));
        }
        table.clear();
    }

    private void services(String nameA, String nameB) {
        ServiceSamples samplesA = a.samples().get(nameA);
        ServiceSamples samplesB = b.samples().get(nameB);
        if (samplesA == null || samplesB == null) {
            return;
        }
        String service = nameA.equals(nameB) ? nameA : nameA + " / " + nameB;
        ServiceResult serviceA = resultA.services().get(nameA);
        ServiceResult serviceB = resultB.services().get(nameB);
        if (samplesA.hasYears() && samplesB.hasYears()) {
            years(service, samplesA.years, serviceA, samplesB.years, serviceB);
            finishTable();
        }
        for (Map.Entry<String, DrillSamples> drill : samplesA.drills.entrySet()) {
            DrillSamples other = samplesB.drills.get(drill.getKey());
            if (other != null) {
                drill(service, drill.getKey(), drill.getValue(), serviceA, other, serviceB);
                finishTable();
            }
        }
    }

    private void years(String service, YearSamples sa, ServiceResult ra, YearSamples sb, ServiceResult rb) {
        Value badA = ra.years().unavailability();
        Value badB = rb.years().unavailability();
        row("availability", service, ra.years().availability(), rb.years().availability())
                .higherIsBetter(badA, badB)
                .means(availability(sa), availability(sb));
        years(
                service,
                "downtime-per-year",
                ra.years().downtime(),
                rb.years().downtime(),
                rate(sa, sa.downtimeSeconds),
                rate(sb, sb.downtimeSeconds));
        years(
                service,
                "outage-time-per-year",
                ra.years().outageTime(),
                rb.years().outageTime(),
                rate(sa, sa.outageTimeSeconds),
                rate(sb, sb.outageTimeSeconds));
        row("outages-per-year", service, ra.years().outagesPerYear(), rb.years().outagesPerYear())
                .means(rate(sa, sa.outages), rate(sb, sb.outages));
        if (ra.years().degraded().mean().hasValue()
                && rb.years().degraded().mean().hasValue()) {
            years(
                    service,
                    "degraded-per-year",
                    ra.years().degraded(),
                    rb.years().degraded(),
                    rate(sa, sa.degradedSeconds),
                    rate(sb, sb.degradedSeconds));
        }
        years(
                service,
                "unprotected-per-year",
                ra.years().unprotected(),
                rb.years().unprotected(),
                rate(sa, sa.unprotectedSeconds),
                rate(sb, sb.unprotectedSeconds));
        years(
                service,
                "planned-per-year",
                ra.years().planned(),
                rb.years().planned(),
                rate(sa, sa.plannedSeconds),
                rate(sb, sb.plannedSeconds));
        years(
                service,
                "lost-transactions-per-year",
                ra.years().lostTransactions(),
                rb.years().lostTransactions(),
                rate(sa, sa.lostTransactions),
                rate(sb, sb.lostTransactions));
    }

    private void years(String service, String metric, PerYear a, PerYear b, double[] trialsA, double[] trialsB) {
        row(metric, service, a.mean(), b.mean()).means(trialsA, trialsB);
    }

    private void drill(
            String service, String name, DrillSamples sa, ServiceResult ra, DrillSamples sb, ServiceResult rb) {
        String prefix = "drills." + name + ".";
        DrillResult da = ra.drills().get(name);
        DrillResult db = rb.drills().get(name);
        double[] outageA = sa.outageSeconds.toArray();
        double[] outageB = sb.outageSeconds.toArray();
        Distribution oa = da.outageSeconds();
        Distribution ob = db.outageSeconds();
        row(prefix + "outage.mean", service, oa.mean(), ob.mean()).means(outageA, outageB);
        row(prefix + "outage.p50", service, oa.p50(), ob.p50()).quantiles(outageA, outageB, 0.5);
        row(prefix + "outage.p99", service, oa.p99(), ob.p99()).quantiles(outageA, outageB, 0.99);
        row(prefix + "downtime", service, da.downtimeSeconds(), db.downtimeSeconds())
                .means(sa.downtimeSeconds.toArray(), sb.downtimeSeconds.toArray());
        row(prefix + "lost-transactions", service, mean(sa.lostTransactions), mean(sb.lostTransactions))
                .means(sa.lostTransactions.toArray(), sb.lostTransactions.toArray());
    }

    /** As services: those of one name, and the first of either when their names differ. */
    private void detectors() {
        Set<String> namesA = a.detectors().keySet();
        Set<String> namesB = b.detectors().keySet();
        if (namesA.isEmpty() || namesB.isEmpty()) {
            return;
        }
        String firstA = namesA.iterator().next();
        String firstB = namesB.iterator().next();
        if (!firstA.equals(firstB)) {
            detectors(firstA, firstB);
        }
        namesA.stream().filter(namesB::contains).forEach(name -> detectors(name, name));
    }

    private void detectors(String nameA, String nameB) {
        String service = nameA.equals(nameB) ? nameA : nameA + " / " + nameB;
        DetectorSamples sa = a.detectors().get(nameA);
        DetectorSamples sb = b.detectors().get(nameB);
        DetectorResult ra = resultA.detectors().get(nameA);
        DetectorResult rb = resultB.detectors().get(nameB);
        if (sa.years.horizonYears.size() > 0 && sb.years.horizonYears.size() > 0) {
            detectorYears(service, sa.years, ra, sb.years, rb);
            finishTable();
        }
        sa.drills.forEach((drill, samples) -> {
            DetectionSamples other = sb.drills.get(drill);
            if (other != null) {
                String prefix = "drills." + drill + ".";
                detections(
                        service,
                        prefix,
                        samples,
                        ra.drills().get(drill),
                        other,
                        rb.drills().get(drill));
                double[] falselyA = samples.falselySuspected.toArray();
                double[] falselyB = other.falselySuspected.toArray();
                row(prefix + "falsely-suspected", service, share(falselyA), share(falselyB))
                        .means(falselyA, falselyB);
                finishTable();
            }
        });
    }

    private void detectorYears(
            String service, DetectionSamples sa, DetectorResult ra, DetectionSamples sb, DetectorResult rb) {
        row("false-suspicions-per-year", service, ra.falseSuspicionsPerYear(), rb.falseSuspicionsPerYear())
                .means(
                        Figures.rates(sa.falseSuspicions, sa.horizonYears),
                        Figures.rates(sb.falseSuspicions, sb.horizonYears));
        if (sa.falseSuspicions.sum() >= KNOWN && sb.falseSuspicions.sum() >= KNOWN) {
            Value lossA = ra.mistakeRecurrenceSeconds();
            Value lossB = rb.mistakeRecurrenceSeconds();
            row("mistake-recurrence", service, lossA, lossB)
                    .higherIsBetter(lossA, lossB)
                    .means(
                            Ratio.linear(sa.watchedSeconds.toArray(), sa.falseSuspicions.toArray()),
                            Ratio.linear(sb.watchedSeconds.toArray(), sb.falseSuspicions.toArray()));
        }
        detections(service, "", sa, ra.years(), sb, rb.years());
    }

    /** How fast, and how long wrong. Silence is what a detector was set to: neither more nor less of it is better. */
    private void detections(
            String service,
            String prefix,
            DetectionSamples sa,
            DetectionResult ra,
            DetectionSamples sb,
            DetectionResult rb) {
        lengths(
                service,
                prefix + "detection.mean",
                sa.detection,
                ra.detectionSeconds(),
                sb.detection,
                rb.detectionSeconds());
        lengths(service, prefix + "mistake.mean", sa.mistakes, ra.mistakeSeconds(), sb.mistakes, rb.mistakeSeconds());
    }

    private void lengths(
            String service,
            String metric,
            DetectionSamples.Pool pa,
            Distribution ra,
            DetectionSamples.Pool pb,
            Distribution rb) {
        if (pa.counts.sum() >= KNOWN && pb.counts.sum() >= KNOWN) {
            row(metric, service, ra.mean(), rb.mean())
                    .means(
                            Ratio.linear(pa.sums.toArray(), pa.counts.toArray()),
                            Ratio.linear(pb.sums.toArray(), pb.counts.toArray()));
        }
    }

    private void violations() {
        Set<String> names = new TreeSet<>(a.violations().names());
        names.addAll(b.violations().names());
        for (String name : names) {
            double[] byTrialA = a.violations().byTrial(name);
            double[] byTrialB = b.violations().byTrial(name);
            row("violations." + name, "", share(byTrialA), share(byTrialB)).means(byTrialA, byTrialB);
        }
    }

    private Row row(String metric, String service, Value valueA, Value valueB) {
        Row row = new Row(metric, a.name(), b.name(), service, valueA, valueB, sharedStreams);
        table.add(row);
        return row;
    }

    private static double[] availability(YearSamples samples) {
        double[] downtime = samples.downtimeSeconds.toArray();
        double[] horizon = samples.horizonSeconds.toArray();
        for (int i = 0; i < downtime.length; i++) {
            // Availability − 1: differences are the same, and keep their digits.
            downtime[i] = downtime[i] == 0 ? 0 : -downtime[i] / horizon[i];
        }
        return downtime;
    }

    private static double[] rate(YearSamples samples, DoubleColumn column) {
        return Figures.rates(column, samples.horizonYears);
    }

    private static Value mean(DoubleColumn column) {
        return Value.of(Figures.meanOfSizes(column));
    }

    private static Value share(double[] byTrial) {
        long count = 0;
        for (double one : byTrial) {
            count += (long) one;
        }
        return Value.of(Proportion.of(count, byTrial.length));
    }
}
