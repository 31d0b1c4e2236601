package dev.nines.protocol.balancer;

import static dev.nines.protocol.balancer.BalancerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 3, stick / persistence, and section 7.10")
class StickinessTest {

    private static final BalancerConfig STICKY =
            BalancerConfig.of(Algorithm.ROUNDROBIN, 3).withStickTable(1000, 0);

    @Test
    @DisplayName("a source stays with the server that served it")
    void sticks() {
        BalancerRig rig = new BalancerRig(STICKY);
        assertThat(rig.balancer.pick(77, Balancer.NO_COOKIE)).isZero();
        assertThat(rig.balancer.pickedByPersistence()).isFalse();
        rig.balancer.stick(77, 0);
        for (int k = 0; k < 5; k++) {
            assertThat(rig.balancer.pick(77, Balancer.NO_COOKIE)).isZero();
            assertThat(rig.balancer.pickedByPersistence()).isTrue();
        }
        assertThat(rig.balancer.pick(77, Balancer.IGNORE_PERSISTENCE))
                .as("after a redispatch")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("an entry to a DOWN server is picked anew and rewritten; the source does not go back")
    void rewritten() {
        BalancerRig rig = new BalancerRig(STICKY);
        rig.balancer.stick(77, 1);
        rig.balancer.markDown(1);
        int other = rig.balancer.pick(77, Balancer.NO_COOKIE);
        assertThat(other).isNotEqualTo(1);
        rig.balancer.stick(77, other);
        rig.balancer.markUp(1);
        assertThat(rig.balancer.pick(77, Balancer.NO_COOKIE)).isEqualTo(other);
        assertThat(rig.balancer.stickEntries()).isEqualTo(1);
    }

    @Test
    @DisplayName("section 7.10: only clients of the lost server move")
    void onlyTheLostServersClientsMove() {
        BalancerRig rig = new BalancerRig(STICKY);
        int[] before = new int[900];
        for (int key = 0; key < before.length; key++) {
            before[key] = rig.balancer.pick(key, Balancer.NO_COOKIE);
            rig.balancer.stick(key, before[key]);
        }
        rig.balancer.markDown(2);
        for (int key = 0; key < before.length; key++) {
            int after = rig.balancer.pick(key, Balancer.NO_COOKIE);
            if (before[key] == 2) {
                assertThat(after).isNotEqualTo(2);
            } else {
                assertThat(after).isEqualTo(before[key]);
            }
        }
    }

    @Test
    @DisplayName("cookie to a DOWN server: another server, unless option persist (section 7.2)")
    void cookie() {
        BalancerRig rig = new BalancerRig(BalancerConfig.of(Algorithm.ROUNDROBIN, 2));
        assertThat(rig.balancer.pick(0, 1)).isEqualTo(1);
        assertThat(rig.balancer.pick(0, 1)).isEqualTo(1);
        rig.balancer.markDown(1);
        assertThat(rig.balancer.pick(0, 1)).isZero();
        assertThat(rig.balancer.pickedByPersistence()).isFalse();

        BalancerRig persist =
                new BalancerRig(BalancerConfig.of(Algorithm.ROUNDROBIN, 2).withOptions(false, false, true));
        persist.balancer.markDown(1);
        assertThat(persist.balancer.pick(0, 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("expire: an entry is forgotten after the time without use, at most a sixteenth later")
    void expire() {
        BalancerRig rig = new BalancerRig(STICKY.withStickTable(1000, 160 * SECOND));
        rig.clock.runUntil(5 * SECOND);
        rig.balancer.stick(1, 2);
        rig.balancer.stick(2, 2);
        rig.clock.runUntil(100 * SECOND);
        rig.balancer.pick(2, Balancer.NO_COOKIE);
        rig.clock.runUntil(165 * SECOND);
        assertThat(rig.balancer.stickEntries()).isEqualTo(2);
        rig.clock.runUntil(175 * SECOND);
        assertThat(rig.balancer.stickEntries()).isEqualTo(1);
        rig.clock.runUntil(260 * SECOND);
        assertThat(rig.balancer.stickEntries()).isEqualTo(1);
        rig.clock.runUntil(270 * SECOND);
        assertThat(rig.balancer.stickEntries()).isZero();
    }

    @Test
    @DisplayName("a full table drops the entry that was not used for longest")
    void bounded() {
        BalancerRig rig = new BalancerRig(STICKY.withStickTable(3, 0));
        rig.balancer.stick(1, 0);
        rig.balancer.stick(2, 0);
        rig.balancer.stick(3, 0);
        rig.balancer.pick(1, Balancer.NO_COOKIE);
        rig.balancer.stick(4, 0);
        assertThat(rig.balancer.stickEntries()).isEqualTo(3);
        rig.balancer.pick(2, Balancer.NO_COOKIE);
        assertThat(rig.balancer.pickedByPersistence()).isFalse();
        rig.balancer.pick(1, Balancer.NO_COOKIE);
        assertThat(rig.balancer.pickedByPersistence()).isTrue();
    }

    @Test
    @DisplayName("the table agrees with a linked hash map under random use, growth and deletion included")
    void againstModel() {
        long seed = 99;
        Random random = new Random(seed);
        for (int limit : new int[] {1, 5, 64, 700}) {
            StickTable table = new StickTable(limit);
            Map<Integer, int[]> model = new LinkedHashMap<>(16, 0.75f, true);
            int tick = 0;
            for (int step = 0; step < 60_000; step++) {
                int key = random.nextInt(limit * 2) - limit;
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> {
                        int server = random.nextInt(8);
                        if (!model.containsKey(key) && model.size() == limit) {
                            dropOldest(model);
                        }
                        table.put(key, server);
                        model.put(key, new int[] {server, tick});
                    }
                    case 4 -> {
                        if (random.nextInt(limit) == 0) {
                            table.age();
                            tick++;
                            int now = tick;
                            model.values().removeIf(entry -> now - entry[1] > StickTable.LIFE_TICKS);
                        }
                    }
                    default -> {
                        int[] expected = model.get(key);
                        if (expected != null) {
                            expected[1] = tick;
                        }
                        assertThat(table.get(key))
                                .as("seed %d limit %d step %d", seed, limit, step)
                                .isEqualTo(expected == null ? Balancer.NONE : expected[0]);
                    }
                }
                assertThat(table.size()).isEqualTo(model.size());
            }
        }
    }

    private static void dropOldest(Map<Integer, int[]> model) {
        Iterator<Integer> oldest = model.keySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
