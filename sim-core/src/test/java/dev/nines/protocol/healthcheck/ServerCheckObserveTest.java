package dev.nines.protocol.healthcheck;

import static dev.nines.protocol.healthcheck.ServerCheckRig.MS;
import static dev.nines.protocol.healthcheck.ServerCheckRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.healthcheck.ServerCheck.Layer;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Observe;
import dev.nines.protocol.healthcheck.ServerCheckConfig.OnError;
import dev.nines.protocol.healthcheck.ServerCheckRig.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "haproxy-nlb.md section 2, row `10 observed traffic errors`, and section 1 observe / error-limit / on-error")
class ServerCheckObserveTest {

    /** rise 2, fall 3. */
    private static final ServerCheckConfig CONFIG = ServerCheckConfig.defaults().withIntervals(2 * SECOND, 500 * MS, 0);

    @Test
    @DisplayName("fail-check: ten errors in a row are one failed check, and the next check comes after fastinter")
    void failCheck() {
        ServerCheckRig rig = observing(OnError.FAIL_CHECK);
        errors(rig, 9);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.sleepNanos()).isEqualTo(1500 * MS);
        errors(rig, 1);
        assertThat(rig.check.health()).isEqualTo(3);
        assertThat(rig.check.isUp()).isTrue();
        assertThat(rig.sleepNanos()).isEqualTo(500 * MS);
        errors(rig, 20);
        assertThat(rig.downAt).isEqualTo(500 * MS);
    }

    @Test
    @DisplayName("sudden-death: one more failed check marks DOWN")
    void suddenDeath() {
        ServerCheckRig rig = observing(OnError.SUDDEN_DEATH);
        errors(rig, 10);
        assertThat(rig.check.isUp()).isTrue();
        assertThat(rig.check.health()).isEqualTo(2);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.downAt).isEqualTo(SECOND);
    }

    @Test
    @DisplayName("mark-down: DOWN at once")
    void markDown() {
        ServerCheckRig rig = observing(OnError.MARK_DOWN);
        errors(rig, 10);
        assertThat(rig.downAt).isEqualTo(500 * MS);
        assertThat(rig.check.health()).isZero();
    }

    @Test
    @DisplayName("fastinter: only the next check is advanced")
    void fastinter() {
        ServerCheckRig rig = observing(OnError.FASTINTER);
        errors(rig, 10);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.sleepNanos()).isEqualTo(500 * MS);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.clock.now()).isEqualTo(SECOND);
        assertThat(rig.sleepNanos()).as("fastinter is not kept").isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("a check that is due sooner than fastinter is not postponed")
    void neverPostponed() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG.withObserve(Observe.LAYER4, 10, OnError.FASTINTER));
        rig.clock.runUntil(1900 * MS);
        errors(rig, 10);
        assertThat(rig.sleepNanos()).isEqualTo(100 * MS);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.sleepNanos())
                .as("the forced fastinter follows this check")
                .isEqualTo(500 * MS);
    }

    @Test
    @DisplayName("without fastinter a sleeping check is not woken")
    void withoutFastinter() {
        ServerCheckRig rig =
                ServerCheckRig.warm(ServerCheckConfig.defaults().withObserve(Observe.LAYER4, 10, OnError.FAIL_CHECK));
        rig.clock.runUntil(500 * MS);
        errors(rig, 10);
        assertThat(rig.check.health()).isEqualTo(3);
        assertThat(rig.sleepNanos()).isEqualTo(1500 * MS);
    }

    @Test
    @DisplayName("errors must come in a row: a success or a passed check starts the count again")
    void inARow() {
        ServerCheckRig rig = observing(OnError.MARK_DOWN);
        errors(rig, 9);
        rig.check.onTrafficSuccess(Layer.LAYER4);
        errors(rig, 9);
        rig.nextCheck(Server.HEALTHY);
        errors(rig, 9);
        assertThat(rig.check.isUp()).isTrue();
        errors(rig, 1);
        assertThat(rig.check.isUp()).isFalse();
    }

    @Test
    @DisplayName("layer4 ignores bad answers; layer7 counts failed connections, and a mere connection is no success")
    void layers() {
        ServerCheckRig four = observing(OnError.MARK_DOWN);
        for (int k = 0; k < 50; k++) {
            four.check.onTrafficError(Layer.LAYER7);
        }
        assertThat(four.check.isUp()).isTrue();

        ServerCheckRig seven = ServerCheckRig.warm(CONFIG.withObserve(Observe.LAYER7, 10, OnError.MARK_DOWN));
        for (int k = 0; k < 5; k++) {
            seven.check.onTrafficError(Layer.LAYER4);
            seven.check.onTrafficSuccess(Layer.LAYER4);
            seven.check.onTrafficError(Layer.LAYER7);
        }
        assertThat(seven.check.isUp()).isFalse();
    }

    @Test
    @DisplayName("observe off: errors count nothing")
    void off() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        errors(rig, 100);
        assertThat(rig.check.health()).isEqualTo(4);
    }

    @Test
    @DisplayName(
            "a running check takes the observed result: at once with fastinter, at its own end without, never twice")
    void runningCheck() {
        ServerCheckRig fast = ServerCheckRig.warm(CONFIG.withObserve(Observe.LAYER4, 10, OnError.FAIL_CHECK));
        fast.server = Server.SILENT;
        fast.clock.runUntil(2500 * MS);
        errors(fast, 10);
        assertThat(fast.check.isChecking()).isFalse();
        assertThat(fast.check.health()).isEqualTo(3);
        assertThat(fast.sleepNanos()).isEqualTo(500 * MS);

        ServerCheckRig slow =
                ServerCheckRig.warm(ServerCheckConfig.defaults().withObserve(Observe.LAYER4, 10, OnError.FAIL_CHECK));
        slow.server = Server.SILENT;
        slow.clock.runUntil(2500 * MS);
        errors(slow, 10);
        assertThat(slow.check.isChecking()).isTrue();
        slow.clock.runUntil(4 * SECOND);
        assertThat(slow.check.isChecking()).isFalse();
        assertThat(slow.check.health()).isEqualTo(3);
    }

    @Test
    @DisplayName("H3: en1 is DOWN with the fifth failed connect instead of after 10..15 s")
    void h3() {
        ServerCheckConfig plain = ServerCheckConfig.defaults().withIntervals(5 * SECOND, 0, 0);
        ServerCheckRig without = ServerCheckRig.warm(plain);
        without.serverAt(6 * SECOND, Server.REFUSES);
        without.clock.runUntil(60 * SECOND);
        assertThat(without.downAt - 6 * SECOND).isBetween(10 * SECOND, 15 * SECOND);

        ServerCheckRig rig = ServerCheckRig.warm(plain.withObserve(Observe.LAYER4, 5, OnError.MARK_DOWN));
        rig.serverAt(6 * SECOND, Server.REFUSES);
        rig.clock.runUntil(6100 * MS);
        errors(rig, 4);
        assertThat(rig.downAt).isEqualTo(-1);
        errors(rig, 1);
        assertThat(rig.downAt).isEqualTo(6100 * MS);
    }

    private static ServerCheckRig observing(OnError onError) {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG.withObserve(Observe.LAYER4, 10, onError));
        rig.clock.runUntil(500 * MS);
        return rig;
    }

    private static void errors(ServerCheckRig rig, int count) {
        for (int k = 0; k < count; k++) {
            rig.check.onTrafficError(Layer.LAYER4);
        }
    }
}
