package dev.nines.model;

import static dev.nines.model.Mariadb.step;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import org.junit.jupiter.api.Test;

/** mysql-replication.md, section 6, invariants 7 and 12: an old primary that lives on, and one that returns. */
class MysqlSplitBrainTest {
    private static final String TWO_WRITERS = "single-writer";
    private static final Fault CUT = new Fault.SilentCut("a");
    private static final Fault CRASH = new Fault.Crash("a");

    private static double second(Drilled drilled, String violation) {
        return drilled.record.violations().stream()
                .filter(v -> v.name().equals(violation))
                .mapToDouble(v -> (v.timeNanos() - drilled.record.faultNanos()) / 1e9)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPrimaryThatIsCutOffStaysWritable() {
        Design design = Mariadb.async().drill(CUT);
        Drilled.each(design, 30, drilled -> {
            assertThat(second(drilled, TWO_WRITERS)).isCloseTo(drilled.after("db", "b is primary"), within(1e-9));
            return 0;
        });
    }

    @Test
    void aCrashedPrimaryIsNoSecondWriterNotEvenOnItsReturn() {
        Design design = Mariadb.async().drill(step(0, CRASH, 60 * S));
        Drilled.each(design, 30, drilled -> {
            assertThat(drilled.said(60, "db@a", "started")).isTrue();
            assertThat(drilled.violated(TWO_WRITERS)).isFalse();
            return 0;
        });
    }

    @Test
    void aHungPrimaryIsASecondWriterFromItsReturnAndWhatItCommitsIsGone() {
        Design design = Mariadb.async().drill(step(0, new Fault.Hang("db@a"), 20 * S));
        Drilled.each(design, 20, drilled -> {
            assertThat(second(drilled, TWO_WRITERS)).isCloseTo(20, within(1e-6));
            // What had reached it is committed when it continues; the address has left it, so no client hears of it.
            assertThat(drilled.service().losses().inDoubt()).isGreaterThan(50);
            assertThat(drilled.service().losses().resurrected()).isZero();
            assertThat(drilled.service().losses().lost()).isLessThanOrEqualTo(3);
            return 0;
        });
    }

    @Test
    void theOldPrimaryMustNotRejoinBeforeItIsReseeded() {
        Design design = Mariadb.semiSync()
                .writesPerSecond(20)
                .drill(step(0, CRASH, 60 * S), step(600 * S, new Fault.Crash("b"), 60 * S));
        Drilled.each(design, 10, drilled -> {
            assertThat(drilled.after("db", "b is primary")).isLessThan(7);
            assertThat(drilled.said(7, "db", "a is primary"))
                    .as("holds writes that nobody else has")
                    .isFalse();
            assertThat(drilled.outage()).as("b alone: until it is back").isBetween(80.0, 100.0);
            return 0;
        });
    }

    @Test
    void aReseededOldPrimaryIsPromotedAgain() {
        Design design = Mariadb.semiSync()
                .writesPerSecond(20)
                .drill(step(0, CRASH, 60 * S), step(3_000 * S, new Fault.Crash("b"), -1));
        Drilled.each(design, 10, drilled -> {
            double started = drilled.after("db@a", "started");
            assertThat(drilled.after("db@a", "data copied anew")).isCloseTo(started + 1_800, within(1e-6));
            assertThat(drilled.said(3_000, "db", "a is primary")).isTrue();
            assertThat(drilled.service().losses().lost()).isZero();
            assertThat(drilled.outages()).hasSize(2);
            assertThat(drilled.outage()).isBetween(10.0, 12.5);
            return 0;
        });
    }

    @Test
    void anOperatorWhoMakesBothWritableIsSeen() {
        Design design = Mariadb.async().drill(step(0, new Fault.BothMasters("db"), 60 * S));
        Drilled.each(design, 5, drilled -> {
            assertThat(second(drilled, TWO_WRITERS)).isZero();
            return 0;
        });
    }

    @Test
    void theThirdServerFollowsTheNewPrimaryAndReplacesItInTurn() {
        Design design = Mariadb.semiSync()
                .nodes("a", "b", "c")
                .drill(step(0, CRASH, -1), step(60 * S, new Fault.Crash("b"), -1));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.after("db@b", "semi-sync ON")).isLessThan(7);
            assertThat(drilled.said(60, "db", "c is primary")).isTrue();
            assertThat(drilled.service().losses().lost()).isZero();
            assertThat(drilled.outage()).isBetween(10.0, 12.5);
            return 0;
        });
    }

    @Test
    void withoutAReplicaNobodyIsPromoted() {
        Design design = Mariadb.async().drill(step(0, new Fault.Crash("b"), -1), step(30 * S, CRASH, 60 * S));
        Drilled.each(design, 5, drilled -> {
            assertThat(drilled.said(0, "db", "b is primary")).isFalse();
            assertThat(drilled.outage()).isBetween(79.9, 82.5);
            assertThat(drilled.service().losses().lost()).isZero();
            return 0;
        });
    }
}
