package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.fault.Fault.Traffic;
import dev.nines.measure.Outage;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.KeepalivedSpec;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.inference.BinomialTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md, behaviours 1 and 2: two owners of one address, and what healing costs. */
class VrrpSplitBrainTest {
    private static final String TWO_OWNERS = "vip-single-owner";
    private static final double HEALED = 60;
    /** b advertises 0.609375 of a period after a; the black hole needs a heal between b's advert and a's. */
    private static final double BLACK_HOLE_SHARE = 1 - 0.609375;

    private static Design design(KeepalivedSpec keepalived, long probeInterval, DrillSpec drill) {
        return Specs.design(
                List.of(keepalived, Specs.web("vip", "a", "b")), Specs.probe(probeInterval, S, 0.9, "web"), drill);
    }

    private static Design pair(DrillSpec drill) {
        return design(Specs.keepalived(2, S), 10 * MS, drill);
    }

    /** Length of the outage that begins at the heal, 0 if there is none. */
    private static double blackHole(Drilled drilled) {
        long heal = drilled.record.faultNanos() + (long) (HEALED * 1e9);
        return drilled.outages().stream()
                        .filter(outage -> outage.startNanos() > heal - S)
                        .mapToLong(Outage::lengthNanos)
                        .sum()
                / 1e9;
    }

    private static double pValueOfShare(double[] blackHoles) {
        int seen = (int) Arrays.stream(blackHoles).filter(length -> length > 0).count();
        return BinomialTest.withDefaults()
                .test(blackHoles.length, seen, BLACK_HOLE_SHARE)
                .getPValue();
    }

    @Test
    void keepalivedKilledWithItsChildLeavesTheAddressBehind() {
        Design design = pair(Drilled.never(new Fault.Kill("vip@a")));
        double[] stray = Drilled.each(design, 200, drilled -> {
            assertThat(drilled.takeover()).isBetween(2.609375, 3.6095);
            assertThat(drilled.outages()).isEmpty();
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            return drilled.strayFailures();
        });
        Samples.within(stray, 0, 2);
    }

    @Test
    void aCrashHasNoTwoOwners() {
        Design design = pair(Drilled.repaired(new Fault.Crash("a"), 60 * S));
        Drilled.each(design, 50, drilled -> {
            assertThat(drilled.record.violations()).isEmpty();
            return 0;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 200})
    void aHealedSilentCutLeavesABlackHoleUnlessTheBackupSpeaksFirst(long advertIntMillis) {
        int version = advertIntMillis == 1_000 ? 2 : 3;
        KeepalivedSpec keepalived = Specs.keepalived(version, advertIntMillis * MS);
        Design design = design(keepalived, 200 * MS, Drilled.repaired(new Fault.SilentCut("a"), 60 * S));
        double[] blackHoles = Drilled.each(design, 2_000, drilled -> {
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            assertThat(drilled.said(HEALED, "vip@b", "MASTER -> BACKUP")).isTrue();
            return blackHole(drilled);
        });
        assertThat(pValueOfShare(blackHoles)).isGreaterThan(Samples.REFUTED);
        double[] seen = Arrays.stream(blackHoles).filter(length -> length > 0).toArray();
        Samples.within(seen, 22.5, 53.5);
        assertThat(Arrays.stream(seen).average().orElseThrow()).isBetween(36.0, 40.0);
    }

    @Test
    void whoSpeaksFirstAfterTheHealDecides() {
        Design design = pair(Drilled.repaired(new Fault.SilentCut("a"), 60 * S));
        Drilled.each(design, 60, drilled -> {
            boolean answered = drilled.said(HEALED, "vip@a", "heard a lower priority");
            assertThat(blackHole(drilled) > 0).isEqualTo(!answered);
            return 0;
        });
    }

    @Test
    void garpMasterRefreshBoundsTheBlackHole() {
        KeepalivedSpec refreshed = Specs.keepalived(2, S, true, 10 * S);
        Design design = design(refreshed, 100 * MS, Drilled.repaired(new Fault.SilentCut("a"), 60 * S));
        double[] blackHoles = Drilled.each(design, 1_000, VrrpSplitBrainTest::blackHole);
        Samples.within(blackHoles, 0, 10.2);
        assertThat(Arrays.stream(blackHoles).max().orElseThrow()).isGreaterThan(8);
    }

    @Test
    void aPartitionOfVrrpAloneIsNotSeenUntilItHeals() {
        Fault fault = new Fault.Partition("a", "b", false, Traffic.VRRP);
        Design design = design(Specs.keepalived(2, S), 100 * MS, Drilled.repaired(fault, 60 * S));
        double[] blackHoles = Drilled.each(design, 2_000, drilled -> {
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            assertThat(drilled.outages())
                    .allMatch(outage -> outage.startNanos() > drilled.record.faultNanos() + 59 * S);
            return blackHole(drilled);
        });
        assertThat(pValueOfShare(blackHoles)).isGreaterThan(Samples.REFUTED);
    }

    @Test
    void aBackupThatDoesNotHearTheMasterSharesTheAddressWithIt() {
        Design design = pair(Drilled.repaired(new Fault.Partition("a", "b", true, Traffic.VRRP), 60 * S));
        double[] failed = Drilled.each(design, 100, drilled -> {
            assertThat(drilled.takeover()).isBetween(2.609375, 3.6095);
            assertThat(drilled.said(0, "vip@a", "heard a lower priority")).isTrue();
            assertThat(drilled.said(0, "vip@a", "MASTER -> BACKUP")).isFalse();
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            assertThat(drilled.outages()).isEmpty();
            return drilled.strayFailures();
        });
        Samples.within(failed, 0, 6);
    }

    @Test
    void aMasterThatDoesNotHearItsBackupNoticesNothing() {
        Design design = pair(Drilled.repaired(new Fault.Partition("b", "a", true, Traffic.VRRP), 60 * S));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.said(0, "vip@b", "BACKUP -> MASTER")).isFalse();
            assertThat(drilled.record.violations()).isEmpty();
            assertThat(drilled.service().failedProbes()).isZero();
            return 0;
        });
    }

    @Test
    void aMasterThatCannotSendIsReplacedAndClientsFollow() {
        Design design = pair(Drilled.never(new Fault.Partition("a", "", true, Traffic.ALL)));
        double[] more = Drilled.each(design, 100, drilled -> {
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            assertThat(drilled.outages()).hasSize(1);
            return drilled.outage() - drilled.takeover();
        });
        Samples.within(more, -0.020, 0.020);
    }

    @Test
    void anOperatorWhoStartsBothAsMasterMakesTwoOwners() {
        Design design = pair(Drilled.repaired(new Fault.BothMasters("vip"), 60 * S));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.violated(TWO_OWNERS)).isTrue();
            assertThat(drilled.outages())
                    .allMatch(outage -> outage.startNanos() > drilled.record.faultNanos() + 59 * S);
            return 0;
        });
    }
}
