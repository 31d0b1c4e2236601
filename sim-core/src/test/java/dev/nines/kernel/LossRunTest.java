package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** failure-detectors.md, section 3: the run of losses that a fixed time-out does not stand. */
class LossRunTest {
    private static final int DRAWS = 40_000;

    private static double mean(double loss, int length) {
        return (1 - Math.pow(loss, length)) / ((1 - loss) * Math.pow(loss, length));
    }

    @ParameterizedTest
    @CsvSource({"0.5,1", "0.5,3", "0.1,2", "0.01,3", "0.9,5", "0.001,4"})
    @DisplayName("on average after (1 - p^k) / ((1 - p) p^k) messages, within four standard errors")
    void meanIsTheClosedForm(double loss, int length) {
        LossRun run = new LossRun(loss, length);
        RandomStream stream = new RandomStream(1, "run", "of losses");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double messages = run.messagesAt(0, stream.nextDouble());
            sum += messages;
            squares += messages * messages;
        }
        double drawn = sum / DRAWS;
        double error = Math.sqrt((squares / DRAWS - drawn * drawn) / DRAWS);
        assertThat(drawn).isCloseTo(mean(loss, length), within(4 * error + 1e-9));
    }

    /** P(complete after at most n messages), by running the chain itself. */
    private static double completeWithin(double loss, int length, int run, int messages) {
        if (run == length) {
            return 1;
        }
        return messages == 0
                ? 0
                : loss * completeWithin(loss, length, run + 1, messages - 1)
                        + (1 - loss) * completeWithin(loss, length, 0, messages - 1);
    }

    @ParameterizedTest
    @CsvSource({"0.3,3,0", "0.3,3,2", "0.6,2,1", "0.05,4,3"})
    @DisplayName("the draw is the inverse of the law: just below and above each of its steps")
    void inverseTransform(double loss, int length, int run) {
        LossRun law = new LossRun(loss, length);
        for (int messages = 1; messages <= 16; messages++) {
            double survives = 1 - completeWithin(loss, length, run, messages);
            assertThat(law.messagesAt(run, survives * (1 + 1e-9))).isLessThanOrEqualTo(messages);
            assertThat(law.messagesAt(run, survives * (1 - 1e-9))).isGreaterThan(messages);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.3,3", "0.6,2", "0.05,4"})
    @DisplayName("known when the run is complete: the loss of the next message by Bayes")
    void lossGiven(double loss, int length) {
        LossRun law = new LossRun(loss, length);
        for (int left = 1; left <= 16; left++) {
            for (int run = 0; run < length; run++) {
                double all = exactly(loss, length, run, left);
                if (all > 0) {
                    double lost = loss * exactly(loss, length, run + 1, left - 1);
                    assertThat(law.lossGiven(run, left)).isCloseTo(lost / all, within(1e-9));
                }
            }
        }
        assertThat(law.lossGiven(0, 1_000_000)).isEqualTo(law.lossGiven(0, Long.MAX_VALUE));
    }

    private static double exactly(double loss, int length, int run, int messages) {
        if (run == length) {
            return messages == 0 ? 1 : 0;
        }
        return messages == 0
                ? 0
                : loss * exactly(loss, length, run + 1, messages - 1)
                        + (1 - loss) * exactly(loss, length, 0, messages - 1);
    }

    @Test
    @DisplayName("runs that are hardly ever complete: nothing cancels, and beyond all time is never")
    void rareRuns() {
        double rate = Math.pow(1e-3, 4) * (1 - 1e-3);
        assertThat(new LossRun(1e-3, 4).messagesAt(0, 0.5) * rate).isCloseTo(Math.log(2), within(1e-6));
        assertThat(new LossRun(1e-6, 100).messagesAt(0, 0.5)).isEqualTo(Long.MAX_VALUE);
        assertThat(new LossRun(1e-6, 100).lossGiven(99, 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("first the run, then the messages that lead to it: each is lost as often as it should be")
    void drawingTheRunFirstIsTheSameLaw() {
        LossRun law = new LossRun(0.3, 3);
        RandomStream stream = new RandomStream(1, "run", "first");
        long messages = 0;
        long lost = 0;
        for (int cycle = 0; cycle < DRAWS; cycle++) {
            int run = 0;
            for (long left = law.messagesAt(0, stream.nextDouble()); left > 0; left--) {
                boolean isLost = stream.nextDouble() < law.lossGiven(run, left);
                run = isLost ? run + 1 : 0;
                assertThat(run == 3).isEqualTo(left == 1);
                messages++;
                lost += isLost ? 1 : 0;
            }
        }
        // Wald: over whole cycles too the share of losses is p
        assertThat((double) lost / messages).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / messages)));
    }

    @Test
    void impossibleRunsAreRefused() {
        assertThatThrownBy(() -> new LossRun(0, 3)).hasMessageContaining("loss 0.0");
        assertThatThrownBy(() -> new LossRun(0.5, 0)).hasMessageContaining("length 0");
    }
}
