package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A family of units.
 *
 * @param noun {@code duration}
 * @param example used in help texts
 * @param factors to the base unit
 * @param slips what people write instead, and what they mean
 */
record Units(String noun, String example, Map<String, BigDecimal> factors, Map<String, String> slips) {
    static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?";

    private static final Pattern SPLIT =
            Pattern.compile("([-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?) *(.*)", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile(NUMBER);
    private static final int LENGTH_MAX = 40;
    private static final int DIGITS_MAX = 18;

    static final Units DURATION = new Units(
            "duration",
            "10s",
            factors(
                    "ns",
                    "1",
                    "us",
                    "1e3",
                    "ms",
                    "1e6",
                    "s",
                    "1e9",
                    "min",
                    "60e9",
                    "h",
                    "3600e9",
                    "d",
                    "86400e9",
                    "y",
                    "31536000e9"),
            Map.ofEntries(
                    Map.entry("sec", "s"),
                    Map.entry("secs", "s"),
                    Map.entry("second", "s"),
                    Map.entry("seconds", "s"),
                    Map.entry("S", "s"),
                    Map.entry("m", "min"),
                    Map.entry("M", "min"),
                    Map.entry("mins", "min"),
                    Map.entry("minute", "min"),
                    Map.entry("minutes", "min"),
                    Map.entry("hr", "h"),
                    Map.entry("hrs", "h"),
                    Map.entry("hour", "h"),
                    Map.entry("hours", "h"),
                    Map.entry("H", "h"),
                    Map.entry("day", "d"),
                    Map.entry("days", "d"),
                    Map.entry("D", "d"),
                    Map.entry("year", "y"),
                    Map.entry("years", "y"),
                    Map.entry("a", "y"),
                    Map.entry("Y", "y"),
                    Map.entry("msec", "ms"),
                    Map.entry("millis", "ms"),
                    Map.entry("MS", "ms"),
                    Map.entry("usec", "us"),
                    Map.entry("µs", "us"),
                    Map.entry("μs", "us")));
    static final Units RATE = new Units(
            "rate",
            "100/s",
            factors("/s", "1", "/min", "1/60", "/h", "1/3600", "/d", "1/86400"),
            Map.of("/sec", "/s", "/second", "/s", "rps", "/s", "req/s", "/s", "tps", "/s", "/m", "/min", "Hz", "/s"));
    static final Units SIZE = new Units(
            "size", "10MB", bytes(""), Map.of("b", "B", "KB", "kB", "K", "kB", "M", "MB", "G", "GB", "bytes", "B"));
    static final Units BYTE_RATE = new Units(
            "byte rate",
            "100MB/s",
            bytes("/s"),
            Map.of("MBps", "MB/s", "B", "B/s", "kB", "kB/s", "MB", "MB/s", "GB", "GB/s", "KB/s", "kB/s"));
    static final Units BIT_RATE = new Units(
            "bit rate",
            "100Mbit/s",
            factors("bit/s", "1", "kbit/s", "1e3", "Mbit/s", "1e6", "Gbit/s", "1e9"),
            Map.of(
                    "Mbps", "Mbit/s", "Gbps", "Gbit/s", "kbps", "kbit/s", "bps", "bit/s", "Mb/s", "Mbit/s", "Gb/s",
                    "Gbit/s", "mbit/s", "Mbit/s"));

    private static Map<String, BigDecimal> bytes(String suffix) {
        Map<String, BigDecimal> map = new LinkedHashMap<>();
        String[] decimal = {"B", "kB", "MB", "GB", "TB"};
        String[] binary = {"KiB", "MiB", "GiB", "TiB"};
        for (int i = 0; i < decimal.length; i++) {
            map.put(decimal[i] + suffix, BigDecimal.TEN.pow(3 * i));
        }
        for (int i = 0; i < binary.length; i++) {
            map.put(binary[i] + suffix, BigDecimal.valueOf(1024).pow(i + 1));
        }
        return map;
    }

    private static Map<String, BigDecimal> factors(String... pairs) {
        Map<String, BigDecimal> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String[] parts = pairs[i + 1].split("/");
            BigDecimal factor = new BigDecimal(parts[0]);
            map.put(
                    pairs[i],
                    parts.length == 1 ? factor : factor.divide(new BigDecimal(parts[1]), MathContext.DECIMAL64));
        }
        return map;
    }

    /** The number in another unit of the same family, or of a share; empty when there is no such family. */
    static Optional<BigDecimal> convert(BigDecimal number, String from, String to) {
        if ((from.equals("%") && to.isEmpty()) || (from.isEmpty() && to.equals("%"))) {
            return Optional.of(number.movePointRight(from.isEmpty() ? 2 : -2));
        }
        return List.of(DURATION, RATE, SIZE, BYTE_RATE, BIT_RATE).stream()
                .map(Units::factors)
                .filter(factors -> factors.containsKey(from) && factors.containsKey(to))
                .findFirst()
                .map(factors -> number.multiply(factors.get(from)).divide(factors.get(to), MathContext.DECIMAL64));
    }

    /** A regular expression (Java and ECMA-262) of all well-formed values. */
    String pattern() {
        return NUMBER + "(?:" + String.join("|", factors.keySet()) + ")";
    }

    /** The value in base units. */
    BigDecimal parse(String text) {
        Matcher parts = SPLIT.matcher(text);
        if (text.length() > LENGTH_MAX || !parts.matches()) {
            throw new Rejected(Code.UNIT, "not a " + noun, "a number with a unit, such as " + example, "");
        }
        String number = parts.group(1);
        String unit = parts.group(2);
        if (number.startsWith("-")) {
            throw new Rejected(Code.OUT_OF_RANGE, "negative " + noun, "must not be negative", "");
        }
        if (unit.isEmpty()) {
            throw missingUnit(number);
        }
        BigDecimal factor = factors.get(unit);
        if (factor == null) {
            throw wrongUnit(number, unit);
        }
        if (!PLAIN.matcher(number).matches() || !text.equals(number + unit)) {
            String message = "not a " + noun + ": write digits and the unit, without blank or exponent";
            throw new Rejected(Code.UNIT, message, "such as " + example, "");
        }
        if (number.length() > DIGITS_MAX) {
            throw new Rejected(Code.OUT_OF_RANGE, noun + " out of range", "too many digits", "");
        }
        return new BigDecimal(number).multiply(factor);
    }

    private Rejected missingUnit(String number) {
        String unit =
                factors.containsKey("s") ? "s" : factors.keySet().iterator().next();
        String help = "write `" + number + unit + "`; units: " + String.join(", ", factors.keySet());
        return new Rejected(Code.UNIT, noun + " without a unit", "a number with a unit, such as " + example, help);
    }

    private Rejected wrongUnit(String number, String unit) {
        String shown = unit.length() > 20 ? unit.substring(0, unit.offsetByCodePoints(0, 10)) + "…" : unit;
        String meant =
                slips.getOrDefault(unit, Nearest.of(unit, factors.keySet()).orElse(""));
        String help = meant.isEmpty() ? "" : "did you mean `" + number + meant + "`?";
        String label = "units: " + String.join(", ", factors.keySet());
        return new Rejected(Code.UNIT, "`" + shown + "` is not a unit of a " + noun, label, help);
    }
}
