package dev.nines.report;

import java.util.Locale;

/** What a number of the result counts, and therefore how it is written. */
public enum Unit {
    /** A share near one: written with as many digits as its distance from 100 % needs. */
    AVAILABILITY,
    /** Any other share. */
    SHARE,
    SECONDS,
    COUNT;

    private static final String[] SHARES = {"share", "no-outage", "queue.lost", "queue.utilisation"};

    private static final String[] COUNTED = {
        "transactions", "violations", "outages", "requests", "infinite", "censored", "unnoticed", "in-system"
    };

    /** The unit of a measure by the name that objectives and differences give it. */
    public static Unit of(String metric) {
        String name = metric.toLowerCase(Locale.ROOT);
        if (name.contains("availability")) {
            return AVAILABILITY;
        }
        for (String share : SHARES) {
            if (name.contains(share)) {
                return SHARE;
            }
        }
        for (String counted : COUNTED) {
            if (name.contains(counted)) {
                return COUNT;
            }
        }
        return SECONDS;
    }

    public String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "−infinite";
        }
        return switch (this) {
            case AVAILABILITY -> Human.percent(value);
            case SHARE -> Human.threeDigits(value * 100) + " %";
            case SECONDS -> Human.duration(value);
            case COUNT -> Human.count(value);
        };
    }

    /** Both ends of an interval, a common unit written once. */
    public String formatRange(double low, double high) {
        if (this == AVAILABILITY) {
            int decimals = Math.max(Human.digitsFor(low), Human.digitsFor(high));
            return Human.percentDigits(low, decimals) + "–" + Human.percentDigits(high, decimals) + " %";
        }
        return joined(format(low), format(high));
    }

    private static String joined(String low, String high) {
        int space = low.lastIndexOf(' ');
        boolean oneUnit = space > 0
                && low.indexOf(' ') == space
                && high.indexOf(' ') == high.lastIndexOf(' ')
                && high.endsWith(low.substring(space));
        return (oneUnit ? low.substring(0, space) + "–" : low + (space > 0 ? " – " : "–")) + high;
    }

    /** A difference of two values, with its sign. */
    public String formatDifference(double value) {
        String text = isShare() && Double.isFinite(value) ? percentagePoints(value) : format(value);
        return value > 0 ? "+" + text : text;
    }

    /** The end of an interval around a difference, with its sign. */
    public String formatEnd(double value) {
        boolean duration = this == SECONDS && Double.isFinite(value);
        String text = duration ? Human.roughDuration(value) : formatDifference(value);
        return duration && value > 0 ? "+" + text : text;
    }

    /** Half the width of an interval around a difference. */
    public String formatHalfWidth(double value) {
        return "±"
                + (isShare() ? percentagePoints(value) : this == SECONDS ? Human.roughDuration(value) : format(value));
    }

    private boolean isShare() {
        return this == SHARE || this == AVAILABILITY;
    }

    private static String percentagePoints(double share) {
        double points = Math.abs(share) * 100;
        int decimals = points == 0 ? 2 : Math.max(2, Math.min(9, 1 - (int) Math.floor(Math.log10(points) + 1e-9)));
        return Human.percentDigits(share, decimals) + " pp";
    }
}
