package dev.nines.protocol.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.healthcheck.ServerCheckConfig.Observe;
import dev.nines.protocol.healthcheck.ServerCheckConfig.OnError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerCheckConfigTest {

    private static final ServerCheckConfig CONFIG = ServerCheckConfig.defaults();

    @Test
    @DisplayName(
            "haproxy-nlb.md section 1: inter 2 s, rise 2, fall 3, observe off, error-limit 10, on-error fail-check")
    void defaults() {
        assertThat(CONFIG.interNanos()).isEqualTo(2_000_000_000L);
        assertThat(CONFIG.rise()).isEqualTo(2);
        assertThat(CONFIG.fall()).isEqualTo(3);
        assertThat(CONFIG.timeoutCheckNanos()).isZero();
        assertThat(CONFIG.observe()).isEqualTo(Observe.OFF);
        assertThat(CONFIG.errorLimit()).isEqualTo(10);
        assertThat(CONFIG.onError()).isEqualTo(OnError.FAIL_CHECK);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> CONFIG.withIntervals(0, 0, 0)).hasMessageContaining("inter must be positive");
        assertThatThrownBy(() -> CONFIG.withIntervals(1, -1, 0)).hasMessageContaining("fastinter");
        assertThatThrownBy(() -> CONFIG.withIntervals(1, 0, -1)).hasMessageContaining("downinter");
        assertThatThrownBy(() -> CONFIG.withRiseFall(0, 1)).hasMessageContaining("rise");
        assertThatThrownBy(() -> CONFIG.withRiseFall(1, 0)).hasMessageContaining("fall");
        assertThatThrownBy(() -> CONFIG.withTimeouts(-1, 0)).hasMessageContaining("timeout check");
        assertThatThrownBy(() -> CONFIG.withTimeouts(0, -1)).hasMessageContaining("timeout connect");
        assertThatThrownBy(() -> CONFIG.withSpreadChecks(51)).hasMessageContaining("0..50");
        assertThatThrownBy(() -> CONFIG.withSpreadChecks(Double.NaN)).hasMessageContaining("0..50");
        assertThatThrownBy(() -> CONFIG.withObserve(Observe.LAYER4, 0, OnError.MARK_DOWN))
                .hasMessageContaining("error-limit");
    }
}
