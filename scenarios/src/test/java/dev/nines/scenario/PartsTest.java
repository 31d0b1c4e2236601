package dev.nines.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import dev.nines.result.RunResult;
import dev.nines.result.RunResultBuilder;
import dev.nines.result.ServiceResult;
import dev.nines.result.Value;
import dev.nines.scenario.trial.Trials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Parts without a product against what is known exactly. Twice the 95 % interval covers in 9 999 of 10 000 runs. */
class PartsTest {
    private static final double HOUR = 3600;

    private final List<TrialRecord> records = new ArrayList<>();

    private RunResult run(String services, String rest) {
        String text = "nines: 1\nservices:\n" + services.indent(2) + rest;
        Design design = ScenarioReader.readText("parts", "parts.yaml", text).base();
        RunResultBuilder builder = new RunResultBuilder(
                design, "test", design.run().seed(), design.run().trials());
        Trials.run(
                List.of(design),
                design.run().seed(),
                design.run().trials(),
                TrialOptions.DEFAULT,
                1,
                trial -> {
                    builder.add(trial.get(0));
                    records.add(trial.get(0));
                },
                () -> false);
        return builder.build(true, "trials");
    }

    private ServiceResult run(String services, String rest, String service) {
        return run(services, rest).services().get(service);
    }

    private static void assertCovers(Value value, double exact) {
        double half = value.high() - value.low();
        assertThat(value.value()).as("interval %s", value).isCloseTo(exact, within(half));
        assertThat(half).isLessThan(0.25 * exact);
    }

    @Test
    @DisplayName(
            "clients who call a pair themselves see it down when it is: the same luck, measured by its state and by probes")
    void clientsOfAPart() {
        String pair = """
                a: {unit: {fails: exponential(20d), repair: uniform(1h 9h), count: 2}}
                pair: {k-of-n: {k: 2, of: a}}
                """;
        String rest = "run: {horizon: 60d, trials: 2, seed: 3}";
        run(pair, "probe: {services: [pair]}\n" + rest);
        run(pair, "clients: {people: {calls: pair, rate: 20/s, timeout: 1s}}\n" + rest);
        for (int trial = 0; trial < 2; trial++) {
            ServiceRecord byState = records.get(trial).year().services().get(0);
            ServiceRecord byProbes = records.get(2 + trial).year().services().get(0);
            assertThat(byState.outages()).isNotEmpty().hasSameSizeAs(byProbes.outages());
            double tolerance = 0.05 * byState.outages().size();
            assertThat(byProbes.downtimeNanos() / 1e9).isCloseTo(byState.downtimeNanos() / 1e9, within(tolerance));
            assertThat(byProbes.failedRequests()).isPositive();
        }
    }

    @Test
    @DisplayName("one unit: unavailability is repair ÷ (life + repair), whatever the laws (alternating renewal)")
    void alternatingRenewal() {
        ServiceResult a = run(
                "a: {unit: {fails: weibull(100h shape 2), repair: uniform(5h 15h)}}",
                "run: {horizon: 3y, trials: 40, seed: 1}",
                "a");
        double life = 100 * Math.sqrt(Math.PI) / 2;
        assertCovers(a.years().unavailability(), 10 / (life + 10));
        assertThat(a.byCause().get(0).fault()).isEqualTo("failure");
        assertThat(a.byCause().get(0).component()).isEqualTo("a");
        assertThat(a.years().trialsWithoutOutage().value()).isZero();
    }

    @Test
    @DisplayName("two units and one crew: both are down for 2ρ²/(1 + 2ρ + 2ρ²) of the time, one for 2ρ of that")
    void oneCrew() {
        ServiceResult pair = run("""
                a: {unit: {fails: exponential(100h), repair: exponential(10h), crew: staff}}
                b: {unit: {fails: exponential(100h), repair: exponential(10h), crew: staff}}
                staff: {repair-crew: {size: 1}}
                pair: {k-of-n: {k: 1, of: [a, b]}}
                """, "run: {horizon: 10y, trials: 60, seed: 2}", "pair");
        double rho = 0.1;
        double sum = 1 + 2 * rho + 2 * rho * rho;
        assertCovers(pair.years().unavailability(), 2 * rho * rho / sum);
        assertCovers(pair.years().unprotected().mean(), 365 * 24 * HOUR * 2 * rho / sum);
        assertThat(pair.byCause()).extracting(c -> c.component()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    @DisplayName("two cold units that nobody repairs last 2/λ; hot ones 1.5/λ; half-warm ones 1/λ + 1/(1.5 λ)")
    void standbyLife() {
        for (String dormancy : List.of("0%", "50%", "100%")) {
            ServiceResult pair = run("""
                    a: {unit: {fails: exponential(100h)}}
                    b: {unit: {fails: exponential(100h)}}
                    pair: {standby: {of: [a, b], dormancy: %s}}
                    """.formatted(dormancy), "run: {horizon: 1y, trials: 2000, seed: 3}", "pair");
            double rate = 1 + Integer.parseInt(dormancy.replace("%", "")) / 100.0;
            assertCovers(pair.years().firstOutageSeconds(), (100 + 100 / rate) * HOUR);
            assertThat(pair.years().infinite()).isEqualTo(2000);
        }
    }

    @Test
    @DisplayName("a standby is down for a switch-over or for people's time, once per failure at work")
    void coverage() {
        ServiceResult pair = run("""
                a: {unit: {fails: exponential(100h), repair: 1min}}
                b: {unit: {fails: exponential(100h), repair: 1min}}
                pair: {standby: {of: [a, b], switch: 6min, coverage: 90%, uncovered: exponential(1h)}}
                """, "run: {horizon: 4y, trials: 40, seed: 4}", "pair");
        double down = 0.9 * 0.1 + 0.1 * 1;
        assertCovers(pair.years().unavailability(), down / (100 + down));
    }

    @Test
    @DisplayName("IEC 61508-6: a latent failure tested each T is there for 1 − (1 − e^(−λT))/λT of the time")
    void latentFailure() {
        ServiceResult valve = run(
                "valve: {unit: {fails: exponential(1000h), repair: 0s, found: tests, tests: {every: 100h}}}",
                "run: {horizon: 20y, trials: 60, seed: 5}",
                "valve");
        assertCovers(valve.years().unavailability(), 1 - (1 - Math.exp(-0.1)) / 0.1);
    }

    @Test
    @DisplayName("a common cause takes both down at βλ, from 4 states solved by hand")
    void commonCause() {
        ServiceResult pair = run("""
                a: {unit: {fails: exponential(100h), repair: exponential(10h), count: 2}}
                pair: {k-of-n: {k: 1, of: a, common-cause: {beta: 20%, repair: exponential(10h)}}}
                """, "run: {horizon: 4y, trials: 40, seed: 6}", "pair");
        // States: 0, 1 or 2 failed alone, C after a common cause; rates per hour. 2 is left by a repair of either.
        double alone = 0.008;
        double common = 0.002;
        double repair = 0.1;
        double one = 1;
        double two = alone * one / (2 * repair);
        double none = ((alone + common + repair) * one - 2 * repair * two) / (2 * alone);
        double struck = common * (none + one) / repair;
        assertCovers(pair.years().unavailability(), (two + struck) / (none + one + two + struck));
        assertThat(pair.byCause()).extracting(c -> c.fault()).contains("common-cause", "failure");
    }

    @Test
    @DisplayName("M/M/1 at ρ = 0.5: response 1/(μ − λ) on average, and ln 100 times that for 99 in 100")
    void queue() {
        ServiceResult queue = run(
                "q: {queue: {arrivals: exponential(2s), service: exponential(1s)}}",
                "run: {horizon: 1d, trials: 20, seed: 7}",
                "q");
        var result = queue.years().queue().orElseThrow();
        assertCovers(result.responseSeconds(), 2);
        assertCovers(result.waitSeconds(), 1);
        assertCovers(result.inSystem(), 1);
        assertCovers(result.utilisation(), 0.5);
        assertCovers(result.responseP99Seconds(), 2 * Math.log(100));
        assertThat(result.lost().value()).isZero();
    }

    @Test
    @DisplayName("M/M/1/3 at ρ = 0.8 loses ρ³(1 − ρ)/(1 − ρ⁴) of those who come")
    void fullQueue() {
        ServiceResult queue = run(
                "q: {queue: {arrivals: exponential(1s), service: exponential(800ms), capacity: 3}}",
                "run: {horizon: 12h, trials: 10, seed: 8}",
                "q");
        assertCovers(queue.years().queue().orElseThrow().lost(), 0.8 * 0.8 * 0.8 * 0.2 / (1 - 0.8 * 0.8 * 0.8 * 0.8));
    }

    @Test
    @DisplayName("a drill takes a unit down for its own repair, or by the unit's own law behind its crew")
    void drills() {
        RunResult result = run("""
                a: {unit: {fails: exponential(1s), repair: 3h, crew: staff}}
                b: {unit: {fails: exponential(1s), repair: 3h, crew: staff}}
                staff: {repair-crew: {size: 1}}
                pair: {k-of-n: {k: 1, of: [a, b]}}
                """, """
                drills:
                  given:
                    - {crash: a, repair: 2h}
                    - {kill: b, at: 30min, repair: 2h}
                  own:
                    - {crash: a}
                    - {crash: b, at: 1h}
                  never: [{crash: a, repair: never}, {crash: b}]
                run: {horizon: 0s, trials: 3}
                """);
        var drills = result.services().get("pair").drills();
        assertThat(drills.get("given").outageSeconds().max().value()).isEqualTo(1.5 * HOUR);
        assertThat(drills.get("own").outageSeconds().max().value()).isEqualTo(2 * HOUR);
        assertThat(drills.get("never").outageSeconds().max().value()).isEqualTo(3 * HOUR);
        assertThat(records.get(0)
                        .drills()
                        .get(1)
                        .services()
                        .get(0)
                        .outages()
                        .get(0)
                        .causes())
                .containsExactly("crash a", "crash b");
    }

    @Test
    @DisplayName("faults and planned work take units down as well, and planned outages count apart")
    void faultsAndPlannedWork() {
        ServiceResult a = run("a: {unit: {fails: never}}", """
                faults: [{crash: a, every: 10d, repair: 1h}]
                planned: [{stop: a, every: 10d, repair: 30min}]
                run: {horizon: 1y, trials: 4}
                """, "a");
        assertThat(a.years().downtime().mean().value()).isBetween(34 * HOUR, 38 * HOUR);
        assertThat(a.years().planned().mean().value()).isBetween(17 * HOUR, 19 * HOUR);
        assertThat(a.byCause()).extracting(c -> c.fault() + " " + c.component()).containsExactly("crash a");
    }

    @Test
    @DisplayName("the horizon ends before the repair: the outage is cut off, and nothing else")
    void horizonShorterThanOneRepair() {
        ServiceResult a = run("a: {unit: {fails: 1h, repair: 30d}}", "run: {horizon: 2h, trials: 20}", "a");
        assertThat(a.years().censored()).isEqualTo(20);
        assertThat(a.years().downtime().mean().value() / 365 / 24 / HOUR).isCloseTo(0.5, within(1e-9));
        assertThat(a.years().outageSeconds().p50().bound().value()).isEqualTo(HOUR);
    }

    @Test
    @DisplayName("web servers that call a block answer nothing while it is down, and its unit is the cause")
    void webServersOnABlock() {
        RunResult result = run("""
                line: {unit: {fails: never}}
                controller: {unit: {fails: never, count: 2}}
                array: {k-of-n: {k: 1, of: controller}}
                storage: {k-of-n: {k: 2, of: [array, line]}}
                web: {web-server: {nodes: [w1, w2], calls: storage}}
                """, """
                hosts: {w1: {}, w2: {}}
                clients: {users: {calls: web, rate: 1/s}}
                drills:
                  line: {crash: line, repair: 5min}
                  controller: {kill: controller, repair: 5min}
                run: {horizon: 0s, trials: 2}
                """);
        var seen = result.services().get("web").drills();
        assertThat(seen.get("line").outageSeconds().max().value()).isCloseTo(300, within(0.2));
        assertThat(seen.get("controller").unnoticed()).isEqualTo(2);
        var exact = result.services().get("storage").drills();
        assertThat(exact.get("line").outageSeconds().max().value()).isEqualTo(300);
        assertThat(records.get(0).drills().get(0).services())
                .allSatisfy(
                        service -> assertThat(service.outages().get(0).causes()).containsExactly("crash line"));
    }

    @Test
    @DisplayName("the same seed gives the same outages, with and without a part that has no part in them")
    void anotherPartShiftsNobodysLuck() {
        String a = "a: {unit: {fails: exponential(100h), repair: exponential(1h)}}\n";
        String rest = "probe: {services: a}\nrun: {horizon: 1y, trials: 2}";
        run(a, rest);
        run("b: {unit: {fails: exponential(10h), repair: exponential(1h)}}\n" + a, rest);
        for (int i = 0; i < 2; i++) {
            assertThat(records.get(i).year().services().get(0).outages())
                    .isNotEmpty()
                    .isEqualTo(records.get(i + 2).year().services().get(0).outages());
        }
    }
}
