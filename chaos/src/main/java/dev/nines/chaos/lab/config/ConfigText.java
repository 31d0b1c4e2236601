package dev.nines.chaos.lab.config;

import dev.nines.model.spec.Design;
import java.math.BigDecimal;

/** Lines of a configuration file, indented by the depth of its blocks. */
final class ConfigText {
    static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    private final String indent;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** @param blanks per level of depth */
    ConfigText(Design design, int blanks) {
        indent = " ".repeat(blanks);
        line("# design " + design.name() + " " + design.inputHash());
    }

    ConfigText line(String line) {
        text.append(line.isEmpty() ? "" : indent.repeat(depth)).append(line).append('\n');
        return this;
    }

    ConfigText line(String key, Object value) {
        return line(key + " " + value);
    }

    /** What follows is deeper until {@link #close}. */
    ConfigText open(String line) {
        line(line);
        depth++;
        return this;
    }

    ConfigText close() {
        depth--;
        return this;
    }

    ConfigText close(String line) {
        return close().line(line);
    }

    /** Decimal seconds without a unit: {@code 0.2}. */
    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }

    /** Whole seconds, rounded up: a product that cannot say less never waits less. */
    static long wholeSeconds(long nanos) {
        return Math.floorDiv(nanos + SECOND_NANOS - 1, SECOND_NANOS);
    }

    /** With HAProxy's and nginx's unit: {@code 2s}, {@code 500ms}. */
    static String withUnit(long nanos) {
        if (nanos % SECOND_NANOS == 0) {
            return nanos / SECOND_NANOS + "s";
        }
        return Math.floorDiv(nanos + MILLI_NANOS - 1, MILLI_NANOS) + "ms";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
