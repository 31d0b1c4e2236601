package dev.nines.result;

import dev.nines.stats.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run from JSON: the inverse of {@link RunResultWriter}. Keys that it does not know are passed over. */
final class RunResultReader {
    private RunResultReader() {}

    static RunResult read(Reading in) {
        if (in.integer("nines") != RunResult.SHAPE) {
            throw new IllegalArgumentException("a result of shape " + in.integer("nines") + " was written by another "
                    + "version of Nines; this one reads shape " + RunResult.SHAPE);
        }
        return new RunResult(
                in.text("version"),
                in.text("scenario"),
                in.textOr("title", ""),
                in.text("mainService"),
                in.text("inputHash"),
                in.integer("seed"),
                (int) in.integer("trials"),
                in.flag("complete"),
                in.text("stopped"),
                definitions(in.at("definitions")),
                in.map("services", RunResultReader::service),
                in.list("violations", RunResultReader::violation),
                in.list("objectives", RunResultReader::objective),
                in.list("assumptions", RunResultReader::assumption),
                (long) in.numberOr("events", 0),
                in.has("detectors") ? in.map("detectors", DetectorJson::read) : Map.of(),
                in.has("precision") ? in.list("precision", RunResultReader::precision) : List.of(),
                in.has("ignorance") ? IgnoranceJson.read(in.at("ignorance")) : Ignorance.NONE);
    }

    private static PrecisionResult precision(Reading in) {
        return new PrecisionResult(
                in.text("measure"),
                in.number("target"),
                in.value("reached"),
                in.integer("outages"),
                in.value("trialsToReach"));
    }

    private static Definitions definitions(Reading in) {
        return new Definitions(
                in.number("probeIntervalSeconds"),
                in.number("outageThreshold"),
                in.numberOr("probeTimeoutSeconds", 1),
                (int) in.numberOr("probeAddresses", 1));
    }

    private static ServiceResult service(Reading in) {
        return new ServiceResult(
                in.map("drills", RunResultReader::drill),
                years(in.at("years")),
                requests(in.at("requests")),
                in.list("byCause", RunResultReader::cause));
    }

    private static DrillResult drill(Reading in) {
        Reading phases = in.at("phases");
        return new DrillResult(
                in.integer("count"),
                in.integer("unnoticed"),
                in.integer("infinite"),
                in.integer("censored"),
                distribution(in.at("outageSeconds")),
                in.at("downtimeSeconds").value("mean"),
                new PhaseMedians(
                        phases.at("detect").value("p50"),
                        phases.at("decide").value("p50"),
                        phases.at("act").value("p50"),
                        phases.at("converge").value("p50")),
                spread(in.at("lostTransactions")),
                spread(in.at("lostSeconds")),
                in.value("failedShare"));
    }

    static Distribution distribution(Reading in) {
        return new Distribution(
                in.value("min"),
                in.value("p50"),
                in.value("p90"),
                in.value("p95"),
                in.value("p99"),
                in.value("max"),
                in.value("mean"));
    }

    private static Spread spread(Reading in) {
        return new Spread(in.value("p50"), in.value("max"));
    }

    private static QueueResult queue(Reading in) {
        Reading response = in.at("responseSeconds");
        return new QueueResult(
                in.integer("arrivals"),
                in.value("lost"),
                in.at("waitSeconds").value("mean"),
                response.value("mean"),
                response.value("p99"),
                in.at("inSystem").value("mean"),
                in.value("utilisation"));
    }

    private static YearsResult years(Reading in) {
        return new YearsResult(
                in.number("horizonSeconds"),
                in.value("availability"),
                in.value("unavailability"),
                perYear(in.at("downtimePerYearSeconds")),
                in.has("yearlyDowntime")
                        ? yearly(in.at("yearlyDowntime"))
                        : YearlyDowntime.missing("not in this result"),
                perYear(in.at("degradedPerYearSeconds")),
                perYear(in.at("unprotectedPerYearSeconds")),
                perYear(in.at("plannedPerYearSeconds")),
                perYear(in.at("outageTimePerYearSeconds")),
                in.value("outagesPerYear"),
                distribution(in.at("outageSeconds")),
                perYear(in.at("lostTransactionsPerYear")),
                in.integer("infinite"),
                in.integer("censored"),
                in.has("firstOutageSeconds")
                        ? in.at("firstOutageSeconds").value("mean")
                        : Value.missing("not in the file"),
                in.has("trialsWithoutOutage") ? in.value("trialsWithoutOutage") : Value.missing("not in the file"),
                in.has("queue") ? Optional.of(queue(in.at("queue"))) : Optional.empty());
    }

    private static YearlyDowntime yearly(Reading in) {
        return new YearlyDowntime(
                in.integer("years"),
                in.value("maxSeconds"),
                in.list("beyond", row -> new YearlyDowntime.Beyond(row.number("seconds"), row.value("share"))));
    }

    private static PerYear perYear(Reading in) {
        return new PerYear(in.value("mean"), in.value("p50"), in.value("p95"), in.value("p99"));
    }

    private static RequestsResult requests(Reading in) {
        Reading latency = in.at("latencySeconds");
        return new RequestsResult(
                in.integer("total"),
                in.integer("failed"),
                in.flag("extrapolated"),
                latency.value("p50"),
                latency.value("p99"));
    }

    private static CauseResult cause(Reading in) {
        return new CauseResult(
                in.text("fault"),
                in.text("component"),
                in.value("downtimeShare"),
                in.value("outages"),
                in.value("lostTransactions"));
    }

    private static ViolationResult violation(Reading in) {
        return new ViolationResult(
                in.text("name"),
                in.integer("trials"),
                in.has("expected") && in.flag("expected"),
                in.has("shareUpperBound") ? in.value("shareUpperBound") : Value.missing("not in this result"),
                in.has("replay") ? Optional.of(in.text("replay")) : Optional.empty());
    }

    private static ObjectiveResult objective(Reading in) {
        return new ObjectiveResult(
                in.text("text"), in.textOr("service", ""), ValueJson.read(in), verdict(in.text("verdict")), settle(in));
    }

    private static Value settle(Reading in) {
        return in.has("trialsToSettle") ? in.value("trialsToSettle") : Value.missing("not in this result");
    }

    private static Verdict verdict(String word) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("not a verdict: " + word.toLowerCase(Locale.ROOT));
    }

    private static AssumptionResult assumption(Reading in) {
        return new AssumptionResult(in.text("parameter"), in.text("value"), in.text("source"), in.text("from"));
    }
}
