package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunResultTest {

    private static JsonNode json(RunResult result) {
        return Json.parse(ResultJson.write(result));
    }

    @Test
    @DisplayName("DESIGN section 7: every key of the contract is there")
    void keysOfTheContract() {
        JsonNode root = json(
                Samples.builder(Samples.design("web-active-standby"), 400, 0).build(true, "trials"));
        String keys = """
                nines version scenario mainService inputHash seed trials complete stopped
                definitions.probeIntervalSeconds definitions.outageThreshold
                services.web.drills.lb-crash.count services.web.drills.lb-crash.unnoticed
                services.web.drills.lb-crash.infinite services.web.drills.lb-crash.censored
                services.web.drills.lb-crash.outageSeconds.min
                services.web.drills.lb-crash.outageSeconds.p50.value
                services.web.drills.lb-crash.outageSeconds.p50.ci95
                services.web.drills.lb-crash.outageSeconds.p50.method services.web.drills.lb-crash.outageSeconds.p50.n
                services.web.drills.lb-crash.outageSeconds.p90.value
                services.web.drills.lb-crash.outageSeconds.p95.value
                services.web.drills.lb-crash.outageSeconds.p99.value services.web.drills.lb-crash.outageSeconds.max
                services.web.drills.lb-crash.outageSeconds.mean.value
                services.web.drills.lb-crash.phases.detect.p50 services.web.drills.lb-crash.phases.decide.p50
                services.web.drills.lb-crash.phases.act.p50 services.web.drills.lb-crash.phases.converge.p50
                services.web.drills.lb-crash.lostTransactions.p50 services.web.drills.lb-crash.lostTransactions.max
                services.web.drills.lb-crash.lostSeconds.p50 services.web.drills.lb-crash.lostSeconds.max
                services.web.drills.lb-crash.failedShare
                services.web.years.horizonSeconds
                services.web.years.availability.value services.web.years.availability.ci95
                services.web.years.unavailability.value services.web.years.unavailability.ci95
                services.web.years.downtimePerYearSeconds.mean.value services.web.years.downtimePerYearSeconds.mean.ci95
                services.web.years.downtimePerYearSeconds.p50 services.web.years.downtimePerYearSeconds.p95
                services.web.years.downtimePerYearSeconds.p99 services.web.years.degradedPerYearSeconds.mean
                services.web.years.unprotectedPerYearSeconds.mean services.web.years.plannedPerYearSeconds.mean
                services.web.years.outageTimePerYearSeconds.mean
                services.web.years.outagesPerYear.value services.web.years.outagesPerYear.ci95
                services.web.years.outageSeconds.p50 services.web.years.lostTransactionsPerYear.mean
                services.web.years.infinite services.web.years.censored
                services.web.requests.total services.web.requests.failed services.web.requests.extrapolated
                services.web.requests.latencySeconds.p50 services.web.requests.latencySeconds.p99
                services.web.byCause violations objectives assumptions
                """;
        for (String key : keys.trim().split("\\s+")) {
            JsonNode node = root;
            for (String step : key.split("\\.")) {
                node = node.path(step);
            }
            assertThat(node.isMissingNode()).as(key).isFalse();
            assertThat(node.isNull()).as(key).isFalse();
        }
        assertThat(root.get("violations").get(0).propertyNames()).contains("name", "trials", "replay");
        assertThat(root.get("assumptions").get(0).propertyNames())
                .containsExactly("parameter", "value", "source", "from");
        assertThat(root.path("services").path("web").path("byCause").get(0).propertyNames())
                .contains("fault", "component", "downtimeShare", "outages");
    }

    @Test
    void numbersAreThoseOfTheTrials() {
        RunResult r =
                Samples.builder(Samples.design("web-active-standby"), 400, 0).build(true, "trials");
        DrillResult drill = r.services().get("web").drills().get("lb-crash");
        assertThat(drill.count()).isEqualTo(400);
        assertThat(drill.unnoticed()).isZero();
        assertThat(drill.outageSeconds().min().value()).isBetween(2.609, 2.65);
        assertThat(drill.outageSeconds().max().value()).isBetween(3.55, 3.609);
        assertThat(drill.outageSeconds().p50().value()).isCloseTo(3.109, within(0.1));
        assertThat(drill.outageSeconds().p50().low()).isLessThan(3.109);
        assertThat(drill.outageSeconds().p50().high()).isGreaterThan(3.109);
        assertThat(drill.outageSeconds().p50().method()).isEqualTo("order-statistics");
        assertThat(drill.phases().act().value()).isEqualTo(0.001);
        assertThat(drill.lostTransactions().max().value()).isEqualTo(2);
        assertThat(drill.lostSeconds().max().value()).isEqualTo(0.01);
        assertThat(drill.failedShare().value()).isEqualTo(1);
        YearsResult years = r.services().get("web").years();
        assertThat(years.horizonSeconds()).isEqualTo(31_536_000);
        assertThat(years.outagesPerYear().value()).isCloseTo(1.5, within(0.15));
        double downtime = years.downtime().mean().value();
        assertThat(downtime).isCloseTo(1.5 * 3.109 / 2, within(0.3));
        assertThat(years.unavailability().value()).isCloseTo(downtime / 31_536_000, within(1e-15));
        assertThat(years.availability().value() + years.unavailability().value())
                .isCloseTo(1, within(1e-14));
        assertThat(years.availability().low()).isLessThan(years.availability().high());
        assertThat(years.planned().mean().value()).isEqualTo(1);
        assertThat(r.services().get("web").requests())
                .satisfies(q -> assertThat(q.total()).isEqualTo(400 * 500))
                .satisfies(q -> assertThat(q.latencyP50().value()).isCloseTo(0.004, within(1e-5)));
        assertThat(r.events()).isEqualTo(400_000);
        List<CauseResult> causes = r.services().get("web").byCause();
        assertThat(causes).extracting(CauseResult::component).containsExactlyInAnyOrder("lb1", "web1");
        assertThat(causes).allSatisfy(c -> assertThat(c.downtimeShare().value()).isEqualTo(0.5));
    }

    @Test
    void violationsCountTrialsAndSayHowToSeeThem() {
        RunResult r =
                Samples.builder(Samples.design("web-active-standby"), 400, 0).build(true, "trials");
        assertThat(r.violations())
                .extracting(ViolationResult::name)
                .containsExactly("single-writer", "two-owners", "vip-single-owner");
        assertThat(r.violations().get(0).replay()).isEmpty();
        assertThat(r.violations().get(0).upperBound().value()).isCloseTo(0.00918, within(1e-5));
        assertThat(r.violations().get(1).expected()).isTrue();
        assertThat(r.violations().get(2).trials()).isEqualTo(1);
        assertThat(r.violations().get(2).replay())
                .contains("nines replay nines-out/latest --design web-active-standby --drill lb-crash --trial 17"
                        + " --stop-at 31.001s");
    }

    @Test
    void theSameTrialsGiveTheSameBytes() {
        String first =
                ResultJson.write(Samples.builder(Samples.design("a"), 100, 0).build(true, "trials"));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ResultJson.write(
                            Samples.builder(Samples.design("a"), 100, 0).build(true, "trials")))
                    .isEqualTo(first);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(first).endsWith("}\n").doesNotContain("\r");
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() {
        RunResult result = Samples.builder(
                        Samples.design(
                                "a",
                                Samples.objective(
                                        "drills.lb-crash.outage.p99",
                                        dev.nines.model.spec.ObjectiveSpec.Comparison.AT_MOST,
                                        10)),
                        100,
                        0)
                .build(false, "interrupted");
        String text = ResultJson.write(result);
        CompareResult read = ResultJson.read(text);
        assertThat(read.designs()).hasSize(1);
        assertThat(ResultJson.write(read.designs().get(0))).isEqualTo(text);
        assertThat(read.designs().get(0)).isEqualTo(result);
    }

    @Test
    @DisplayName("a bound says which way it holds: quantiles at least, shares and rates at most")
    void boundsHaveADirection() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(20).toArray();
        RunResult few = Samples.drills(Samples.design("a"), 20, Outage.End.CLOSED, seconds)
                .build(true, "trials");
        JsonNode p99 = json(few).at("/services/web/drills/lb-crash/outageSeconds/p99");
        assertThat(p99.get("boundIs").stringValue()).isEqualTo("at-least");
        RunResultBuilder calm = new RunResultBuilder(Samples.design("a"), "0.1.0", 1, 100);
        for (int i = 0; i < 100; i++) {
            ServiceRecord nothing = Samples.service(List.of(), 0);
            calm.add(new TrialRecord(
                    i, List.of(), new TrialRecord.YearRecord(Samples.YEAR, List.of(nothing), List.of()), 1));
        }
        JsonNode years = json(calm.build(true, "trials")).at("/services/web/years");
        assertThat(years.at("/unavailability/boundIs").stringValue()).isEqualTo("at-most");
        assertThat(years.at("/availability/boundIs").stringValue()).isEqualTo("at-least");
        assertThat(years.at("/outagesPerYear/boundIs").stringValue()).isEqualTo("at-most");
        assertThat(years.at("/downtimePerYearSeconds/mean/boundIs").stringValue())
                .isEqualTo("at-most");
    }

    @Test
    void badResultsAreNamed() {
        assertThatThrownBy(() -> ResultJson.read("{")).hasMessageStartingWith("not JSON: ");
        assertThatThrownBy(() -> ResultJson.read("[1]")).hasMessageContaining("nines is missing");
        assertThatThrownBy(() -> ResultJson.read("{\"nines\": 2}")).hasMessageContaining("shape 2");
        assertThatThrownBy(() -> ResultJson.read("{\"nines\": 1, \"version\": 3}"))
                .hasMessage("not a result of Nines: version must be a text");
    }

    @Test
    @DisplayName("DESIGN section 7: infinity is the string \"infinite\"; section 5: RTO = infinite is legal")
    void infiniteOutages() {
        double[] seconds = DoubleStream.generate(() -> 3).limit(100).toArray();
        RunResult r = Samples.drills(Samples.design("a"), 100, Outage.End.INFINITE, seconds)
                .build(true, "trials");
        DrillResult drill = r.services().get("web").drills().get("lb-crash");
        assertThat(drill.infinite()).isEqualTo(1);
        assertThat(drill.outageSeconds().p50().value()).isEqualTo(3);
        JsonNode outage = json(r).at("/services/web/drills/lb-crash/outageSeconds");
        assertThat(outage.get("max").stringValue()).isEqualTo("infinite");
        assertThat(outage.get("mean").get("value").stringValue()).isEqualTo("infinite");
        assertThat(outage.get("mean").get("reason").stringValue()).isEqualTo("infinite in 1 of 100 trials");
        assertThat(outage.get("p99").get("value").isNull()).isTrue();
        assertThat(ResultJson.read(ResultJson.write(r)).designs().get(0)).isEqualTo(r);
    }

    @Test
    void censoredOutagesLeaveQuantilesThatTheyReachOpen() {
        double[] seconds = DoubleStream.iterate(1, x -> x + 0.01).limit(100).toArray();
        seconds[0] = 1.8;
        RunResult r = Samples.drills(Samples.design("a"), 100, Outage.End.CENSORED, seconds)
                .build(true, "trials");
        Distribution d = r.services().get("web").drills().get("lb-crash").outageSeconds();
        assertThat(d.p50().hasInterval()).isTrue();
        assertThat(d.p50().high()).isLessThan(1.8);
        assertThat(d.p90().hasValue()).isFalse();
        assertThat(d.p90().bound().value()).isEqualTo(1.8);
        assertThat(d.mean().hasValue()).isFalse();
    }

    @Test
    void drillsWithoutYearsSayThatThereAreNone() {
        RunResult r = Samples.drills(Samples.design("a"), 3, Outage.End.CLOSED, 3, -1, 2)
                .build(true, "trials");
        DrillResult drill = r.services().get("web").drills().get("lb-crash");
        assertThat(drill.unnoticed()).isEqualTo(1);
        assertThat(drill.outageSeconds().min().value()).isZero();
        JsonNode years = json(r).at("/services/web/years");
        assertThat(years.get("horizonSeconds").intValue()).isZero();
        assertThat(years.get("availability").get("value").isNull()).isTrue();
        assertThat(years.get("availability").get("reason").stringValue()).isEqualTo("no years were simulated");
        assertThat(drill.outageSeconds().p99().reason()).startsWith("not enough data: p99 needs 299");
    }

    @Test
    @DisplayName("DESIGN section 5: zero outages seen gives an upper bound, never 100 %")
    void yearsWithoutAnyOutage() {
        RunResultBuilder builder = new RunResultBuilder(Samples.design("a"), "0.1.0", 1, 1000);
        Losses none = Losses.NONE;
        for (int i = 0; i < 1000; i++) {
            ServiceRecord record = new ServiceRecord(
                    "web",
                    List.of(),
                    1,
                    0,
                    0,
                    Samples.daily(List.of()),
                    0,
                    0,
                    0,
                    0,
                    0,
                    true,
                    new org.HdrHistogram.Histogram(3),
                    none);
            builder.add(new TrialRecord(
                    i, List.of(), new TrialRecord.YearRecord(Samples.YEAR, List.of(record), List.of()), 1));
        }
        YearsResult years = builder.build(true, "trials").services().get("web").years();
        assertThat(years.availability().hasValue()).isFalse();
        assertThat(years.availability().bound().value()).isCloseTo(1 - 0.0036820839, within(1e-9));
        assertThat(years.availability().reason()).isEqualTo("no downtime in 1000 trials");
        assertThat(years.unavailability().bound().value()).isCloseTo(0.0036820839, within(1e-9));
        assertThat(years.outagesPerYear().bound().value()).isCloseTo(0.00368887945, within(1e-9));
        assertThat(years.outageSeconds().p50().reason()).isEqualTo("no outages");
    }

    @Test
    void availabilityNeverRoundsToOne() {
        Value tiny = Value.of(dev.nines.stats.Estimate.of(4.12345678901e-12, 1e-12, 9e-12, "t", 10));
        assertThat(tiny.complement().value()).isLessThan(1);
        assertThat(ValueJson.node(tiny.complement()).get("value").asString()).isEqualTo("0.999999999995877");
    }

    @Test
    void aQuantileAmongInfiniteOutagesIsInfiniteAndNoBound() {
        RunResultBuilder builder = new RunResultBuilder(Samples.design("a"), "0.1.0", 1, 40);
        for (int i = 0; i < 40; i++) {
            Outage forEver = Samples.outage(0, Samples.SECOND, 1, Outage.End.INFINITE, "crash lb1");
            TrialRecord.DrillRecord drill = new TrialRecord.DrillRecord(
                    "lb-crash", List.of("crash lb1"), 0, List.of(Samples.service(List.of(forEver), 0)), List.of());
            builder.add(new TrialRecord(i, List.of(drill), null, 1));
        }
        RunResult run = builder.build(true, "trials");
        Value median = run.services()
                .get("web")
                .drills()
                .get("lb-crash")
                .outageSeconds()
                .p50();
        assertThat(median.value()).isInfinite();
        assertThat(median.bound().isKnown()).isFalse();
    }

    @Test
    void trialsComeInOrder() {
        RunResultBuilder builder = new RunResultBuilder(Samples.design("a"), "0.1.0", 1, 10);
        assertThatThrownBy(() -> builder.add(Samples.trial(1, 0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void numbersPrintTheSameOnEveryJdk() {
        assertThat(Json.number(3.1).toString()).isEqualTo("3.1");
        assertThat(Json.number(100).toString()).isEqualTo("100");
        assertThat(Json.number(4e-7).toString()).isEqualTo("4E-7");
        assertThat(Json.number(2e-3).toString()).isEqualTo("0.002");
        assertThat(Json.number(2.0E-3 / 3).toString()).isEqualTo("0.000666666666666667");
        assertThat(Json.number(Double.NEGATIVE_INFINITY).stringValue()).isEqualTo("-infinite");
        assertThat(Json.number(1e20).decimalValue()).isEqualByComparingTo("1e20");
    }
}
