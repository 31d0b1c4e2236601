package dev.nines.scenario.trial;

import dev.nines.measure.TrialRecord;
import dev.nines.measure.TrialRecord.Served;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.result.AspectRow;
import dev.nines.result.AspectRow.Answer;
import dev.nines.result.DrillResult;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.stats.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The classic comparison of active–active with active–standby in six aspects, each word with the measured number that it
 * stands on. Words are relative to the other designs: within a fifth of the best they are the same.
 */
public final class SixAspects {
    private static final double ALIKE = 1.2;
    /** A node that serves less than this share of the requests stands by. */
    private static final double STANDS_BY = 0.01;

    private final List<Design> designs;
    private final List<Map<String, Long>> served = new ArrayList<>();

    public SixAspects(List<Design> designs) {
        this.designs = List.copyOf(designs);
        designs.forEach(design -> served.add(new LinkedHashMap<>()));
    }

    /** The records of one trial, one per design. */
    public void add(List<TrialRecord> trial) {
        for (int i = 0; i < trial.size(); i++) {
            TrialRecord record = trial.get(i);
            if (record.year() != null) {
                for (Served node : record.year().served()) {
                    served.get(i).merge(node.service() + "@" + node.host(), node.requests(), Long::sum);
                }
            }
        }
    }

    /** @param results of the designs, in their order */
    public List<AspectRow> rows(List<RunResult> results) {
        List<AspectRow> rows = new ArrayList<>();
        rows.add(row("way of operation", i -> operation(served.get(i).values())));
        rows.add(row("downtime", i -> downtime(main(results.get(i)))));
        rows.add(row("load", i -> load(served.get(i).values())));
        rows.add(relative(
                "service response time", results, "fast", "delayed", "s", SixAspects::latency, SixAspects::latency));
        rows.add(row("synchronisation", i -> synchronisation(designs.get(i), main(results.get(i)))));
        rows.add(relative(
                "continuity of service",
                results,
                "good",
                "fair",
                "availability",
                s -> s.years().unavailability(),
                s -> s.years().availability()));
        return rows;
    }

    @FunctionalInterface
    private interface ByDesign {
        Answer answer(int design);
    }

    private AspectRow row(String aspect, ByDesign question) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < designs.size(); i++) {
            answers.add(question.answer(i));
        }
        return new AspectRow(aspect, answers);
    }

    private static ServiceResult main(RunResult result) {
        return result.services().get(result.mainService());
    }

    private static Answer operation(Iterable<Long> requests) {
        long total = total(requests);
        long serving = 0;
        for (long node : requests) {
            serving += node > STANDS_BY * total ? 1 : 0;
        }
        if (total == 0) {
            return new Answer("", Value.missing("no web server served anything"), "nodes serve");
        }
        String word = serving > 1 ? "all at the same time" : "one runs, others wait";
        return new Answer(word, Value.observed(serving), serving == 1 ? "node serves" : "nodes serve");
    }

    private static Answer load(Iterable<Long> requests) {
        long total = total(requests);
        long most = 0;
        long nodes = 0;
        for (long node : requests) {
            most = Math.max(most, node);
            nodes++;
        }
        if (total == 0) {
            return new Answer("", Value.missing("no web server served anything"), "share");
        }
        double share = (double) most / total;
        return new Answer(share <= ALIKE / nodes ? "spread" : "concentrated", Value.observed(share), "share");
    }

    private static long total(Iterable<Long> requests) {
        long total = 0;
        for (long node : requests) {
            total += node;
        }
        return total;
    }

    private static Answer downtime(ServiceResult service) {
        Value mean = service.years().downtime().mean();
        boolean none = mean.hasValue() && mean.value() == 0;
        return new Answer(none ? "none seen" : "while switching", mean, "s");
    }

    private static Answer synchronisation(Design design, ServiceResult service) {
        String how = "none";
        for (ServiceSpec spec : design.services()) {
            if (spec instanceof ContentSyncSpec content) {
                how = content.method() == ContentSyncSpec.Method.RSYNC ? "rsync" : "tar";
            } else if (spec instanceof MysqlSpec mysql && how.equals("none")) {
                how = mysql.replication() == MysqlSpec.Replication.ASYNC ? "asynchronous" : "semi-synchronous";
            }
        }
        double worst = 0;
        for (DrillResult drill : service.drills().values()) {
            if (drill.lostSeconds().p50().hasValue()) {
                worst = Math.max(worst, drill.lostSeconds().p50().value());
            }
        }
        return new Answer(how, Value.observed(worst), "s lost");
    }

    private static Value latency(ServiceResult service) {
        return service.requests().latencyP50();
    }

    /**
     * @param judged the smaller, the better; what was never seen counts as 0
     * @param shown the number behind the word
     */
    private AspectRow relative(
            String aspect,
            List<RunResult> results,
            String better,
            String worse,
            String unit,
            Function<ServiceResult, Value> judged,
            Function<ServiceResult, Value> shown) {
        double best = Double.POSITIVE_INFINITY;
        for (RunResult result : results) {
            double value = size(judged.apply(main(result)));
            best = Double.isNaN(value) ? best : Math.min(best, value);
        }
        double least = best;
        return row(aspect, i -> {
            ServiceResult service = main(results.get(i));
            double value = size(judged.apply(service));
            if (Double.isNaN(value)) {
                return new Answer("", Value.missing("not measured"), unit);
            }
            return new Answer(value <= ALIKE * least ? better : worse, shown.apply(service), unit);
        });
    }

    private static double size(Value value) {
        return !value.hasValue() && value.bound().kind() == Bound.Kind.AT_MOST ? 0 : value.value();
    }
}
