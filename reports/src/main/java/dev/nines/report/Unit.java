package dev.nines.report;

/** What a number of the result counts, and therefore how it is written. */
public enum Unit {
    SHARE,
    SECONDS,
    COUNT;

    /** The unit of a measure by its name in the result or in an objective. */
    public static Unit of(String measure) {
        String name = measure.toLowerCase(java.util.Locale.ROOT);
        if (name.contains("availability") || name.contains("share")) {
            return SHARE;
        }
        boolean counted = name.contains("transactions")
                || name.contains("violations")
                || name.contains("outages")
                || name.contains("requests")
                || name.endsWith("infinite")
                || name.endsWith("censored")
                || name.endsWith("unnoticed");
        return counted ? COUNT : SECONDS;
    }

    public String format(double value) {
        return switch (this) {
            case SHARE -> Double.isInfinite(value) ? "infinite" : Human.percent(value);
            case SECONDS -> Human.duration(value);
            case COUNT -> Human.count(value);
        };
    }

    /** A difference of two values, with its sign. */
    public String formatDifference(double value) {
        String text =
                switch (this) {
                    case SHARE -> percentagePoints(value);
                    case SECONDS -> Human.duration(value);
                    case COUNT -> Human.count(value);
                };
        return value > 0 ? "+" + text : text;
    }

    /** Half the width of an interval around a difference. */
    public String formatHalfWidth(double value) {
        return "±" + (this == SHARE ? percentagePoints(value) : format(value));
    }

    private static String percentagePoints(double share) {
        double points = Math.abs(share) * 100;
        int decimals = points == 0 ? 2 : Math.max(2, Math.min(9, 1 - (int) Math.floor(Math.log10(points) + 1e-9)));
        return Human.percentDigits(share, decimals) + " pp";
    }
}
