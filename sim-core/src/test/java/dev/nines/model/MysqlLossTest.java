package dev.nines.model;

import static dev.nines.model.Mariadb.step;
import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.measure.Losses;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec.WaitPoint;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md, behaviours 13 and 14, and mysql-replication.md, sections 4 and 6: which acked writes survive. */
class MysqlLossTest {
    private static final Fault CRASH = new Fault.Crash("a");
    private static final String LOST = "acked-write-lost";
    private static final double WRITES_PER_SECOND = 200;
    private static final double LINK_PER_SECOND = 91;
    private static final Fault SLOW_LINK = new Fault.Rate("a", (long) LINK_PER_SECOND * Mariadb.BITS_PER_TRANSACTION);
    /** Replication alone is cut: the manager and the clients reach both. */
    private static final Fault REPLICATION_CUT = new Fault.Partition("a", "b", false, Fault.Traffic.ALL);

    private static Losses losses(Drilled drilled) {
        return drilled.service().losses();
    }

    @Test
    void asyncLosesNextToNothingOnAHealthyLan() {
        double[] lost = Drilled.each(Mariadb.async().drill(CRASH), 300, drilled -> {
            assertThat(drilled.violated(LOST)).isEqualTo(losses(drilled).lost() > 0);
            assertThat(losses(drilled).lostNanos()).isLessThanOrEqualTo(5 * MS);
            return losses(drilled).lost();
        });
        Samples.within(lost, 0, 3);
    }

    @Test
    void asyncLosesWhatIsOnALongWay() {
        // 50 ms more each way, 200 writes per second: ten are on their way.
        Design design = Mariadb.async().drill(step(0, new Fault.Latency("b", 50 * MS), -1), step(10 * S, CRASH, -1));
        double[] lost = Drilled.each(design, 50, drilled -> losses(drilled).lost());
        Samples.arrivals(lost, 10, 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 8})
    void asyncBehindASlowLinkLosesTheBacklog(long loadSeconds) {
        Design design = Mariadb.async().drill(step(0, SLOW_LINK, -1), step(loadSeconds * S, CRASH, -1));
        double expected = loadSeconds * (1 - LINK_PER_SECOND / WRITES_PER_SECOND);
        double spread = Math.sqrt(loadSeconds * LINK_PER_SECOND) / WRITES_PER_SECOND;
        double[] seconds = Drilled.each(design, 50, drilled -> {
            assertThat(losses(drilled).lostNanos() / 1e9).isCloseTo(expected, within(0.02 + 6 * spread));
            // so many have come since the oldest lost one
            double sent = losses(drilled).lostNanos() / 1e9 * WRITES_PER_SECOND;
            assertThat((double) losses(drilled).lost()).isCloseTo(sent, within(3 + 6 * Math.sqrt(sent)));
            assertThat(drilled.violated(LOST)).isTrue();
            return losses(drilled).lostNanos() / 1e9;
        });
        assertThat(Arrays.stream(seconds).average().orElseThrow())
                .isCloseTo(expected, within(0.02 + 4 * spread / Math.sqrt(50)));
    }

    @Test
    void aLinkThatRecoversCatchesUp() {
        Design design = Mariadb.async().drill(step(0, SLOW_LINK, 5 * S), step(10 * S, CRASH, -1));
        Samples.within(Drilled.each(design, 30, drilled -> losses(drilled).lost()), 0, 3);
    }

    @Test
    void semiSyncIsThrottledByASlowLink() {
        Mariadb pair = Mariadb.semiSync().connections(16);
        double[] refused = Drilled.each(pair.drill(step(0, SLOW_LINK, 8 * S)), 30, drilled -> {
            assertThat(drilled.said(0, "db@a", "semi-sync OFF")).isFalse();
            return drilled.service().failedRequests();
        });
        double expected = 8 * (WRITES_PER_SECOND - LINK_PER_SECOND);
        double spread = Math.sqrt(8 * WRITES_PER_SECOND);
        Samples.within(refused, expected - 20 - 6 * spread, expected + 20 + 6 * spread);
        assertThat(Arrays.stream(refused).average().orElseThrow())
                .isCloseTo(expected, within(20 + 4 * spread / Math.sqrt(30)));
    }

    @Test
    void semiSyncBehindASlowLinkLosesNothingButMayLeaveGhosts() {
        Mariadb pair = Mariadb.semiSync().connections(16);
        Drilled.each(pair.drill(step(0, SLOW_LINK, -1), step(8 * S, CRASH, -1)), 50, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            assertThat(losses(drilled).resurrected()).isBetween(0L, 3L);
            assertThat(losses(drilled).inDoubt())
                    .isGreaterThanOrEqualTo(losses(drilled).resurrected());
            return 0;
        });
    }

    @ParameterizedTest
    @EnumSource(WaitPoint.class)
    void semiSyncLosesNoAckedWrite(WaitPoint waitPoint) {
        Design design =
                Mariadb.semiSync().waitPoint(waitPoint).writesPerSecond(1_000).drill(CRASH);
        double[] ghosts = Drilled.each(design, 60, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            assertThat(drilled.record.violations()).isEmpty();
            return losses(drilled).resurrected();
        });
        Samples.within(ghosts, 0, 3);
        assertThat(Arrays.stream(ghosts).sum())
                .as("on the replica, never acked")
                .isPositive();
    }

    @Test
    void oneLostReplicaStallsCommitsOnceForTheTimeOut() {
        Design design = Mariadb.semiSync().drill(new Fault.Kill("db@b"));
        Drilled.each(design, 30, drilled -> {
            double off = drilled.after("db@a", "semi-sync OFF");
            assertThat(off).isBetween(9.99, 10.08);
            assertThat(drilled.said(off + 0.001, "db@a", "semi-sync")).isFalse();
            assertThat(drilled.service().failedRequests()).isZero();
            double slowest = drilled.service().latencyMicros().getMaxValue() / 1e6;
            assertThat(slowest).isBetween(9.9, 10.1);
            return 0;
        });
    }

    @Test
    void semiSyncReturnsWithItsReplicaWithoutASecondStall() {
        Design design = Mariadb.semiSync().drill(step(0, new Fault.Kill("db@b"), 30 * S), step(60 * S, CRASH, -1));
        Drilled.each(design, 30, drilled -> {
            assertThat(drilled.after("db@a", "semi-sync ON")).isBetween(30.0, 33.0);
            assertThat(drilled.said(10.1, "db@a", "semi-sync OFF")).isFalse();
            assertThat(losses(drilled).lost()).isZero();
            return 0;
        });
    }

    @Test
    void afterTheStallSemiSyncLosesWhatAsyncLoses() {
        for (Mariadb pair : new Mariadb[] {Mariadb.semiSync(), Mariadb.async()}) {
            Design design = pair.drill(step(0, REPLICATION_CUT, -1), step(30 * S, CRASH, -1));
            double[] lost = Drilled.each(design, 20, drilled -> losses(drilled).lost());
            Samples.arrivals(lost, 30 * WRITES_PER_SECOND, 5);
        }
    }

    @Test
    void duringTheStallNothingAckedIsLost() {
        Design design = Mariadb.semiSync().drill(step(0, REPLICATION_CUT, -1), step(9 * S, CRASH, -1));
        Drilled.each(design, 20, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            assertThat(losses(drilled).inDoubt()).isGreaterThan(1_500);
            return 0;
        });
    }
}
