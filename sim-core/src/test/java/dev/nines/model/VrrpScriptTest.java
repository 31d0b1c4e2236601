package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.measure.Outage;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec.TrackScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** measured-behaviour.md: the script rows of the formula table, behaviours 3, 4 and 19. */
class VrrpScriptTest {
    private static final double DOWN = 3.609375;
    private static final double SKEW = 0.609375;
    private static final double DELAY = 0.0001;
    /** 150 - 60 is less than 100. */
    private static final int WEIGHT = -60;

    private static Design design(TrackScript script, long probeInterval, DrillSpec drill) {
        return Specs.design(
                List.of(Specs.keepalived(2, S, script), Specs.web("vip", "a", "b")),
                Specs.probe(probeInterval, S, 0.9, "web"),
                drill);
    }

    private static Design killed(TrackScript script, long probeInterval) {
        return design(script, probeInterval, Drilled.never(new Fault.Kill("web@a")));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 3", "2, 2", "2, 3"})
    void withoutWeightAFailingScriptCostsItsRunsAndTheSkew(int interval, int fall) {
        TrackScript script = Specs.script(interval * S, fall, 0);
        double least = (fall - 1) * interval + SKEW;
        double[] takeover = Drilled.each(killed(script, 250 * MS), 1_500, Drilled::takeover);
        Samples.uniform(takeover, least + DELAY, least + interval + DELAY);
        double[] outage = Drilled.each(killed(script, 10 * MS), 60, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            return drilled.outage() - drilled.takeover();
        });
        Samples.within(outage, -0.020, 0.020);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 3", "2, 2", "2, 3"})
    void withAWeightTheBackupWaitsForItsOwnTimer(int interval, int fall) {
        TrackScript script = Specs.script(interval * S, fall, WEIGHT);
        Design design = killed(script, 250 * MS);
        double[] found = Drilled.each(design, 1_500, drilled -> drilled.after("alive@a", "KO"));
        Samples.uniform(found, (fall - 1) * interval, fall * interval);
        double[] waited = Drilled.each(design, 1_500, drilled -> drilled.takeover() - drilled.after("alive@a", "KO"));
        Samples.uniform(waited, DOWN - 1 + DELAY, DOWN + DELAY); // whatever stood between runs and adverts
        double[] outage = Drilled.each(killed(script, 10 * MS), 60, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            return drilled.outage() - drilled.takeover();
        });
        Samples.within(outage, -0.020, 0.020);
    }

    @Test
    void aWeightedScriptIsSlowerThanACrashOfTheHost() {
        Design weighted = killed(Specs.script(2 * S, 2, WEIGHT), 10 * MS);
        Samples.within(Drilled.each(weighted, 150, Drilled::outage), 2 + DOWN - 1 - 0.02, 4 + DOWN + 0.02);
        Design fault = killed(Specs.script(2 * S, 2, 0), 10 * MS);
        Samples.within(Drilled.each(fault, 150, Drilled::outage), 2.55, 4.65);
    }

    @Test
    void aRefusedScriptTracksNothing() {
        TrackScript refused = new TrackScript("alive", "web", S, S, 1, 2, WEIGHT, false, MS, true);
        Drilled.each(killed(refused, 10 * MS), 20, drilled -> {
            assertThat(drilled.said(0, "vip@b", "BACKUP -> MASTER")).isFalse();
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.outages().get(0).end()).isEqualTo(Outage.End.INFINITE);
            return 0;
        });
    }

    @Test
    void theDeathOfHaproxyIsWorseThanThatOfItsHost() {
        TrackScript script = new TrackScript("alive", "front", 2 * S, 2 * S, 1, 2, WEIGHT, false, MS, false);
        double[] process = Drilled.each(stack(script, new Fault.Kill("front@a")), 100, Drilled::outage);
        Samples.within(process, 2 + DOWN - 1 - 0.02, 4 + DOWN + 0.02); // 5.0 to 6.9 s were measured
        double[] host = Drilled.each(stack(script, new Fault.Crash("a")), 100, Drilled::outage);
        Samples.within(host, DOWN - 1 - 0.02, DOWN + 0.02);
    }

    private static Design stack(TrackScript script, Fault fault) {
        return Specs.design(
                List.of(
                        Specs.keepalived(2, S, script),
                        Specs.web("", "c", "d"),
                        Specs.haproxy("vip", HaproxySpec.CheckType.TCP, 2 * S, 0, 3, -1, 5 * S, "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "front"),
                Drilled.never(fault));
    }
}
