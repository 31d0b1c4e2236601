package dev.nines.chaos.table;

import dev.nines.chaos.table.Figure.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers for people. */
final class Text {
    private Text() {}

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000_000L ? "%.2f s" : "%.1f s", nanos / 1e9);
    }

    static String seconds(List<Span> outages) {
        return outages.isEmpty()
                ? "none"
                : outages.stream()
                        .map(outage -> seconds(outage.endNanos() - outage.startNanos()))
                        .collect(Collectors.joining(" + "));
    }

    static String range(long leastNanos, long mostNanos) {
        return leastNanos == mostNanos
                ? seconds(leastNanos)
                : seconds(leastNanos).replace(" s", "") + " … " + seconds(mostNanos);
    }

    static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    static String p(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, p < 0.1 ? "%.3f" : "%.2f", p);
    }
}
