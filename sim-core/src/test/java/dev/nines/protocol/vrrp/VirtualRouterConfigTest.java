package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nines.protocol.vrrp.VirtualRouterConfig.Garp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("facts/vrrp-keepalived.md section 1: constants and defaults")
class VirtualRouterConfigTest {

    @Test
    @DisplayName("defaults: version 2, advert_int 1 s, 3 adverts, preemption, 5 ARPs twice 5 s apart, no refresh")
    void defaults() {
        VirtualRouterConfig config = VirtualRouterConfig.defaults(100, 1);
        assertThat(config.version()).isEqualTo(2);
        assertThat(config.advertIntNanos()).isEqualTo(SECOND);
        assertThat(config.downTimerAdverts()).isEqualTo(3);
        assertThat(config.preempt()).isTrue();
        assertThat(config.preemptDelayNanos()).isZero();
        assertThat(config.startupDelayNanos()).isZero();
        assertThat(config.lowerPrioNoAdvert()).isFalse();
        assertThat(config.higherPrioSendAdvert()).isFalse();
        assertThat(config.garp()).isEqualTo(new Garp(5, 5 * SECOND, 0, 1, 5, 5 * SECOND));
    }

    @ParameterizedTest(name = "version {0}: advert_int {1} s becomes {2} s")
    @CsvSource({
        "2, 1,     1", "2, 1.4,   1", "2, 1.5,   2", "2, 0.2,   1", "2, 255,   255",
        "3, 0.2,   0.2", "3, 0.014, 0.01", "3, 0.015, 0.02", "3, 0.001, 0.01", "3, 40.95, 40.95"
    })
    @DisplayName("advert_int: v2 whole seconds (nearest, min 1), v3 10 ms grid")
    void advertIntGrid(int version, double configured, double effective) {
        VirtualRouterConfig config = VirtualRouterConfig.defaults(100, 1).withVersion(version, seconds(configured));
        assertThat(config.advertIntNanos()).isEqualTo(seconds(effective));
    }

    @ParameterizedTest(name = "version {0}: advert_int {1} s")
    @CsvSource({"2, 0", "2, 256", "3, 41", "3, -1", "4, 1"})
    @DisplayName("advert_int outside 1..255 s (v2) or 0.01..40.95 s (v3) is refused")
    void advertIntBounds(int version, double configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VirtualRouterConfig.defaults(100, 1).withVersion(version, seconds(configured)));
    }

    @Test
    @DisplayName("priority 1..255, down_timer_adverts 1..100, preempt_delay 0..1000 s")
    void bounds() {
        VirtualRouterConfig config = VirtualRouterConfig.defaults(100, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> VirtualRouterConfig.defaults(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> VirtualRouterConfig.defaults(256, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withDownTimerAdverts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withDownTimerAdverts(101));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withPreemptDelay(seconds(1001)));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withStartupDelay(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Garp(-1, 0, 0, 1, 5, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Garp(5, -1, 0, 1, 5, 0));
        assertThat(config.withPreemptDelay(seconds(0.5)).preemptDelayNanos()).isEqualTo(seconds(0.5));
    }

    @Test
    @DisplayName("preempt_delay is cleared with state MASTER or nopreempt")
    void preemptDelayCleared() {
        VirtualRouterConfig delayed = VirtualRouterConfig.defaults(100, 1).withPreemptDelay(SECOND);
        assertThat(delayed.withStateMaster().preemptDelayNanos()).isZero();
        assertThat(delayed.withNoPreempt().preemptDelayNanos()).isZero();
    }

    @Test
    @DisplayName("nopreempt is cleared with state MASTER or priority 255")
    void nopreemptCleared() {
        assertThat(VirtualRouterConfig.defaults(100, 1)
                        .withStateMaster()
                        .withNoPreempt()
                        .preempt())
                .isTrue();
        assertThat(VirtualRouterConfig.defaults(255, 1).withNoPreempt().preempt())
                .isTrue();
        assertThat(VirtualRouterConfig.defaults(100, 1).withNoPreempt().preempt())
                .isFalse();
    }

    @Test
    void scriptConfigBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> TrackedScriptConfig.every(0));
        TrackedScriptConfig config = TrackedScriptConfig.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> config.withTimeout(0));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withRiseFall(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> config.withRiseFall(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Track.script(config, 254));
        assertThatIllegalArgumentException().isThrownBy(() -> Track.script(config, -254));
    }

    @Test
    @DisplayName("vrrp_script defaults: interval 1 s, timeout = interval, rise 1, fall 1")
    void scriptDefaults() {
        assertThat(TrackedScriptConfig.defaults()).isEqualTo(new TrackedScriptConfig(SECOND, SECOND, 1, 1, false));
    }
}
