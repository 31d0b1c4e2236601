package dev.nines.report;

import java.util.Locale;

/** Numbers as people write them: {@code 3 h 18 min}, {@code 9 min 48 s}, {@code 640 ms}, {@code 99.9931 %}. */
public final class Human {
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;
    private static final double YEAR = 365 * DAY;

    private Human() {}

    /** A length of time in seconds; two units at most, three digits below a minute. */
    public static String duration(double seconds) {
        if (Double.isNaN(seconds)) {
            return "unknown";
        }
        if (seconds < 0) {
            return "−" + duration(-seconds);
        }
        if (Double.isInfinite(seconds)) {
            return "infinite";
        }
        if (seconds == 0) {
            return "0 s";
        }
        if (seconds < 59.95) {
            return belowMinute(seconds);
        }
        if (seconds < HOUR - 0.5) {
            return twoUnits(Math.round(seconds), 60, "min", "s");
        }
        if (seconds < DAY - 30) {
            return twoUnits(Math.round(seconds / MINUTE), 60, "h", "min");
        }
        if (seconds < YEAR) {
            return twoUnits(Math.round(seconds / HOUR), 24, "d", "h");
        }
        return twoUnits(Math.round(seconds / DAY), 365, "y", "d");
    }

    private static String belowMinute(double seconds) {
        if (seconds < 0.9995e-3) {
            return threeDigits(seconds * 1e6) + " µs";
        }
        if (seconds < 0.9995) {
            return threeDigits(seconds * 1e3) + " ms";
        }
        return threeDigits(seconds) + " s";
    }

    private static String twoUnits(long small, int perLarge, String large, String smallUnit) {
        String head = grouped(small / perLarge) + " " + large;
        long rest = small % perLarge;
        return rest == 0 ? head : head + " " + rest + " " + smallUnit;
    }

    /** A length of time for the end of an interval: the smaller unit is left out from ten of the larger one. */
    static String roughDuration(double seconds) {
        String text = duration(seconds);
        String[] words = text.split(" ");
        boolean twoDigits = words[0].replace("−", "").length() > 1;
        return words.length == 4 && twoDigits ? words[0] + " " + words[1] : text;
    }

    /** A difference of two durations, always with its sign. */
    public static String signedDuration(double seconds) {
        return seconds > 0 ? "+" + duration(seconds) : duration(seconds);
    }

    /** A number with three significant digits and no zeros behind the last of them that says something. */
    public static String threeDigits(double value) {
        double size = Math.abs(value);
        if (size >= 99.95 || value == 0) {
            return grouped(Math.round(value));
        }
        int decimals = size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        String shown = size >= 0.0005 ? text : String.format(Locale.ROOT, "%.1e", value);
        return value < 0 ? "−" + shown.substring(1) : shown;
    }

    /** A whole number in groups of three, any other with three digits. */
    public static String count(double value) {
        if (Double.isInfinite(value)) {
            return "infinite";
        }
        return value == Math.rint(value) ? grouped((long) value) : threeDigits(value);
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace('-', '−');
    }

    /** A share as a percentage, with as many digits as make its distance from 100 % visible. */
    public static String percent(double share) {
        return percentDigits(share, digitsFor(share)) + " %";
    }

    static String percentDigits(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", share * 100).replace('-', '−');
    }

    /** Two significant digits of what is missing to 100 %, 2 to 9 decimals. */
    static int digitsFor(double share) {
        double missingPercent = Math.abs(1 - share) * 100;
        if (missingPercent < 1e-12) {
            return 2;
        }
        int decimals = 1 - (int) Math.floor(Math.log10(missingPercent) + 1e-9);
        return Math.max(2, Math.min(9, decimals));
    }
}
