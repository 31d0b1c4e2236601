package dev.nines.report;

import dev.nines.result.AspectRow;
import dev.nines.result.AssumptionResult;
import dev.nines.result.CauseResult;
import dev.nines.result.CompareResult;
import dev.nines.result.Definitions;
import dev.nines.result.DetectionResult;
import dev.nines.result.DetectorResult;
import dev.nines.result.Difference;
import dev.nines.result.Distribution;
import dev.nines.result.DrillResult;
import dev.nines.result.Ignorance;
import dev.nines.result.ObjectiveResult;
import dev.nines.result.PairIgnorance;
import dev.nines.result.PerYear;
import dev.nines.result.PhaseMedians;
import dev.nines.result.RequestsResult;
import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import dev.nines.result.Spread;
import dev.nines.result.Value;
import dev.nines.result.ViolationResult;
import dev.nines.result.YearlyDowntime;
import dev.nines.result.YearsResult;
import dev.nines.stats.Bound;
import dev.nines.stats.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results made by hand: every number is invented. */
final class Samples {
    private static final Value NONE = Value.missing("not measured");

    private Samples() {}

    static Value value(double value, double low, double high) {
        return new Value(value, low, high, "order-statistics", 300, "", Bound.NONE);
    }

    private static Value plain(double value) {
        return Value.observed(value);
    }

    private static DrillResult drill(double p50, double p99, double max, long unnoticed, long infinite, double lost) {
        Distribution outage = new Distribution(
                plain(p50 / 2),
                value(p50, p50 * 0.99, p50 * 1.01),
                NONE,
                NONE,
                value(p99, p99 * 0.98, p99 * 1.02),
                plain(max),
                NONE);
        PhaseMedians phases = new PhaseMedians(plain(p50 * 0.9), plain(0), plain(p50 * 0.08), plain(p50 * 0.02));
        Spread lostTx = new Spread(plain(0), plain(lost));
        return new DrillResult(
                300,
                unnoticed,
                infinite,
                0,
                outage,
                plain(p50),
                phases,
                lostTx,
                new Spread(plain(0), plain(0)),
                plain(1));
    }

    private static YearsResult years(double unavailability, double downtime) {
        Value availability = value(1 - unavailability, 1 - unavailability * 1.2, 1 - unavailability * 0.8);
        PerYear none = PerYear.missing("not measured");
        return new YearsResult(
                31_536_000,
                availability,
                value(unavailability, unavailability * 0.8, unavailability * 1.2),
                new PerYear(value(downtime, downtime * 0.8, downtime * 1.2), plain(downtime), NONE, NONE),
                new YearlyDowntime(
                        300,
                        plain(downtime * 9),
                        List.of(
                                new YearlyDowntime.Beyond(31.536, value(1, 0.98, 1)),
                                new YearlyDowntime.Beyond(315.36, value(1, 0.98, 1)),
                                new YearlyDowntime.Beyond(3_153.6, value(0.08, 0.05, 0.12)),
                                new YearlyDowntime.Beyond(31_536, value(0, 0, 0.0122)),
                                new YearlyDowntime.Beyond(315_360, value(0, 0, 0.0122)))),
                none,
                none,
                none,
                none,
                value(4.1, 3.9, 4.3),
                new Distribution(NONE, plain(downtime / 4), NONE, NONE, plain(downtime), NONE, NONE),
                none,
                0,
                2,
                NONE,
                NONE,
                Optional.empty());
    }

    private static RunResult run(String name, String title, Map<String, DrillResult> drills, YearsResult years) {
        double p99 = drills.values().iterator().next().outageSeconds().p99().value();
        boolean slow = p99 > 10;
        return new RunResult(
                "0.1.0",
                name,
                title,
                "web",
                name.endsWith("active") ? "9f2c41" : "41ab07",
                7,
                300,
                true,
                "trials",
                new Definitions(0.01, 0.9, 1, 16),
                Map.of(
                        "web",
                        new ServiceResult(
                                drills,
                                years,
                                new RequestsResult(100_000, 1_500, true, plain(0.004), plain(0.031)),
                                List.of(
                                        new CauseResult("none", "", plain(0.2), plain(0.5), plain(0)),
                                        new CauseResult("crash", "lb1", plain(0.8), plain(3.2), plain(1))))),
                List.of(new ViolationResult(
                        "vip-single-owner",
                        slow ? 3 : 0,
                        false,
                        NONE,
                        slow
                                ? Optional.of("nines replay nines-out/latest --design " + name + " --trial 17")
                                : Optional.empty())),
                List.of(
                        new ObjectiveResult("availability >= 99.95%", "web", years.availability(), Verdict.MET),
                        new ObjectiveResult(
                                "drills.lb-crash.outage.p99 <= 10s",
                                "web",
                                value(p99, p99 * 0.98, p99 * 1.02),
                                slow ? Verdict.MISSED : Verdict.MET),
                        new ObjectiveResult(
                                "lost-transactions = 0",
                                "web",
                                new Value(0, Double.NaN, Double.NaN, "", 300, "none seen", Bound.atMostOfTrials(0.01)),
                                Verdict.INCONCLUSIVE,
                                plain(1_000))),
                List.of(
                        new AssumptionResult("services.vip.advert_int", "1 s", "documentation", "keepalived.conf(5)"),
                        new AssumptionResult("services.db.promotion.after", "10 s", "guess", "")),
                12_345,
                slow ? Map.of("vip", detector()) : Map.of(),
                List.of(),
                Ignorance.NONE);
    }

    /** Pekko in drills: a crash is found, an observer that stood still is wrong. */
    private static DetectorResult detector() {
        Distribution none = Distribution.missing("none");
        Distribution silence = new Distribution(plain(4.53), NONE, NONE, NONE, NONE, plain(5.52), NONE);
        Distribution stop = new Distribution(
                plain(3.7), value(4.52, 4.5, 4.54), NONE, NONE, value(5.4, 5.3, 5.5), plain(5.5), NONE);
        Distribution mistakes = new Distribution(plain(1), plain(1), NONE, NONE, NONE, plain(1), value(1, 0.9, 1.1));
        Map<String, DetectionResult> drills = new LinkedHashMap<>();
        drills.put("lb-crash", new DetectionResult(300, 300, 0, silence, stop, none, 0, 0, 0));
        drills.put("pause", new DetectionResult(300, 300, 299, silence, none, mistakes, 598, 0, 3));
        return new DetectorResult(
                drills,
                value(30, 29, 31),
                value(2.5, 2.3, 2.7),
                value(6_307_200, 5_840_000, 6_855_652),
                new DetectionResult(300, 300, 280, silence, stop, mistakes, 700, 40, 10));
    }

    static RunResult activeActive() {
        Map<String, DrillResult> drills = new LinkedHashMap<>();
        drills.put("lb-crash", drill(0.64, 1.2, 1.31, 4, 0, 0));
        return run("web-active-active", "Two web servers behind an L4 balancer", drills, years(4e-7, 12.6));
    }

    static RunResult activeStandby() {
        Map<String, DrillResult> drills = new LinkedHashMap<>();
        drills.put("lb-crash", drill(3.1, 12.4, 13.0, 0, 0, 12));
        drills.put("zone-loss", drill(588, 11_880, Double.POSITIVE_INFINITY, 0, 2, 0));
        return run("web-active-standby", "두 대의 웹 서버", drills, years(3.7e-5, 1_167));
    }

    static CompareResult single() {
        return CompareResult.of(activeStandby());
    }

    static CompareResult pair() {
        return new CompareResult(
                List.of(activeActive(), activeStandby()),
                differences(
                        "web-active-active", "web-active-standby", List.of("faults of hosts", "arrivals of shoppers")),
                aspects());
    }

    static CompareResult pairNotKnown() {
        Ignorance.Unknown repair = new Ignorance.Unknown(
                "faults[hang web].repair", "faults.2.repair", "10min x5", "2min", "10min", "50min", "log-uniform");
        Ignorance.Unknown inter = new Ignorance.Unknown(
                "services.front.inter", "services.front.inter", "1s..3s", "1s", "2s", "3s", "uniform");
        Ignorance a = new Ignorance(
                List.of(repair),
                40,
                3,
                List.of(
                        new Ignorance.Range("downtime-per-year", 10.2, 12.5, 16.8),
                        new Ignorance.Range("outages-per-year", 4.1, 4.1, 4.1)));
        Ignorance b = new Ignorance(
                List.of(repair, inter),
                40,
                3,
                List.of(
                        new Ignorance.Range("downtime-per-year", 240, 1_170, 5_400),
                        new Ignorance.Range("outages-per-year", 3.9, 4.2, 4.6)));
        List<PairIgnorance.BreakEven> breakEvens = List.of(
                new PairIgnorance.BreakEven(
                        "faults[hang web].repair",
                        "10min x5",
                        "41.3min",
                        "35min",
                        "47.2min",
                        "web-active-active",
                        "web-active-standby"),
                new PairIgnorance.BreakEven(
                        "services.front.inter", "1s..3s", "", "", "", "web-active-active", "web-active-active"));
        return pair().with(
                        List.of(a, b),
                        List.of(new PairIgnorance(
                                "web-active-active",
                                "web-active-standby",
                                "downtime-per-year",
                                40,
                                37,
                                2,
                                1,
                                3,
                                12,
                                breakEvens)));
    }

    static CompareResult three() {
        RunResult triple = run("web-triple", "Three", Map.of("lb-crash", drill(0.5, 1, 1.1, 9, 0, 0)), years(1e-7, 3));
        List<Difference> all = new java.util.ArrayList<>(
                differences("web-active-active", "web-active-standby", List.of("faults of hosts")));
        all.addAll(differences("web-active-active", "web-triple", List.of()));
        return new CompareResult(List.of(activeActive(), activeStandby(), triple), all, aspects());
    }

    private static List<Difference> differences(String a, String b, List<String> streams) {
        return List.of(
                difference("availability", a, b, value(-3.7e-5, -4e-5, -3.4e-5), Difference.A_BETTER, NONE, streams),
                difference("downtime-per-year", a, b, value(1_154, 1_000, 1_308), Difference.A_BETTER, NONE, streams),
                difference(
                        "drills.lb-crash.outage.p50", a, b, value(2.46, 2.4, 2.52), Difference.A_BETTER, NONE, streams),
                difference(
                        "drills.lb-crash.lost-transactions", a, b, value(4, 3, 5), Difference.A_BETTER, NONE, streams),
                difference(
                        "drills.lb-crash.outage.p99",
                        a,
                        b,
                        value(11.2, -1, 14),
                        Difference.INCONCLUSIVE,
                        plain(2_400),
                        streams));
    }

    private static Difference difference(
            String metric, String a, String b, Value difference, String verdict, Value needed, List<String> streams) {
        Value ratio = streams.isEmpty() ? NONE : plain(3.24);
        boolean byTable = metric.endsWith("p99");
        return new Difference(
                metric,
                a,
                b,
                "web",
                plain(0),
                plain(4),
                difference,
                verdict,
                byTable ? Difference.A_BETTER : verdict,
                plain(byTable ? 0.02 : 0.001),
                plain(byTable ? 0.06 : 0.005),
                streams,
                ratio,
                needed);
    }

    static Evidence evidence() {
        return new Evidence(
                Map.of(
                        "web-active-standby",
                        new WorstTrial("web-active-standby", 217, "lb-crash", "web", "crash lb1", 13)),
                List.of("disk wear"));
    }

    private static List<AspectRow> aspects() {
        return List.of(
                new AspectRow(
                        "way of operation",
                        List.of(
                                new AspectRow.Answer("both run, taking turns", plain(2), "servers busy"),
                                new AspectRow.Answer("master and slave", plain(1), "servers busy"))),
                new AspectRow(
                        "downtime",
                        List.of(
                                new AspectRow.Answer("short", plain(0.64), "s"),
                                new AspectRow.Answer("while switching", plain(3.1), "s"))));
    }
}
