package dev.nines.protocol.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nines.protocol.balancer.TargetPickerConfig.Algorithm;
import dev.nines.protocol.balancer.TargetPickerConfig.FlowPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 5, flows of L4 network load balancers")
class TargetPickerTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    @DisplayName("flow hash: the same flow the same target, flows spread evenly over healthy ones only")
    void hash() {
        TargetPicker picker = healthy(TargetPickerConfig.aws(3));
        picker.markUnhealthy(1);
        int[] counts = new int[3];
        for (int flow = 0; flow < 20_000; flow++) {
            int target = picker.pick(flow);
            assertThat(picker.pick(flow)).isEqualTo(target);
            counts[target]++;
        }
        assertThat(counts[1]).isZero();
        assertThat(counts[0] / 20_000.0).isCloseTo(0.5, within(0.02));
    }

    @Test
    @DisplayName("NCP's round robin")
    void roundRobin() {
        TargetPicker picker = healthy(TargetPickerConfig.aws(3).withAlgorithm(Algorithm.ROUND_ROBIN));
        picker.markUnhealthy(1);
        assertThat(new int[] {picker.pick(9), picker.pick(9), picker.pick(9)}).containsExactly(0, 2, 0);
    }

    @Test
    @DisplayName("section 7.9: AWS with zero healthy targets still forwards to all of them")
    void failOpen() {
        TargetPicker picker = new TargetPicker(TargetPickerConfig.aws(2));
        assertThat(picker.isFailingOpen()).isTrue();
        boolean[] seen = new boolean[2];
        for (int flow = 0; flow < 100; flow++) {
            seen[picker.pick(flow)] = true;
        }
        assertThat(seen).containsExactly(true, true);
        assertThat(picker.onPacket(0, 5, 0)).as("no RST while failing open").isZero();
        picker.markHealthy(1);
        assertThat(picker.isFailingOpen()).isFalse();
        assertThat(picker.pick(3)).isEqualTo(1);
    }

    @Test
    @DisplayName("the fail-open switch off: no target for anybody")
    void failClosed() {
        TargetPicker picker = new TargetPicker(TargetPickerConfig.aws(2).withPolicy(FlowPolicy.RESET, false));
        assertThat(picker.pick(1)).isEqualTo(TargetPicker.NONE);
        assertThat(picker.onPacket(0, 1, 0)).isEqualTo(TargetPicker.RESET);
    }

    @Test
    @DisplayName("flows of an unhealthy target: RESET on the next packet, KEEP, or REHASH")
    void policies() {
        assertThat(afterFailure(FlowPolicy.RESET)).isEqualTo(TargetPicker.RESET);
        assertThat(afterFailure(FlowPolicy.KEEP)).isZero();
        assertThat(afterFailure(FlowPolicy.REHASH)).isEqualTo(1);
    }

    @Test
    @DisplayName("section 7.11: a flow idle for longer than the time-out is dead at the next packet, not before")
    void idle() {
        TargetPicker picker = healthy(TargetPickerConfig.aws(2));
        assertThat(picker.onPacket(0, 1, 350 * SECOND)).isZero();
        assertThat(picker.onPacket(0, 1, 350 * SECOND + 1)).isEqualTo(TargetPicker.RESET);
        TargetPicker shorter = healthy(TargetPickerConfig.aws(2).withIdleTimeout(60 * SECOND));
        assertThat(shorter.onPacket(0, 1, 61 * SECOND)).isEqualTo(TargetPicker.RESET);
    }

    @Test
    @DisplayName("a draining target keeps its flows and gets no new ones, not even when failing open")
    void draining() {
        TargetPicker picker = healthy(TargetPickerConfig.aws(2));
        picker.markDraining(0);
        for (int flow = 0; flow < 50; flow++) {
            assertThat(picker.pick(flow)).isEqualTo(1);
        }
        assertThat(picker.onPacket(0, 1, 0)).isZero();
        picker.markUnhealthy(1);
        assertThat(picker.pick(7)).isEqualTo(1);
        picker.markUnused(0);
        assertThat(picker.onPacket(0, 1, 0)).isEqualTo(TargetPicker.RESET);
        picker.markUnused(1);
        assertThat(picker.isFailingOpen()).isFalse();
        assertThat(picker.pick(7)).isEqualTo(TargetPicker.NONE);
    }

    @Test
    @DisplayName("the fingerprint follows health and the round-robin cursor")
    void fingerprint() {
        TargetPicker picker = healthy(TargetPickerConfig.aws(2).withAlgorithm(Algorithm.ROUND_ROBIN));
        picker.pick(0);
        long start = picker.fingerprint(0);
        picker.pick(0);
        assertThat(picker.fingerprint(0)).isNotEqualTo(start);
        picker.pick(0);
        assertThat(picker.fingerprint(0)).isEqualTo(start);
        picker.markUnhealthy(0);
        assertThat(picker.fingerprint(0)).isNotEqualTo(start);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> TargetPickerConfig.aws(0)).hasMessageContaining("at least one target");
        assertThatThrownBy(() -> TargetPickerConfig.aws(1).withIdleTimeout(0)).hasMessageContaining("idle");
    }

    private static int afterFailure(FlowPolicy policy) {
        TargetPicker picker = healthy(TargetPickerConfig.aws(2).withPolicy(policy, true));
        picker.markUnhealthy(0);
        return picker.onPacket(0, 12, SECOND);
    }

    private static TargetPicker healthy(TargetPickerConfig config) {
        TargetPicker picker = new TargetPicker(config);
        for (int i = 0; i < config.targets(); i++) {
            picker.markHealthy(i);
        }
        return picker;
    }
}
