package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("facts/vrrp-keepalived.md sections 1, 2 and 4: vrrp_script")
class TrackedScriptTest {

    private final Lab lab = new Lab(0);

    private ScriptHost host(TrackedScriptConfig config) {
        return new ScriptHost(lab, config);
    }

    @Test
    @DisplayName("interval: counted from the start of a run, the first run starts at once")
    void interval() {
        ScriptHost host = host(TrackedScriptConfig.every(2 * SECOND));
        host.runTimeNanos = seconds(0.7);
        host.script.onStart();
        lab.runUntil(seconds(5));
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 run
            t=0.700000 result OK
            t=2.000000 run
            t=4.000000 run
            """);
    }

    @Test
    @DisplayName("start: the counter is rise - 1, so one success decides the first state")
    void oneSuccessDecides() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(5, 5));
        assertThat(host.script.result()).isEqualTo(Result.UNKNOWN);
        host.script.onStart();
        lab.runUntil(0);
        assertThat(host.script.result()).isEqualTo(Result.OK);
    }

    @Test
    @DisplayName("start: one failure decides the first state too")
    void oneFailureDecides() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(5, 5));
        host.exitOk = false;
        host.script.onStart();
        lab.runUntil(0);
        assertThat(host.script.result()).isEqualTo(Result.KO);
    }

    @Test
    @DisplayName("init_fail: starts at 0, is KO and needs rise successes")
    void initFail() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(3, 2).withInitFail());
        assertThat(host.script.result()).isEqualTo(Result.KO);
        host.script.onStart();
        lab.runUntil(seconds(1.9));
        assertThat(host.script.result()).isEqualTo(Result.KO);
        lab.runUntil(seconds(2));
        assertThat(host.script.result()).isEqualTo(Result.OK);
    }

    @Test
    @DisplayName("init_fail: failing runs change nothing, KO is not reported twice")
    void initFailStaysKo() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withInitFail());
        host.exitOk = false;
        host.script.onStart();
        lab.runUntil(seconds(5));
        assertThat(lab.trace()).doesNotContain("result");
    }

    @Test
    @DisplayName("fall: KO at the fall-th failure in a row; one success in between starts again from the maximum")
    void fall() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(1, 3));
        host.script.onStart();
        lab.runUntil(seconds(0.5));
        host.exitOk = false;
        lab.runUntil(seconds(2.5));
        host.exitOk = true;
        lab.runUntil(seconds(3.5));
        host.exitOk = false;
        lab.runUntil(seconds(5.9));
        assertThat(host.script.result()).isEqualTo(Result.OK);
        lab.runUntil(seconds(6));
        assertThat(host.script.result()).isEqualTo(Result.KO);
    }

    @Test
    @DisplayName("rise: after KO rise successes in a row are needed, a failure in between starts again at 0")
    void rise() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(3, 1));
        host.exitOk = false;
        host.script.onStart();
        lab.runUntil(seconds(0.5));
        host.exitOk = true;
        lab.runUntil(seconds(2.5));
        host.exitOk = false;
        lab.runUntil(seconds(3.5));
        host.exitOk = true;
        lab.runUntil(seconds(5.9));
        assertThat(host.script.result()).isEqualTo(Result.KO);
        lab.runUntil(seconds(6));
        assertThat(host.script.result()).isEqualTo(Result.OK);
    }

    @Test
    @DisplayName("timeout: TERM, 2 s later KILL, 2 s later and then every 10 s KILL again")
    void killLadder() {
        ScriptHost host = host(TrackedScriptConfig.every(3 * SECOND).withTimeout(SECOND));
        host.hangs = true;
        host.ignoresSignals = true;
        host.script.onStart();
        lab.runUntil(seconds(26));
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 run
            t=1.000000 TERM
            t=3.000000 KILL
            t=5.000000 KILL
            t=15.000000 KILL
            t=25.000000 KILL
            """);
        assertThat(host.script.running()).isTrue();
    }

    @Test
    @DisplayName("timeout = interval: a run still alive at the next tick makes that tick pass")
    void busyTickIsSkipped() {
        ScriptHost host = host(TrackedScriptConfig.every(2 * SECOND).withRiseFall(1, 2));
        host.script.onStart();
        lab.runUntil(seconds(1));
        host.hangs = true;
        lab.runUntil(seconds(9));
        assertThat(lab.trace()).isEqualTo("""
            t=0.000000 run
            t=0.000000 result OK
            t=2.000000 run
            t=4.000000 TERM
            t=6.000000 run
            t=8.000000 TERM
            t=8.000000 result KO
            """);
    }

    @Test
    @DisplayName("section 2, script detection: crash -> KO within F*I + r, hang -> within 2*F*I + T")
    void detectionTimes() {
        for (int phase = 0; phase < 40; phase++) {
            long crash = seconds(10 + phase * 0.05);
            assertThat(detection(crash, false)).isBetween(seconds(2.0), seconds(4.05));
            // fall 2, interval 2, timeout 1: the hanging runs end 1 s after their start, no tick is skipped
            assertThat(detection(crash, true)).isBetween(seconds(3.0), seconds(5.05));
        }
    }

    private static long detection(long faultNanos, boolean hang) {
        Lab lab = new Lab(0);
        ScriptHost host = new ScriptHost(
                lab, TrackedScriptConfig.every(2 * SECOND).withTimeout(SECOND).withRiseFall(3, 2));
        host.runTimeNanos = seconds(0.05);
        host.script.onStart();
        lab.at(faultNanos, () -> {
            host.exitOk = false;
            host.hangs = hang;
        });
        lab.runUntil(seconds(30));
        assertThat(host.script.result()).isEqualTo(Result.KO);
        return host.lastResultNanos - faultNanos;
    }

    @Test
    @DisplayName("a run that ends after TERM counts as one failure")
    void termCountsOnce() {
        ScriptHost host = host(TrackedScriptConfig.every(3 * SECOND).withTimeout(SECOND));
        host.hangs = true;
        host.script.onStart();
        lab.runUntil(seconds(2));
        assertThat(lab.trace()).isEqualTo("t=0.000000 run\nt=1.000000 TERM\nt=1.000000 result KO\n");
        assertThat(host.script.running()).isFalse();
    }

    @Test
    void endWithoutRunIsRefused() {
        ScriptHost host = host(TrackedScriptConfig.defaults());
        assertThatIllegalStateException().isThrownBy(() -> host.script.onRunFinished(true));
    }

    @Test
    @DisplayName("fingerprint: repeats in steady state, differs while a run is active or a failure is counted")
    void fingerprint() {
        ScriptHost host = host(TrackedScriptConfig.defaults().withRiseFall(1, 3));
        host.runTimeNanos = seconds(0.1);
        host.script.onStart();
        lab.runUntil(seconds(1.5));
        long steady = host.script.fingerprint(1);
        lab.runUntil(seconds(2.05));
        assertThat(host.script.fingerprint(1)).isNotEqualTo(steady);
        lab.runUntil(seconds(2.5));
        assertThat(host.script.fingerprint(1)).isEqualTo(steady);
        host.exitOk = false;
        lab.runUntil(seconds(3.5));
        assertThat(host.script.fingerprint(1)).isNotEqualTo(steady);
    }
}
