package dev.nines.scenario.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HypercubeTest {
    private static double[] column(Hypercube cube, String name, int count) {
        return IntStream.range(0, count).mapToDouble(m -> cube.at(m, name)).toArray();
    }

    @Test
    void everyPartOfASpanIsMetOnce() {
        double[] positions = column(new Hypercube(List.of("a", "b"), 40, 7), "b", 40);
        int[] parts = new int[40];
        for (double position : positions) {
            parts[(int) (40 * position)]++;
        }
        assertThat(parts).containsOnly(1);
        assertThat(positions)
                .isNotEqualTo(
                        IntStream.range(0, 40).mapToDouble(i -> (i + 0.5) / 40).toArray());
    }

    @Test
    void oneMoreUnknownShiftsNobodyElses() {
        double[] alone = column(new Hypercube(List.of("b"), 40, 7), "b", 40);
        assertThat(column(new Hypercube(List.of("a", "b", "c"), 40, 7), "b", 40))
                .isEqualTo(alone);
        assertThat(column(new Hypercube(List.of("b"), 40, 8), "b", 40)).isNotEqualTo(alone);
    }

    @Test
    void twoUnknownsAreNotDrawnAlike() {
        Hypercube cube = new Hypercube(List.of("a", "b"), 200, 1);
        double sum = 0;
        for (int m = 0; m < 200; m++) {
            sum += (cube.at(m, "a") - 0.5) * (cube.at(m, "b") - 0.5) * 12 / 200;
        }
        assertThat(Math.abs(sum)).as("correlation").isLessThan(0.2);
    }
}
