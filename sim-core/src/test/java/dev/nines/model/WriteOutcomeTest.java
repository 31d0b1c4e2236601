package dev.nines.model;

import static dev.nines.model.Mariadb.step;
import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Losses;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.WebServerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** mysql-replication.md, section 6, invariants 1 and 2: what clients are told against what is there afterwards. */
class WriteOutcomeTest {
    /** 50 ms each way to the replica: of 200 writes a second, some twenty wait for their acknowledgement at any time. */
    private static final Fault FAR_REPLICA = new Fault.Latency("b", 50 * MS);

    private static final Fault RESTART = new Fault.Restart("db@a");
    private static final double WAITING = 20;

    private static Losses losses(Drilled drilled) {
        return drilled.service().losses();
    }

    private static long thatWereThere(Drilled drilled) {
        return losses(drilled).resurrected();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsInDoubtAndThere() {
        Design design = Mariadb.semiSync().drill(step(0, FAR_REPLICA, -1), step(10 * S, RESTART, -1));
        double[] inDoubt = Drilled.each(design, 20, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            assertThat(losses(drilled).duplicated()).isZero();
            assertThat(losses(drilled).inDoubt()).isBetween(thatWereThere(drilled), thatWereThere(drilled) + 2);
            return losses(drilled).inDoubt();
        });
        Samples.arrivals(inDoubt, WAITING, 1);
    }

    @Test
    void aClientThatTriesAgainWritesTwice() {
        Design design = Mariadb.semiSync().retries(1_000).drill(step(0, FAR_REPLICA, -1), step(10 * S, RESTART, -1));
        double[] twice = Drilled.each(design, 20, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            return losses(drilled).resurrected() + losses(drilled).duplicated();
        });
        Samples.arrivals(twice, WAITING, 1);
    }

    @Test
    void aRefusedRetryDoesNotUndoTheDoubtOfTheFirstTry() {
        Design design = Mariadb.semiSync().retries(1).drill(step(0, FAR_REPLICA, -1), step(10 * S, RESTART, -1));
        Samples.arrivals(Drilled.each(design, 20, drilled -> losses(drilled).inDoubt()), WAITING, 1);
    }

    @Test
    void aWebServerThatLosesItsDatabaseDoesNotKnowEither() {
        WebServerSpec like = Specs.web("", "w");
        WebServerSpec web = new WebServerSpec(
                "web",
                like.nodes(),
                List.of(80),
                "",
                Mariadb.NAME,
                20 * S,
                like.capacity(),
                like.queue(),
                Law.constant(MS),
                Law.constant(0),
                -1,
                "");
        Design design = Mariadb.semiSync().behind(web).drill(step(0, FAR_REPLICA, -1), step(10 * S, RESTART, -1));
        double[] inDoubt = Drilled.each(design, 20, drilled -> {
            assertThat(losses(drilled).lost()).isZero();
            assertThat(losses(drilled).inDoubt()).isBetween(thatWereThere(drilled), thatWereThere(drilled) + 2);
            return losses(drilled).inDoubt();
        });
        Samples.arrivals(inDoubt, WAITING, 1);
    }

    @Test
    void refusedWritesAreNeitherLostNorInDoubt() {
        Design design = Mariadb.async().drill(step(0, new Fault.Kill("db@a"), -1));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.service().failedRequests()).isGreaterThan(300);
            assertThat(losses(drilled).inDoubt()).isLessThanOrEqualTo(2);
            assertThat(losses(drilled).resurrected()).isLessThanOrEqualTo(1);
            return 0;
        });
    }
}
