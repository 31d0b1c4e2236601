package dev.nines.protocol.healthcheck;

import static dev.nines.protocol.healthcheck.ServerCheckRig.MS;
import static dev.nines.protocol.healthcheck.ServerCheckRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.healthcheck.ServerCheck.State;
import dev.nines.protocol.healthcheck.ServerCheckConfig.InitState;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Type;
import dev.nines.protocol.healthcheck.ServerCheckRig.Server;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 2, health check machine")
class ServerCheckTableTest {

    /** rise 2, fall 3: the counter runs from 0 to 4. */
    private static final ServerCheckConfig CONFIG =
            ServerCheckConfig.defaults().withIntervals(2 * SECOND, 500 * MS, 5 * SECOND);

    @Test
    @DisplayName("UP full, pass: stays, interval = inter")
    void upFullPass() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.state()).isEqualTo(State.UP);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.sleepNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("UP full, fail: h-1, interval = fastinter, UP going down")
    void upFullFail() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.state()).isEqualTo(State.GOING_DOWN);
        assertThat(rig.check.health()).isEqualTo(3);
        assertThat(rig.check.isUp()).isTrue();
        assertThat(rig.sleepNanos()).isEqualTo(500 * MS);
    }

    @Test
    @DisplayName("UP full, fail with fall 1: DOWN")
    void upFullFailWithFallOne() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG.withRiseFall(2, 1));
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        assertThat(rig.downAt).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("UP going down, pass: h = max")
    void goingDownPass() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        rig.nextCheck(Server.REFUSES);
        rig.nextCheck(Server.REFUSES);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.check.state()).isEqualTo(State.UP);
        assertThat(rig.sleepNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("UP going down, fail: h-1; below rise h = 0 and mark DOWN, interval = downinter")
    void goingDownFail() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        rig.nextCheck(Server.REFUSES);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.health()).isEqualTo(2);
        assertThat(rig.check.isUp()).isTrue();
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.health()).isZero();
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        assertThat(rig.downAt).isEqualTo(3 * SECOND);
        assertThat(rig.sleepNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    @DisplayName("DOWN, fail: stays, interval = downinter")
    void downFail() {
        ServerCheckRig rig = down(CONFIG);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        assertThat(rig.sleepNanos()).isEqualTo(5 * SECOND);
        assertThat(rig.downAt).as("marked once").isEqualTo(3 * SECOND);
    }

    @Test
    @DisplayName("DOWN, pass: h+1, interval = fastinter; at rise h = max and mark UP")
    void downPass() {
        ServerCheckRig rig = down(CONFIG);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.state()).isEqualTo(State.GOING_UP);
        assertThat(rig.check.health()).isEqualTo(1);
        assertThat(rig.sleepNanos()).isEqualTo(500 * MS);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.check.state()).isEqualTo(State.UP);
        assertThat(rig.upAt).isEqualTo(8_500 * MS);
        assertThat(rig.sleepNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("DOWN going up, fail: h = 0")
    void goingUpFail() {
        ServerCheckRig rig = down(CONFIG.withRiseFall(3, 3));
        rig.nextCheck(Server.HEALTHY);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.health()).isEqualTo(2);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.health()).isZero();
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        assertThat(rig.upAt).isEqualTo(-1);
    }

    @Test
    @DisplayName("section 1: fastinter and downinter default to inter")
    void intervalsDefaultToInter() {
        ServerCheckRig rig = ServerCheckRig.warm(ServerCheckConfig.defaults());
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.sleepNanos()).isEqualTo(2 * SECOND);
        rig.nextCheck(Server.REFUSES);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        assertThat(rig.sleepNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    @DisplayName("section 1, initial state: UP with counter = rise; the first failed check marks DOWN")
    void firstFailureAfterStartMarksDown() {
        ServerCheckRig rig = new ServerCheckRig(CONFIG);
        assertThat(rig.check.health()).isEqualTo(2);
        assertThat(rig.check.isUp()).isTrue();
        rig.check.onStart(SECOND);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.downAt).isEqualTo(SECOND);
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
    }

    @Test
    @DisplayName("section 1, initial state: the first success fills the counter without another mark UP")
    void firstSuccessFillsTheCounter() {
        ServerCheckRig rig = new ServerCheckRig(CONFIG);
        rig.check.onStart(0);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.health()).isEqualTo(4);
        assertThat(rig.upAt).isEqualTo(-1);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.isUp()).isTrue();
    }

    @Test
    @DisplayName("section 1, init-state: failures until DOWN and passes until UP")
    void initStates() {
        assertThat(failuresUntilDown(InitState.FULLY_UP)).isEqualTo(3);
        assertThat(failuresUntilDown(InitState.UP)).isEqualTo(1);
        assertThat(passesUntilUp(InitState.DOWN)).isEqualTo(1);
        assertThat(passesUntilUp(InitState.FULLY_DOWN)).isEqualTo(2);
    }

    @Test
    @DisplayName("section 7.1: a server without check never goes DOWN")
    void noCheckNeverDown() {
        ServerCheckRig rig = new ServerCheckRig(CONFIG.withType(Type.NONE)
                .withObserve(ServerCheckConfig.Observe.LAYER4, 1, ServerCheckConfig.OnError.MARK_DOWN));
        rig.server = Server.REFUSES;
        rig.check.onStart(0);
        rig.check.onTrafficError(ServerCheck.Layer.LAYER4);
        rig.clock.runUntil(1_000 * SECOND);
        assertThat(rig.check.isUp()).isTrue();
        assertThat(rig.checksStarted).isZero();
        assertThat(rig.trace).isEmpty();
    }

    @Test
    @DisplayName("section 7.5: UP to DOWN needs `fall` failures in a row, DOWN to UP `rise` passes in a row")
    void randomResults() {
        long seed = 20_261_120L;
        Random random = new Random(seed);
        for (int rise = 1; rise <= 4; rise++) {
            for (int fall = 1; fall <= 4; fall++) {
                ServerCheckRig rig = ServerCheckRig.warm(CONFIG.withRiseFall(rise, fall));
                int inARow = 0;
                boolean last = true;
                boolean up = true;
                for (int k = 0; k < 400; k++) {
                    boolean pass = random.nextInt(3) > 0 ? last : !last;
                    inARow = pass == last ? inARow + 1 : 1;
                    last = pass;
                    rig.nextCheck(pass ? Server.HEALTHY : random.nextBoolean() ? Server.REFUSES : Server.SILENT);
                    if (up && !pass && inARow >= fall) {
                        up = false;
                    } else if (!up && pass && inARow >= rise) {
                        up = true;
                    }
                    assertThat(rig.check.isUp())
                            .as("seed %d rise %d fall %d check %d", seed, rise, fall, k)
                            .isEqualTo(up);
                }
            }
        }
    }

    @Test
    @DisplayName("the fingerprint repeats with the state and tells states apart")
    void fingerprint() {
        ServerCheckRig rig = ServerCheckRig.warm(CONFIG);
        long full = rig.check.fingerprint(1);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.fingerprint(1)).isEqualTo(full);
        rig.nextCheck(Server.REFUSES);
        assertThat(rig.check.fingerprint(1)).isNotEqualTo(full);
        rig.nextCheck(Server.HEALTHY);
        assertThat(rig.check.fingerprint(1)).isEqualTo(full);
    }

    private static int failuresUntilDown(InitState init) {
        return checksUntil(init, Server.REFUSES, false);
    }

    private static int passesUntilUp(InitState init) {
        return checksUntil(init, Server.HEALTHY, true);
    }

    private static int checksUntil(InitState init, Server result, boolean up) {
        ServerCheckRig rig = new ServerCheckRig(CONFIG.withInitState(init));
        assertThat(rig.check.isUp()).isEqualTo(!up);
        rig.check.onStart(0);
        assertThat(rig.downAt).as("a server that starts DOWN says so").isEqualTo(up ? 0 : -1);
        int checks = 0;
        while (rig.check.isUp() != up) {
            rig.nextCheck(result);
            checks++;
        }
        return checks;
    }

    private static ServerCheckRig down(ServerCheckConfig config) {
        ServerCheckRig rig = ServerCheckRig.warm(config);
        for (int k = 0; k < config.fall(); k++) {
            rig.nextCheck(Server.REFUSES);
        }
        assertThat(rig.check.state()).isEqualTo(State.DOWN);
        return rig;
    }
}
