package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.fault.Fault.Traffic;
import dev.nines.measure.Phases;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.ProbeSpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md, formula table: the rows of VRRP crash, linkcut, silentcut, sigterm and kill9parent. */
class VrrpTakeoverTest {
    /** Down_Interval of priority 100 at one advert per second: 3 + 156/256 s. */
    private static final double DOWN = 3.609375;

    private static final double SKEW = 0.609375;
    /** An advert travels 0.1 ms. */
    private static final double DELAY = 0.0001;

    private static Design design(int version, long advertInt, long probeInterval, DrillSpec drill) {
        return Specs.design(
                List.of(Specs.keepalived(version, advertInt), Specs.web("vip", "a", "b")),
                Specs.probe(probeInterval, S, 0.9, "web"),
                drill);
    }

    private static Design pair(DrillSpec drill) {
        return design(2, S, 10 * MS, drill);
    }

    /** Few probes: for laws of machines. */
    private static Design sparse(DrillSpec drill) {
        return design(2, S, 500 * MS, drill);
    }

    @Test
    void aCrashedMasterIsReplacedAfterThreeAdvertsAndSkewLessThePhase() {
        double[] takeover = Drilled.each(sparse(Drilled.never(new Fault.Crash("a"))), 10_000, Drilled::takeover);
        Samples.uniform(takeover, DOWN - 1 + DELAY, DOWN + DELAY);
    }

    @Test
    void theLawIsTheSameWhenEveryMessageIsSimulated() {
        double[] takeover = Drilled.each(
                sparse(Drilled.never(new Fault.Crash("a"))), 1_000, Drilled.EVERY_MESSAGE, Drilled::takeover);
        Samples.uniform(takeover, DOWN - 1 + DELAY, DOWN + DELAY);
    }

    @Test
    void skippingChangesNothingInAnyTrial() {
        Design design = design(2, S, 50 * MS, Drilled.repaired(new Fault.Crash("a"), 60 * S));
        IntStream.range(0, 200).parallel().forEach(trial -> {
            Drilled skipped = Drilled.run(design, trial);
            Drilled full = Drilled.run(design, trial, Drilled.EVERY_MESSAGE);
            assertThat(skipped.outages()).isEqualTo(full.outages());
            assertThat(skipped.transcript()).isEqualTo(full.transcript());
        });
    }

    /** Each a takeover of another kind, with a return that moves the address, a neighbour table or connections. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Fault.SilentCut("a"), Connections.NEW),
                Arguments.of(new Fault.CableCut("a"), Connections.NEW),
                Arguments.of(new Fault.Kill("web@a"), Connections.NEW),
                Arguments.of(new Fault.Kill("vip@a"), Connections.NEW),
                Arguments.of(new Fault.Hang("vip@a"), Connections.NEW),
                Arguments.of(new Fault.Partition("a", "b", false, Traffic.VRRP), Connections.NEW),
                Arguments.of(new Fault.Stop("vip@a"), Connections.KEEP_ALIVE),
                Arguments.of(new Fault.Crash("a"), Connections.LONG_LIVED));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void skippingChangesNothingWhateverTheFault(Fault fault, Connections connections) {
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S, Specs.script(2 * S, 2, -60)), Specs.web("vip", "a", "b")),
                new ProbeSpec(List.of("web"), 50 * MS, 16, S, 0.9, connections),
                Drilled.repaired(fault, 100 * S));
        IntStream.range(0, 20).parallel().forEach(trial -> {
            Drilled skipped = Drilled.run(design, trial);
            Drilled full = Drilled.run(design, trial, Drilled.EVERY_MESSAGE);
            assertThat(skipped.outages()).isEqualTo(full.outages());
            assertThat(skipped.transcript()).isEqualTo(full.transcript());
        });
    }

    @Test
    void probesFailFromTheFaultToTheTakeover() {
        Design design = pair(Drilled.never(new Fault.Crash("a")));
        double[] more = Drilled.each(design, 500, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.outages().get(0).causes()).containsExactly("crash a");
            assertThat(drilled.strayFailures()).isZero();
            return drilled.outage() - drilled.takeover();
        });
        Samples.within(more, -0.020, 0.020);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vip@a", "a"})
    void aSignalledMasterResignsAndTheSkewIsAllThatIsLost(String target) {
        double[] outage = Drilled.each(pair(Drilled.never(new Fault.Stop(target))), 200, drilled -> {
            assertThat(drilled.takeover()).isCloseTo(SKEW + DELAY, within(1e-9));
            return drilled.outage();
        });
        Samples.within(outage, SKEW - 0.020, SKEW + 0.020);
    }

    @Test
    void aSilenceIsDetectedByTheTimerAndAResignationAtOnce() {
        Drilled.each(pair(Drilled.never(new Fault.Crash("a"))), 50, drilled -> {
            Phases phases = drilled.outages().get(0).phases();
            assertThat(phases.detectNanos() / 1e9).isCloseTo(drilled.outage(), within(0.020));
            return 0;
        });
        Drilled.each(pair(Drilled.never(new Fault.Stop("vip@a"))), 50, drilled -> {
            Phases phases = drilled.outages().get(0).phases();
            assertThat(phases.detectNanos() / 1e9).isCloseTo(0, within(0.002));
            assertThat(phases.decideNanos() / 1e9).isCloseTo(SKEW, within(0.020));
            return 0;
        });
    }

    @Test
    void versionThreeScalesWithItsInterval() {
        long advertInt = 200 * MS;
        double down = 0.2 * DOWN;
        double[] crash = Drilled.each(
                design(3, advertInt, 100 * MS, Drilled.never(new Fault.Crash("a"))), 3_000, Drilled::takeover);
        Samples.uniform(crash, down - 0.2 + DELAY, down + DELAY);
        double[] term = Drilled.each(
                design(3, advertInt, 10 * MS, Drilled.never(new Fault.Stop("vip@a"))), 100, Drilled::takeover);
        Samples.within(term, 0.2 * SKEW + DELAY - 1e-9, 0.2 * SKEW + DELAY + 1e-9);
    }

    @Test
    void aPulledCableAndASilentCutFollowTheCrashRow() {
        for (Fault fault : List.of(new Fault.CableCut("a"), new Fault.SilentCut("a"))) {
            double[] takeover = Drilled.each(sparse(Drilled.never(fault)), 2_000, Drilled::takeover);
            Samples.uniform(takeover, DOWN - 1 + DELAY, DOWN + DELAY);
            double[] more = Drilled.each(pair(Drilled.never(fault)), 100, d -> d.outage() - d.takeover());
            Samples.within(more, -0.020, 0.020);
        }
    }

    @Test
    void theParentAloneKilledIsASignalToTheChild() {
        Design design = pair(Drilled.never(new Fault.KillParent("vip@a")));
        double[] outage = Drilled.each(design, 200, drilled -> {
            assertThat(drilled.takeover()).isCloseTo(SKEW + DELAY, within(1e-9));
            assertThat(drilled.record.violations()).isEmpty();
            return drilled.outage();
        });
        Samples.within(outage, SKEW - 0.020, SKEW + 0.020);
    }
}
