package dev.nines.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time since the start of a trial, as traces print it ({@code 41d03:12:07.25}) or as a duration ({@code 12.5s}).
 *
 * @param nanos since the start
 */
record TimeOfTrial(long nanos) implements ITypeConverter<TimeOfTrial> {
    static final TimeOfTrial END = new TimeOfTrial(Long.MAX_VALUE);

    private static final Pattern CLOCK =
            Pattern.compile("(?:(\\d{1,6})d)?(\\d{1,2}):(\\d{2}):(\\d{2}(?:\\.\\d{1,9})?)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|min|h|d)");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "min",
            60_000_000_000L,
            "h",
            3_600_000_000_000L,
            "d",
            86_400_000_000_000L);

    /** Used by the command line as a converter only. */
    TimeOfTrial() {
        this(0);
    }

    static TimeOfTrial parse(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            long days = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            return new TimeOfTrial(days * UNIT_NANOS.get("d")
                    + Long.parseLong(clock.group(2)) * UNIT_NANOS.get("h")
                    + Long.parseLong(clock.group(3)) * UNIT_NANOS.get("min")
                    + nanos(clock.group(4), "s"));
        }
        Matcher duration = DURATION.matcher(text);
        if (duration.matches()) {
            return new TimeOfTrial(nanos(duration.group(1), duration.group(2)));
        }
        throw new TypeConversionException("'" + text + "' is not a time: write 12.5s, 3min or 41d03:12:07");
    }

    private static long nanos(String number, String unit) {
        try {
            return new BigDecimal(number)
                    .multiply(BigDecimal.valueOf(UNIT_NANOS.get(unit)))
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException(number + unit + " is longer than any trial");
        }
    }

    @Override
    public TimeOfTrial convert(String text) {
        return parse(text);
    }
}
