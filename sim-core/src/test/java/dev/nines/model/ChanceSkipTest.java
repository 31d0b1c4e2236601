package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.kernel.Trace;
import dev.nines.measure.DetectionRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.stats.KolmogorovSmirnov;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * engines.md, section 4, technique d, and re-entry of groups that chance keeps from repeating themselves: with jumps in
 * time and without them the laws are the same. Samples of other trials, so that they are independent.
 */
class ChanceSkipTest {
    private static final long DAY = 86_400 * S;
    private static final int SAMPLES = 300;
    private static final NetworkSpec LOSSY = UnsteadyDesignTest.network(Law.constant(MS / 10), 0.05);
    private static final NetworkSpec JITTERY = UnsteadyDesignTest.network(new Law.Uniform(0, 2 * MS), 0);

    private static HeartbeatSpec beat(long timeoutMillis) {
        return new HeartbeatSpec("vip", List.of("a", "b"), S, timeoutMillis * MS);
    }

    private static Design year(NetworkSpec network, long horizonNanos, ServiceSpec... services) {
        Design d = Specs.on(network, Specs.design(List.of(services), Specs.probe(S, S, 0.9)));
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                d.clients(),
                d.probe(),
                d.drills(),
                d.faults(),
                d.objectives(),
                d.expectedViolations(),
                new RunSpec(horizonNanos, 1, 1),
                d.assumptions());
    }

    private static void sameLaw(IntToDoubleFunction skipping, IntToDoubleFunction everyMessage) {
        double[] skipped = IntStream.range(0, SAMPLES).mapToDouble(skipping).toArray();
        double[] full =
                IntStream.range(SAMPLES, 2 * SAMPLES).mapToDouble(everyMessage).toArray();
        assertThat(KolmogorovSmirnov.pValueTwoSamples(skipped, full)).isGreaterThan(Samples.REFUTED);
    }

    // --- lossy heartbeats ---

    @Test
    @DisplayName("failure-detectors.md, section 3: E(T_MR) = eta / ((1 - p) p^m), E(T_M) = (m + 1 / (1 - p)) eta - TO")
    void falseSuspicionsComeAsOftenAndLastAsLongAsTheClosedFormSays() {
        double loss = 0.01;
        long suspicions = 0;
        long events = 0;
        List<Long> mistakes = new ArrayList<>();
        Design design = year(UnsteadyDesignTest.network(Law.constant(MS / 10), loss), 30 * DAY, beat(2_500));
        int trials = 20;
        for (int trial = 0; trial < trials; trial++) {
            TrialRecord record = new Trial(design, 1, trial, TrialOptions.DEFAULT).run();
            DetectionRecord found = record.year().detections().get(0);
            assertThat(found.falseByNetwork()).isEqualTo(found.suspicions());
            suspicions += found.suspicions();
            mistakes.addAll(found.mistakeNanos());
            events += record.events();
        }
        double expected = 2 * trials * 30 * 86_400 * (1 - loss) * loss * loss;
        assertThat((double) suspicions).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        double mean = mistakes.stream().mapToLong(Long::longValue).average().orElseThrow() / 1e9;
        double error = Math.sqrt(loss) / (1 - loss) / Math.sqrt(mistakes.size());
        assertThat(mean).isCloseTo(2 + 1 / (1 - loss) - 2.5, within(4 * error + 0.001));
        // four events for each second, two beats sent and heard
        assertThat(events).isLessThan(trials * 30 * 86_400 * 4L / 25);
    }

    private static double firstSuspicion(Design design, int trial, TrialOptions options) {
        List<Long> said = new ArrayList<>();
        new Trial(design, 1, trial, options).year(new Trace() {
            @Override
            public boolean on() {
                return true;
            }

            @Override
            public void record(long timeNanos, String component, String text) {
                if (timeNanos > 610 * S && text.startsWith("suspects")) {
                    said.add(timeNanos);
                }
            }
        });
        return said.get(0) / 1e9;
    }

    @Test
    @DisplayName("the time of the first false suspicion: Kolmogorov-Smirnov")
    void theFirstFalseSuspicionComesByTheSameLaw() {
        Design design = year(LOSSY, 3_600 * S, beat(2_500));
        sameLaw(
                trial -> firstSuspicion(design, trial, TrialOptions.DEFAULT),
                trial -> firstSuspicion(design, trial, Drilled.EVERY_MESSAGE));
    }

    private static Design drilled(NetworkSpec network, Fault fault, ServiceSpec... services) {
        return Specs.on(network, Specs.design(List.of(services), Specs.probe(S, S, 0.9), Drilled.never(fault)));
    }

    private static double takeover(Design design, int trial, TrialOptions options) {
        return Drilled.run(design, trial, options).after("vip@b", "takes the address");
    }

    @Test
    @DisplayName("takeover after a crash: the age of the last beat that was heard, Kolmogorov-Smirnov")
    void aCrashFindsTheSameAgesOfBeats() {
        Design design = drilled(LOSSY, new Fault.Crash("a"), beat(3_500));
        sameLaw(
                trial -> takeover(design, trial, TrialOptions.DEFAULT),
                trial -> takeover(design, trial, Drilled.EVERY_MESSAGE));
    }

    @Test
    void aCrashFindsBeatsAtAUniformPhaseAlsoWhereDelaysVary() {
        Design design = drilled(JITTERY, new Fault.Crash("a"), beat(3_500));
        double[] ages = IntStream.range(0, SAMPLES)
                .mapToDouble(trial -> takeover(design, trial, TrialOptions.DEFAULT))
                .toArray();
        Samples.uniform(ages, 2.5 - 0.001, 3.5 + 0.002);
    }

    // --- adverts ---

    @Test
    @DisplayName("VRRP under loss: a backup takes over by mistake once in eta / ((1 - p) p^3)")
    void takeoversByMistakeComeAsOftenAsTheClosedFormSays() {
        double loss = 0.05;
        Design design = year(LOSSY, 10 * DAY, Specs.keepalived(2, S));
        int trials = 20;
        int[] takeovers = new int[1];
        for (int trial = 0; trial < trials; trial++) {
            new Trial(design, 1, trial, TrialOptions.DEFAULT).year(new Trace() {
                @Override
                public boolean on() {
                    return true;
                }

                @Override
                public void record(long timeNanos, String component, String text) {
                    if (timeNanos > 600 * S && text.startsWith("BACKUP -> MASTER (DOWN_TIMER)")) {
                        takeovers[0]++;
                    }
                }
            });
        }
        double expected = trials * 10 * 86_400 * (1 - loss) * loss * loss * loss;
        assertThat((double) takeovers[0]).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    @Test
    void aCrashOfTheMasterIsNoticedByTheSameLaw() {
        Design design = drilled(LOSSY, new Fault.Crash("a"), Specs.keepalived(2, S));
        sameLaw(
                trial -> Drilled.run(design, trial, TrialOptions.DEFAULT).takeover(),
                trial -> Drilled.run(design, trial, Drilled.EVERY_MESSAGE).takeover());
    }

    // --- checks ---

    private static double down(Design design, int trial, TrialOptions options) {
        return Drilled.run(design, trial, options).after("front@lb1", "web@web1 DOWN");
    }

    @Test
    @DisplayName("HAProxy where delays vary: checks drift, so their phase is redrawn; uniform, and by the same law")
    void checksAreFoundAtAUniformPhase() {
        DrillSpec kill = Drilled.never(new Fault.Kill("web@web1"));
        Design design = Specs.on(JITTERY, new HaproxyDesign().drilled(kill));
        double[] phases = IntStream.range(0, SAMPLES)
                .mapToDouble(trial -> down(design, trial, TrialOptions.DEFAULT))
                .toArray();
        Samples.uniform(phases, 4 - 0.01, 6 + 0.03);
        sameLaw(trial -> phases[trial], trial -> down(design, trial, Drilled.EVERY_MESSAGE));
    }

    @Test
    @DisplayName("all checks of a design are entered again together: servers keep their distance in HAProxy's stagger")
    void checksKeepTheirDistances() {
        Design both = Specs.on(
                JITTERY,
                new HaproxyDesign()
                        .drilled(new DrillSpec(
                                "drill",
                                List.of(
                                        new DrillSpec.Step(0, new Fault.Kill("web@web1"), -1, false),
                                        new DrillSpec.Step(0, new Fault.Kill("web@web2"), -1, false)))));
        double[] apart = IntStream.range(0, 50)
                .mapToDouble(trial -> {
                    Drilled drilled = Drilled.run(both, trial, TrialOptions.DEFAULT);
                    return Math.abs(
                            drilled.after("front@lb1", "web@web1 DOWN") - drilled.after("front@lb1", "web@web2 DOWN"));
                })
                .toArray();
        assertThat(Arrays.stream(apart).max().orElseThrow()).isLessThan(1.5);
        assertThat(Arrays.stream(apart).min().orElseThrow()).isGreaterThan(0.5);
    }

    @Test
    @DisplayName("a database whose delays vary: the manager's pings keep their grid, and a promotion takes as long")
    void aPromotionTakesAsLong() {
        Design design =
                Specs.on(JITTERY, Mariadb.async().writesPerSecond(0).failures(3).drill(new Fault.Crash("a")));
        double[] gone = IntStream.range(0, SAMPLES)
                .mapToDouble(trial ->
                        Drilled.run(design, trial, TrialOptions.DEFAULT).after("db", "primary a is gone"))
                .toArray();
        Samples.uniform(gone, 3 - 0.01, 4 + 0.01);
        sameLaw(
                trial -> gone[trial],
                trial -> Drilled.run(design, trial, Drilled.EVERY_MESSAGE).after("db", "primary a is gone"));
    }

    // --- events ---

    @Test
    @DisplayName("a year with chance costs no more than what happens in it")
    void yearsWithChanceAreShort() {
        Design database = Mariadb.async().writesPerSecond(0).drill(new Fault.Crash("a"));
        ServiceSpec[] pair = database.services().toArray(ServiceSpec[]::new);
        assertThat(new Trial(year(JITTERY, 365 * DAY, pair), 1, 0, TrialOptions.DEFAULT)
                        .run()
                        .events())
                .isLessThan(20_000);
        NetworkSpec rare = UnsteadyDesignTest.network(Law.constant(MS / 10), 0.001);
        for (ServiceSpec service : List.of(beat(3_500), Specs.keepalived(2, S))) {
            assertThat(new Trial(year(rare, 365 * DAY, service), 1, 0, TrialOptions.DEFAULT)
                            .run()
                            .events())
                    .isLessThan(10_000);
            assertThat(new Trial(year(JITTERY, 365 * DAY, service), 1, 0, TrialOptions.DEFAULT)
                            .run()
                            .events())
                    .isLessThan(10_000);
        }
    }
}
