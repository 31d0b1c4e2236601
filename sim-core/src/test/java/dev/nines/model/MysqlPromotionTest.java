package dev.nines.model;

import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md, formula table: how long a promotion takes; mysql-replication.md, section 4. */
class MysqlPromotionTest {
    private static final Fault CRASH = new Fault.Crash("a");
    private static final Fault KILL = new Fault.Kill("db@a");
    private static final Fault HANG = new Fault.Hang("db@a");
    /** Flipping read_only, the address and the clients. */
    private static final double ACT = 0.1;
    /** From a ping to its answer: connection and query, 0.1 ms each way. */
    private static final double PING = 0.0004;

    private static final double WRITES_PER_SECOND = 200;
    /** The last write before the fault may be some time before it: longer once in 10^7 trials. */
    private static final double SINCE_LAST_WRITE = 16 / WRITES_PER_SECOND;

    private static double promoted(Drilled drilled) {
        return drilled.after("db", "b is primary");
    }

    private static double detected(Drilled drilled) {
        return drilled.after("db", "primary a is gone");
    }

    @Test
    void asyncRowOutageIsMonitorAndAct() {
        Design design = Mariadb.async().writesPerSecond(0).drill(CRASH);
        double[] promoted = Drilled.each(design, 1_000, MysqlPromotionTest::promoted);
        Samples.uniform(promoted, 3 + ACT - PING, 4 + ACT + PING);
    }

    @Test
    void clientsFollowTheAddress() {
        double[] more = Drilled.each(Mariadb.async().drill(CRASH), 100, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.outages().get(0).causes()).containsExactly("crash a");
            assertThat(drilled.record.violations()).noneMatch(v -> v.name().equals("single-writer"));
            return drilled.outage() - promoted(drilled);
        });
        Samples.within(more, -0.020, 0.020);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "3, 3, 4", "5, 5, 6"})
    void failuresInARowDecide(int failures, double low, double high) {
        Design design = Mariadb.async().writesPerSecond(0).failures(failures).drill(CRASH);
        Samples.uniform(Drilled.each(design, 300, MysqlPromotionTest::detected), low - PING, high + PING);
    }

    @Test
    void aKilledServerRefusesAndIsFoundOneTimeOutEarlier() {
        Design design = Mariadb.semiSync().writesPerSecond(0).drill(KILL);
        double[] promoted = Drilled.each(design, 300, MysqlPromotionTest::promoted);
        Samples.uniform(promoted, 2 + ACT - PING, 3 + ACT + PING);
    }

    @Test
    void semiSyncRowADeadHostCostsTwoSecondsMore() {
        Design design = Mariadb.semiSync().drill(CRASH);
        double[] promoted = Drilled.each(design, 200, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            assertThat(drilled.outage() - promoted(drilled)).isBetween(-0.020, 0.020);
            return promoted(drilled);
        });
        Samples.uniform(promoted, 5 + ACT - PING, 6 + ACT + PING);
    }

    @Test
    void theFirstCommitsOfANewPrimaryDoNotWaitForAReplica() {
        Design design = Mariadb.semiSync().clientTimeout(S).drill(CRASH);
        double[] seconds = Drilled.each(design, 50, drilled -> {
            assertThat(drilled.said(0, "db@b", "semi-sync OFF")).isFalse();
            double failedSeconds = drilled.service().failedRequests() / WRITES_PER_SECOND;
            return failedSeconds - promoted(drilled);
        });
        double spread = Math.sqrt(6 * WRITES_PER_SECOND) / WRITES_PER_SECOND;
        Samples.within(seconds, -1.1 - 6 * spread, 0.02 + 6 * spread);
        assertThat(Arrays.stream(seconds).average().orElseThrow())
                .isBetween(-1.1 - 4 * spread / Math.sqrt(50), 0.02 + 4 * spread / Math.sqrt(50));
    }

    @Test
    void aReseededReplicaSwitchesSemiSyncOn() {
        Design design = Mariadb.semiSync().writesPerSecond(20).drill(Mariadb.step(0, CRASH, 60 * S));
        Drilled.each(design, 10, drilled -> {
            double copied = drilled.after("db@a", "data copied anew");
            assertThat(drilled.after("db@b", "semi-sync ON")).isBetween(copied, copied + 0.01);
            return 0;
        });
    }

    @Test
    void aHungServerIsSilentToo() {
        Design design = Mariadb.semiSync().writesPerSecond(0).drill(HANG);
        double[] promoted = Drilled.each(design, 300, MysqlPromotionTest::promoted);
        Samples.uniform(promoted, 5 + ACT - PING, 6 + ACT + PING);
    }

    /** Row "SQL thread behind by D": detect + max(0, D - detect) + reconnect. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 8, 20})
    void replayOverlapsDetection(long behind) {
        Design lagging = Mariadb.async().applyDelay(behind * S).drill(CRASH);
        Drilled.each(lagging, 50, drilled -> {
            double detect = detected(drilled);
            double drained = Math.max(detect, behind);
            assertThat(promoted(drilled)).isBetween(drained + ACT - SINCE_LAST_WRITE, drained + ACT + 1e-6);
            assertThat(drilled.outage() - promoted(drilled)).isBetween(-0.020, 0.020);
            assertThat(drilled.service().losses().lost()).isLessThanOrEqualTo(3);
            return 0;
        });
    }

    @Test
    void replicaLagAsAFaultDelaysThePromotionAsMuch() {
        Design lagging = Mariadb.async()
                .drill(Mariadb.step(0, new Fault.ReplicaLag("db", 8 * S), -1), Mariadb.step(20 * S, CRASH, -1));
        Drilled.each(lagging, 30, drilled -> {
            assertThat(promoted(drilled)).isBetween(28 + ACT - SINCE_LAST_WRITE, 28 + ACT + 1e-6);
            return 0;
        });
    }
}
