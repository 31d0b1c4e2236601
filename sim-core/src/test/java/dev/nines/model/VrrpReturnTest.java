package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.measure.Outage;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.ProbeSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md, formula table: VRRP return with preempt and with nopreempt; behaviour 5. */
class VrrpReturnTest {
    private static final double REPAIRED = 60;
    /** A host boots for 20 s. */
    private static final double UP = REPAIRED + 20;
    /** Down_Interval of priority 150. */
    private static final double OWN_DOWN = 3.4140625;

    /** A request whose answer is on its way at the fault: its connection notices only when it is used again. */
    private static final long IN_FLIGHT = 1;

    private static final DrillSpec CRASH = Drilled.repaired(new Fault.Crash("a"), 60 * S);
    private static final DrillSpec STOP = Drilled.repaired(new Fault.Stop("vip@a"), 60 * S);

    private static Design design(KeepalivedSpec keepalived, Connections connections, DrillSpec drill) {
        return Specs.design(
                List.of(keepalived, Specs.web("vip", "a", "b")),
                new ProbeSpec(List.of("web"), 10 * MS, 16, S, 0.9, connections),
                drill);
    }

    @Test
    void aReturningMasterWaitsForItsOwnTimerAndPreemptsWithoutOutage() {
        Design design = design(Specs.keepalived(2, S), Connections.NEW, CRASH);
        double[] stray = Drilled.each(design, 300, drilled -> {
            double back = drilled.after("vip@a", "BACKUP -> MASTER");
            assertThat(back).isCloseTo(UP + OWN_DOWN, within(0.001));
            assertThat(drilled.after("vip@b", "MASTER -> BACKUP")).isCloseTo(back, within(0.001));
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.record.violations()).isEmpty();
            return drilled.strayFailures();
        });
        Samples.within(stray, 0, 3);
        assertThat(stray).contains(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cable-cut", "stop"})
    void aCableOrAProcessThatReturnsPreemptsInTheSameWay(String verb) {
        Fault fault = verb.equals("stop") ? new Fault.Stop("vip@a") : new Fault.CableCut("a");
        Design design = design(Specs.keepalived(2, S), Connections.NEW, Drilled.repaired(fault, 60 * S));
        double[] stray = Drilled.each(design, 100, drilled -> {
            double back = drilled.after("vip@a", "BACKUP -> MASTER");
            assertThat(back).isCloseTo(REPAIRED + OWN_DOWN, within(0.001));
            assertThat(drilled.outages()).hasSize(1);
            return drilled.strayFailures();
        });
        Samples.within(stray, 0, 3);
    }

    @Test
    void longLivedConnectionsDieWhenTheAddressReturns() {
        Design design = design(Specs.keepalived(2, S), Connections.LONG_LIVED, STOP);
        Drilled.each(design, 60, drilled -> {
            assertThat(drilled.after("vip@a", "BACKUP -> MASTER")).isCloseTo(REPAIRED + OWN_DOWN, within(0.001));
            assertThat(drilled.outages()).hasSize(2);
            Outage atReturn = drilled.outages().get(1);
            assertThat(atReturn.depth()).isEqualTo(1);
            assertThat(atReturn.lengthNanos())
                    .as("each of 16 connections loses one request")
                    .isBetween(150 * MS, 160 * MS);
            assertThat(drilled.strayFailures()).isBetween(0L, IN_FLIGHT);
            return 0;
        });
    }

    @Test
    void nopreemptNeverMovesBack() {
        for (Connections connections : List.of(Connections.NEW, Connections.LONG_LIVED)) {
            Design design = design(Specs.keepalived(2, S, false, 0), connections, STOP);
            Drilled.each(design, 100, drilled -> {
                assertThat(drilled.said(0, "vip@a", "INIT -> BACKUP")).isTrue();
                assertThat(drilled.said(0, "vip@a", "BACKUP -> MASTER")).isFalse();
                assertThat(drilled.said(0, "vip@b", "MASTER -> BACKUP")).isFalse();
                assertThat(drilled.outages()).hasSize(1);
                assertThat(drilled.strayFailures()).isBetween(0L, IN_FLIGHT);
                return 0;
            });
        }
    }

    @Test
    void theServiceIsUnprotectedUntilTheSpareIsBack() {
        double[] crash =
                Drilled.each(design(Specs.keepalived(2, S), Connections.NEW, CRASH), 40, d -> unprotected(d, UP));
        Samples.within(crash, -0.02, 0.02);
        DrillSpec cut = Drilled.repaired(new Fault.SilentCut("a"), 60 * S);
        double[] silent = Drilled.each(
                design(Specs.keepalived(2, S, true, 10 * S), Connections.NEW, cut), 40, d -> unprotected(d, REPAIRED));
        Samples.within(silent, -0.02, 0.02);
    }

    /** How far the unprotected time is from what lies between the takeover and the return of the spare. */
    private static double unprotected(Drilled drilled, double back) {
        return drilled.service().unprotectedNanos() / 1e9 - (back - drilled.takeover());
    }

    @Test
    void stateMasterDoesNotStartAsMaster() {
        KeepalivedSpec plain = Specs.keepalived(2, S);
        List<KeepalivedSpec.Instance> instances =
                List.of(new KeepalivedSpec.Instance("a", 150, true), new KeepalivedSpec.Instance("b", 100, false));
        Design design = design(Specs.keepalived(plain, instances), Connections.NEW, CRASH);
        Drilled drilled = Drilled.run(design, 0);
        assertThat(drilled.after("vip@a", "BACKUP -> MASTER")).isCloseTo(UP + OWN_DOWN, within(0.001));
    }
}
