package dev.nines.scenario.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the products write them, in the units of the scenario language. */
final class Durations {
    private static final Pattern HAPROXY = Pattern.compile("([0-9]{1,15})(us|ms|s|m|h|d)?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final String[] UNITS = {"d", "h", "min", "s", "ms", "us"};
    private static final long[] NANOS = {
        86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L
    };

    private Durations() {}

    /** HAProxy: a whole number with a unit, milliseconds without one; zero, or from a millisecond on. */
    static Optional<String> haproxy(String text, int daysMax) {
        Matcher parts = HAPROXY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String unit = parts.group(2) == null ? "ms" : parts.group(2).equals("m") ? "min" : parts.group(2);
        for (int i = 0; i < UNITS.length; i++) {
            if (UNITS[i].equals(unit)) {
                BigDecimal nanos = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOS[i]));
                boolean high = nanos.compareTo(BigDecimal.valueOf(NANOS[0]).multiply(BigDecimal.valueOf(daysMax))) > 0;
                boolean low = nanos.signum() > 0 && nanos.compareTo(BigDecimal.valueOf(1_000_000)) < 0;
                return high || low ? Optional.empty() : Optional.of(shortest(nanos));
            }
        }
        throw new IllegalStateException(unit);
    }

    /** keepalived: seconds, with a fraction to the microsecond. */
    static Optional<String> seconds(String text) {
        return SECONDS.matcher(text).matches()
                ? Optional.of(shortest(new BigDecimal(text)
                        .setScale(6, RoundingMode.HALF_UP)
                        .multiply(BigDecimal.valueOf(1_000_000_000))))
                : Optional.empty();
    }

    /** In the largest unit that leaves a whole number, but seconds up to two minutes. */
    private static String shortest(BigDecimal nanos) {
        if (nanos.signum() == 0) {
            return "0s";
        }
        for (int i = 0; i < UNITS.length; i++) {
            BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS[i]));
            boolean small = i < 3 && nanos.compareTo(BigDecimal.valueOf(120_000_000_000L)) < 0;
            if (parts[1].signum() == 0 && !small) {
                return parts[0].toBigInteger() + UNITS[i];
            }
        }
        return nanos.divide(BigDecimal.valueOf(1000), RoundingMode.HALF_UP).toBigInteger() + "us";
    }
}
