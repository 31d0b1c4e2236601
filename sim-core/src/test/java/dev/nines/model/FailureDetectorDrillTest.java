package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.measure.DetectionRecord;
import dev.nines.measure.TrialRecord.YearRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DetectorSpec;
import dev.nines.model.spec.DetectorSpec.Product;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** failure-detectors.md 2 and 4: what the products' detectors do to a pair of nodes when a fault strikes. */
class FailureDetectorDrillTest {
    private static final long MINUTE = 60 * S;

    private static DetectorSpec akka(Product product) {
        return new DetectorSpec.PhiAccrual(product, 8, 1000, 100 * MS, 3 * S, S, 0, S, S, 0);
    }

    private static final DetectorSpec HAZELCAST =
            new DetectorSpec.PhiAccrual(Product.HAZELCAST, 10, 200, 100 * MS, 60 * S, 5 * S, 0, 0, 5 * S, 0);
    private static final DetectorSpec CASSANDRA =
            new DetectorSpec.PhiAccrual(Product.CASSANDRA, 8, 1000, 0, 0, 2 * S, 2 * S, -1, S, 5 * S);
    private static final DetectorSpec FIXED = new DetectorSpec.Fixed(10 * S);

    private static Design design(DetectorSpec detector, long interval, DrillSpec drill) {
        HeartbeatSpec beat = new HeartbeatSpec("vip", List.of("a", "b"), interval, detector);
        return Specs.design(List.of(beat, Specs.web("vip", "a", "b")), Specs.probe(S, S, 0.9, "web"), drill);
    }

    private static DetectionRecord detection(Design design, int trial) {
        return Drilled.run(design, trial).record.detections().get(0);
    }

    private static double[] silences(DetectorSpec detector, long interval, int trials) {
        Design design = design(detector, interval, Drilled.repaired(new Fault.Crash("a"), 10 * MINUTE));
        return Drilled.each(design, trials, drilled -> {
            DetectionRecord record = drilled.record.detections().get(0);
            assertThat(record.suspicions()).isEqualTo(1);
            assertThat(record.falseSuspicions()).isZero();
            double silence = record.silenceNanos().get(0) / 1e9;
            // The last beat was sent before the fault, and 0.1 or 0.2 ms before it was heard.
            assertThat(silence - record.detectionNanos().get(0) / 1e9).isBetween(-0.0002, interval / 1e9);
            return silence;
        });
    }

    @Test
    @DisplayName("silence until suspected: Akka and Pekko 4.523 s and up to 1 s more for the reaper")
    void akkaAndPekko() {
        Samples.within(silences(akka(Product.AKKA), S, 20), 4.522, 5.524);
        Samples.within(silences(akka(Product.PEKKO), S, 10), 4.522, 5.524);
    }

    @Test
    @DisplayName("silence until suspected: Hazelcast 65.58 s and up to 5 s more until its next look")
    void hazelcast() {
        Samples.within(silences(HAZELCAST, 5 * S, 20), 65.57, 70.59);
    }

    @Test
    @DisplayName("silence until suspected: Cassandra 18.421 s at a mean of 1 s and up to 1 s more for the gossip round")
    void cassandra() {
        Samples.within(silences(CASSANDRA, S, 20), 18.420, 19.422);
    }

    @Test
    @DisplayName(
            "Chen: NFD-S detects within shift + interval, uniformly after the shift; NFD-E within margin + interval")
    void chen() {
        Design s = design(new DetectorSpec.ChenS(2 * S), S, Drilled.repaired(new Fault.Crash("a"), MINUTE));
        Samples.uniform(Drilled.each(s, 400, FailureDetectorDrillTest::detected), 2 - 0.001, 3 + 0.001);
        Design e = design(new DetectorSpec.ChenE(500 * MS, 32), S, Drilled.repaired(new Fault.Crash("a"), MINUTE));
        Samples.uniform(Drilled.each(e, 400, FailureDetectorDrillTest::detected), 0.5 - 0.001, 1.5 + 0.001);
    }

    private static double detected(Drilled drilled) {
        return drilled.record.detections().get(0).detectionNanos().get(0) / 1e9;
    }

    @Test
    @DisplayName(
            "a steady window of 1000 equal gaps repeats: the group jumps, and to the nanosecond the same is suspected")
    void steady() {
        for (DetectorSpec detector : List.of(akka(Product.AKKA), CASSANDRA)) {
            Design design = design(detector, S, Drilled.repaired(new Fault.Crash("a"), 10 * MINUTE));
            Drilled jumped = Drilled.run(design, 3);
            Drilled full = Drilled.run(design, 3, Drilled.EVERY_MESSAGE);
            assertThat(jumped.record.detections()).isEqualTo(full.record.detections());
            assertThat(jumped.record.faultNanos()).isEqualTo(full.record.faultNanos());
        }
    }

    @Test
    @DisplayName(
            "observer pause: after 15 s Akka's and the fixed time-out's observer convict the healthy peer until its "
                    + "next beat, and the verdict is that the observer was late")
    void observerPause() {
        for (DetectorSpec detector : List.of(akka(Product.PEKKO), FIXED)) {
            Design design = design(detector, S, Drilled.repaired(new Fault.Pause("vip@b"), 15 * S));
            for (int trial = 0; trial < 10; trial++) {
                DetectionRecord record = detection(design, trial);
                assertThat(record.falseByObserver()).as("trial %d", trial).isEqualTo(1);
                assertThat(record.falseSuspicions()).isEqualTo(1);
                assertThat(record.mistakeNanos().get(0)).isBetween(0L, 2 * S);
                // a, too, has suspected b, and was right: b stood still.
                assertThat(record.suspicions()).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("observer pause: Cassandra's guard of 5 s convicts nobody, nor does Hazelcast's reset of time-stamps")
    void observerPauseGuarded() {
        Design cassandra = design(CASSANDRA, S, Drilled.repaired(new Fault.Pause("vip@b"), 30 * S));
        Design hazelcast = design(HAZELCAST, 5 * S, Drilled.repaired(new Fault.Pause("vip@b"), 50 * S));
        Design longer = design(HAZELCAST, 5 * S, Drilled.repaired(new Fault.Pause("vip@b"), 90 * S));
        for (int trial = 0; trial < 10; trial++) {
            assertThat(detection(cassandra, trial).falseSuspicions()).isZero();
            assertThat(detection(hazelcast, trial).suspicions()).isZero();
            assertThat(detection(longer, trial).falseSuspicions()).isZero();
        }
    }

    @Test
    @DisplayName("target pause of 15 s: Akka suspects, rightly; Cassandra, Hazelcast and a fixed 20 s do not")
    void targetPause() {
        DrillSpec pause = Drilled.repaired(new Fault.Pause("a"), 15 * S);
        for (int trial = 0; trial < 10; trial++) {
            DetectionRecord akka = detection(design(akka(Product.AKKA), S, pause), trial);
            assertThat(akka.suspicions() - akka.falseSuspicions()).isEqualTo(1);
            assertThat(detection(design(CASSANDRA, S, pause), trial).suspicions())
                    .isZero();
            assertThat(detection(design(new DetectorSpec.Fixed(20 * S), S, pause), trial)
                            .suspicions())
                    .isZero();
        }
    }

    @Test
    @DisplayName(
            "one-way cut: with beats that are sent only the deaf side suspects; Akka's must be asked for, so both do")
    void oneWayCut() {
        DrillSpec cut = Drilled.repaired(new Fault.Partition("a", "b", true, Fault.Traffic.ALL), MINUTE);
        Drilled fixed = Drilled.run(design(FIXED, S, cut), 0);
        assertThat(fixed.said(0, "vip@b", "suspects a")).isTrue();
        assertThat(fixed.said(0, "vip@a", "suspects b")).isFalse();
        assertThat(fixed.record.detections().get(0).falseByNetwork()).isEqualTo(1);
        assertThat(fixed.record.detections().get(0).mistakeNanos().get(0)).isBetween(48 * S, 52 * S);
        Drilled akka = Drilled.run(design(akka(Product.AKKA), S, cut), 0);
        assertThat(akka.said(0, "vip@b", "suspects a")).isTrue();
        assertThat(akka.said(0, "vip@a", "suspects b")).isTrue();
    }

    @Test
    @DisplayName(
            "P1, lock-out: at a period of 6 s Akka suspects at each beat for ever; Hazelcast with its settings never")
    void lockOut() {
        // The reaper looks often enough to see each silence of 5.31 to 6 s, and a peer not heard of within 0.1 s
        // counts as heard, so that no shorter gap is learnt at the start.
        DetectorSpec akka =
                new DetectorSpec.PhiAccrual(Product.AKKA, 8, 1000, 100 * MS, 3 * S, S, 0, 100 * MS, 100 * MS, 0);
        assertThat(year(akka, 6 * S, 10 * MINUTE).falseByNetwork()).isBetween(2 * 99L, 2 * 101L);
        DetectorSpec hazelcast =
                new DetectorSpec.PhiAccrual(Product.HAZELCAST, 8, 1000, 100 * MS, 3 * S, S, 0, 0, S, 0);
        assertThat(year(hazelcast, 6 * S, 10 * MINUTE).suspicions()).isZero();
    }

    private static DetectionRecord year(DetectorSpec detector, long interval, long horizon) {
        Design drilled = design(detector, interval, Drilled.never(new Fault.Crash("a")));
        Design years = new Design(
                drilled.name(),
                drilled.title(),
                drilled.inputHash(),
                drilled.hosts(),
                drilled.network(),
                drilled.services(),
                List.of(),
                drilled.probe(),
                List.of(),
                List.of(),
                List.of(),
                drilled.expectedViolations(),
                new RunSpec(horizon, 1, 1),
                List.of());
        YearRecord year = new Trial(years, 1, 0, TrialOptions.DEFAULT).run().year();
        return year.detections().get(0);
    }

    @Test
    @DisplayName("H1, poisoning: one outage of 300 s moves Hazelcast's silence until suspicion from 65.6 s to 189.4 s; "
            + "Akka's does not move")
    void poisoning() {
        Samples.within(second(HAZELCAST, 5 * S, 40 * MINUTE / 6, 5), 189.3, 194.5 + 1);
        Samples.within(second(akka(Product.AKKA), S, 40 * MINUTE / 6, 5), 4.4, 5.9);
    }

    /** Silence until the second suspicion, after an outage of 300 s and some time. */
    private static double[] second(DetectorSpec detector, long interval, long later, int trials) {
        Fault cut = new Fault.SilentCut("a");
        DrillSpec drill = new DrillSpec(
                "twice",
                List.of(
                        new DrillSpec.Step(0, cut, 300 * S, false),
                        new DrillSpec.Step(later, new Fault.Crash("a"), 10 * MINUTE, false)));
        double[] silences = new double[trials];
        for (int trial = 0; trial < trials; trial++) {
            List<Long> all = new ArrayList<>(
                    detection(design(detector, interval, drill), trial).silenceNanos());
            silences[trial] = all.get(all.size() - 1) / 1e9;
        }
        return silences;
    }

    @Test
    @DisplayName("C1: a Cassandra peer whose gaps are all above 2 s keeps the made-up mean of 2 s: 36.84 s of silence")
    void madeUpMean() {
        Samples.within(silences(CASSANDRA, 2_500 * MS, 5), 36.83, 36.85 + 1);
    }

    @Test
    @DisplayName("a peer never heard of: Cassandra never suspects it, the others one time-out after they began to wait")
    void neverHeardOf() {
        DrillSpec restart = new DrillSpec(
                "alone",
                List.of(
                        new DrillSpec.Step(0, new Fault.Crash("a"), 30 * MINUTE, false),
                        new DrillSpec.Step(5 * MINUTE, new Fault.Kill("vip@b"), 10 * S, false)));
        assertThat(Drilled.run(design(CASSANDRA, S, restart), 0).said(6 * 60, "vip@b", "suspects a"))
                .isFalse();
        for (DetectorSpec detector : List.of(akka(Product.AKKA), HAZELCAST, FIXED)) {
            long interval = detector == HAZELCAST ? 5 * S : S;
            assertThat(Drilled.run(design(detector, interval, restart), 0).said(300, "vip@b", "suspects a"))
                    .as("%s", detector)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("a loss of 100 % is a cut: it is suspected, trusted again after the repair, and the drill ends")
    void lossOfEverything() {
        DrillSpec loss = Drilled.repaired(new Fault.Loss("a", 1), MINUTE);
        DetectionRecord record = detection(design(FIXED, S, loss), 0);
        assertThat(record.falseByNetwork()).isEqualTo(2);
        assertThat(record.mistakeNanos()).hasSize(2);
    }
}
