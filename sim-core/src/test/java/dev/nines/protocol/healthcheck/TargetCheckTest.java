package dev.nines.protocol.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.VirtualClock;
import dev.nines.protocol.healthcheck.TargetCheck.State;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 5, target health of L4 network load balancers")
class TargetCheckTest {

    private static final long SECOND = 1_000_000_000L;

    private enum Target {
        HEALTHY,
        REFUSES,
        SILENT
    }

    private static final class Rig implements TargetCheck.Effects {
        final VirtualClock clock = new VirtualClock();
        final TargetCheck check;
        final StringBuilder trace = new StringBuilder();
        Target target = Target.HEALTHY;
        long unhealthyAt = -1;
        long healthyAt = -1;
        private final VirtualClock.Deadline[] deadlines = new VirtualClock.Deadline[3];
        private int running;

        Rig(TargetCheckConfig config) {
            check = new TargetCheck(config, this);
            for (TargetCheck.Timer timer : TargetCheck.Timer.values()) {
                deadlines[timer.ordinal()] = clock.new Deadline(() -> check.onTimer(timer));
            }
        }

        static Rig healthy(TargetCheckConfig config) {
            Rig rig = new Rig(config);
            rig.check.onStartHealthy(0);
            return rig;
        }

        void targetAt(long time, Target next) {
            clock.at(time, () -> target = next);
        }

        @Override
        public void arm(TargetCheck.Timer timer, long delayNanos) {
            deadlines[timer.ordinal()].arm(delayNanos);
        }

        @Override
        public void disarm(TargetCheck.Timer timer) {
            deadlines[timer.ordinal()].disarm();
        }

        @Override
        public void startCheck() {
            log("check");
            int id = ++running;
            Target met = target;
            clock.after(0, () -> {
                if (id == running && met == Target.HEALTHY) {
                    check.onPassed();
                } else if (id == running && met == Target.REFUSES) {
                    check.onFailed();
                }
            });
        }

        @Override
        public void abortCheck() {
            log("abort");
            running++;
        }

        @Override
        public void markHealthy() {
            log("healthy");
            healthyAt = clock.now();
        }

        @Override
        public void markUnhealthy() {
            log("unhealthy");
            unhealthyAt = clock.now();
        }

        @Override
        public void markDraining() {
            log("draining");
        }

        @Override
        public void markUnused() {
            log("unused");
        }

        private void log(String what) {
            trace.append(String.format(Locale.ROOT, "t=%ds %s%n", clock.now() / SECOND, what));
        }
    }

    @Test
    @DisplayName("AWS default, refused port: 30..60 s = phi + (U-1)*interval")
    void awsRefused() {
        for (long phi = SECOND / 2; phi < 30 * SECOND; phi += SECOND) {
            assertThat(detection(TargetCheckConfig.aws(), phi, Target.REFUSES))
                    .isEqualTo(phi + 30 * SECOND)
                    .isBetween(30 * SECOND, 60 * SECOND);
        }
    }

    @Test
    @DisplayName("AWS default, silent target: 40..70 s = phi + (U-1)*interval + timeout")
    void awsSilent() {
        for (long phi = SECOND / 2; phi < 30 * SECOND; phi += SECOND) {
            assertThat(detection(TargetCheckConfig.aws(), phi, Target.SILENT))
                    .isEqualTo(phi + 30 * SECOND + 10 * SECOND)
                    .isBetween(40 * SECOND, 70 * SECOND);
        }
    }

    @Test
    @DisplayName("NCP with 30/2/2: 30..60 s down, the same up")
    void ncp() {
        TargetCheckConfig ncp = TargetCheckConfig.ncp(5 * SECOND);
        for (long phi = SECOND / 2; phi < 30 * SECOND; phi += SECOND) {
            assertThat(detection(ncp, phi, Target.REFUSES)).isBetween(30 * SECOND, 60 * SECOND);
            assertThat(recovery(ncp, phi)).isBetween(30 * SECOND, 60 * SECOND);
        }
    }

    @Test
    @DisplayName("recovery: H*interval, less the phase")
    void awsRecovery() {
        for (long phi = SECOND / 2; phi < 30 * SECOND; phi += SECOND) {
            assertThat(recovery(TargetCheckConfig.aws(), phi)).isEqualTo(phi + 4 * 30 * SECOND);
        }
    }

    @Test
    @DisplayName("interval counts from start to start: a silent check does not shift the grid")
    void startToStart() {
        Rig rig = Rig.healthy(TargetCheckConfig.aws());
        rig.targetAt(SECOND, Target.SILENT);
        rig.clock.runUntil(130 * SECOND);
        assertThat(rig.trace).hasToString("""
            t=0s healthy
            t=0s check
            t=30s check
            t=40s abort
            t=60s check
            t=70s abort
            t=70s unhealthy
            t=90s check
            t=100s abort
            t=120s check
            t=130s abort
            """);
    }

    @Test
    @DisplayName("timeout = interval: the running check fails before the next starts, whichever deadline comes first")
    void timeoutEqualsInterval() {
        TargetCheckConfig config = TargetCheckConfig.aws().withTimes(10 * SECOND, 10 * SECOND);
        Rig rig = Rig.healthy(config);
        rig.targetAt(SECOND, Target.SILENT);
        rig.clock.runUntil(35 * SECOND);
        assertThat(rig.unhealthyAt).isEqualTo(30 * SECOND);
    }

    @Test
    @DisplayName("state machine: initial to healthy after H passes, to unhealthy after U failures in a row")
    void initial() {
        Rig good = new Rig(TargetCheckConfig.aws());
        good.check.onRegister(7 * SECOND);
        assertThat(good.check.state()).isEqualTo(State.INITIAL);
        good.clock.runUntil(126 * SECOND);
        assertThat(good.check.state()).isEqualTo(State.INITIAL);
        good.clock.runUntil(127 * SECOND);
        assertThat(good.check.state()).isEqualTo(State.HEALTHY);

        Rig bad = new Rig(TargetCheckConfig.aws());
        bad.target = Target.REFUSES;
        bad.check.onRegister(0);
        bad.clock.runUntil(29 * SECOND);
        assertThat(bad.check.state()).isEqualTo(State.INITIAL);
        bad.clock.runUntil(30 * SECOND);
        assertThat(bad.check.state()).isEqualTo(State.UNHEALTHY);
    }

    @Test
    @DisplayName("thresholds count results in a row")
    void inARow() {
        Rig rig = Rig.healthy(TargetCheckConfig.aws().withThresholds(3, 3));
        rig.targetAt(SECOND, Target.REFUSES);
        rig.targetAt(61 * SECOND, Target.HEALTHY);
        rig.targetAt(91 * SECOND, Target.REFUSES);
        rig.clock.runUntil(179 * SECOND);
        assertThat(rig.unhealthyAt).isEqualTo(-1);
        rig.clock.runUntil(180 * SECOND);
        assertThat(rig.unhealthyAt).isEqualTo(180 * SECOND);
        rig.targetAt(181 * SECOND, Target.HEALTHY);
        rig.targetAt(241 * SECOND, Target.REFUSES);
        rig.targetAt(271 * SECOND, Target.HEALTHY);
        rig.clock.runUntil(359 * SECOND);
        assertThat(rig.check.state()).isEqualTo(State.UNHEALTHY);
        rig.clock.runUntil(360 * SECOND);
        assertThat(rig.check.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    @DisplayName("passive checks: AWS yes, at once; NCP none; recovery needs H active passes")
    void passive() {
        Rig aws = Rig.healthy(TargetCheckConfig.aws());
        aws.clock.runUntil(10 * SECOND);
        aws.check.onPassiveFailure();
        assertThat(aws.unhealthyAt).isEqualTo(10 * SECOND);
        aws.clock.runUntil(300 * SECOND);
        assertThat(aws.healthyAt).isEqualTo(150 * SECOND);

        Rig ncp = Rig.healthy(TargetCheckConfig.ncp(SECOND));
        ncp.check.onPassiveFailure();
        assertThat(ncp.check.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    @DisplayName("any to draining to unused; checks stop; registering again starts over")
    void draining() {
        Rig rig = Rig.healthy(TargetCheckConfig.aws());
        rig.targetAt(SECOND, Target.SILENT);
        rig.clock.runUntil(35 * SECOND);
        rig.check.onDeregister();
        assertThat(rig.check.isChecking()).isFalse();
        rig.clock.runUntil(400 * SECOND);
        assertThat(rig.trace).hasToString("""
            t=0s healthy
            t=0s check
            t=30s check
            t=35s abort
            t=35s draining
            t=335s unused
            """);
        assertThat(rig.check.state()).isEqualTo(State.UNUSED);
        rig.target = Target.HEALTHY;
        rig.check.onRegister(0);
        rig.clock.runUntil(520 * SECOND);
        assertThat(rig.check.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    @DisplayName("registering a draining target again cancels the deregistration")
    void registerWhileDraining() {
        Rig rig = Rig.healthy(TargetCheckConfig.aws());
        rig.check.onDeregister();
        rig.clock.runUntil(100 * SECOND);
        rig.check.onRegister(0);
        rig.clock.runUntil(1000 * SECOND);
        assertThat(rig.check.state()).isEqualTo(State.HEALTHY);
        assertThat(rig.trace.toString()).doesNotContain("unused");
    }

    @Test
    @DisplayName("section 5 defaults and bounds")
    void config() {
        TargetCheckConfig aws = TargetCheckConfig.aws();
        assertThat(aws).isEqualTo(new TargetCheckConfig(30 * SECOND, 10 * SECOND, 5, 2, true, 300 * SECOND));
        assertThatThrownBy(() -> aws.withTimes(0, 1)).hasMessageContaining("interval");
        assertThatThrownBy(() -> aws.withTimes(1, 0)).hasMessageContaining("timeout");
        assertThatThrownBy(() -> aws.withTimes(1, 2)).hasMessageContaining("exceed");
        assertThatThrownBy(() -> aws.withThresholds(0, 1)).hasMessageContaining("healthy");
        assertThatThrownBy(() -> aws.withThresholds(1, 0)).hasMessageContaining("unhealthy");
    }

    @Test
    @DisplayName("the fingerprint repeats in the steady state and differs in others")
    void fingerprint() {
        Rig rig = Rig.healthy(TargetCheckConfig.aws());
        rig.clock.runUntil(SECOND);
        long steady = rig.check.fingerprint(0);
        rig.clock.runUntil(31 * SECOND);
        assertThat(rig.check.fingerprint(0)).isEqualTo(steady);
        rig.target = Target.REFUSES;
        rig.clock.runUntil(61 * SECOND);
        assertThat(rig.check.fingerprint(0)).isNotEqualTo(steady);
    }

    /** phi: from the fault to the next check. */
    private static long detection(TargetCheckConfig config, long phi, Target fault) {
        Rig rig = Rig.healthy(config);
        long at = 300 * SECOND - phi;
        rig.targetAt(at, fault);
        rig.clock.runUntil(at + 1000 * SECOND);
        return rig.unhealthyAt - at;
    }

    private static long recovery(TargetCheckConfig config, long phi) {
        Rig rig = Rig.healthy(config);
        rig.targetAt(SECOND, Target.REFUSES);
        long at = 600 * SECOND - phi;
        rig.targetAt(at, Target.HEALTHY);
        rig.clock.runUntil(at + 1000 * SECOND);
        return rig.healthyAt - at;
    }
}
