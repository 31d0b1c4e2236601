package dev.nines.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void firstComeFirstServedWhereverOneLeaves() {
        Lines lines = new Lines(2);
        for (int request : new int[] {40, 3, 17, 5}) {
            lines.add(0, request);
        }
        lines.add(1, 9);
        lines.remove(0, 17);
        lines.remove(0, 5);
        lines.add(0, 6);
        lines.remove(0, 99);
        assertThat(served(lines, 0)).containsExactly(40, 3, 6);
        assertThat(served(lines, 1)).containsExactly(9);
        assertThat(lines.first(0)).isEqualTo(-1);
    }

    private static java.util.List<Integer> served(Lines lines, int source) {
        java.util.List<Integer> served = new java.util.ArrayList<>();
        while (lines.first(source) >= 0) {
            served.add(lines.first(source));
            lines.remove(source, lines.first(source));
        }
        return served;
    }
}
