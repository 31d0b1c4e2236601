package dev.nines.chaos.stop;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When runs are allowed, by a calendar on the wall: {@code mon-fri 09:00-18:00 Asia/Seoul}. A window that ends before it begins
 * passes midnight and belongs to the day on which it begins.
 *
 * @param to excluded
 * @param freezes dates on which nothing runs, whatever the window says
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone, List<Freeze> freezes) {
    private static final Pattern FORM = Pattern.compile(
            "(?:([a-z]{3})-([a-z]{3})|([a-z]{3}(?:,[a-z]{3})*)) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+)");
    private static final Pattern FREEZE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:\\.\\.(\\d{4}-\\d\\d-\\d\\d))?");

    /** Both dates included. */
    public record Freeze(LocalDate first, LocalDate last) {}

    public TimeWindow {
        days = Set.copyOf(days);
        freezes = List.copyOf(freezes);
        if (days.isEmpty() || from.equals(to)) {
            throw new IllegalArgumentException("a window without time");
        }
    }

    /**
     * @param text days, times and a zone of the tz database: {@code mon-fri 09:00-18:00 Asia/Seoul}, {@code sat,sun 22:00-04:00 UTC}
     * @param freezes dates or ranges of dates: {@code 2026-12-24..2027-01-02}
     * @throws IllegalArgumentException if one of them is not of this form
     */
    public static TimeWindow parse(String text, List<String> freezes) {
        Matcher m = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("not a window such as \"mon-fri 09:00-18:00 Asia/Seoul\": " + text);
        }
        try {
            String zone = text.strip().substring(m.start(6));
            return new TimeWindow(
                    m.group(1) == null ? list(m.group(3)) : range(day(m.group(1)), day(m.group(2))),
                    LocalTime.parse(m.group(4)),
                    LocalTime.parse(m.group(5)),
                    ZoneId.of(zone),
                    freezes.stream().map(TimeWindow::freeze).toList());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time or zone in \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static Freeze freeze(String text) {
        Matcher m = FREEZE.matcher(text.strip());
        if (!m.matches()) {
            throw new IllegalArgumentException("not a date, nor a range such as 2026-12-24..2027-01-02: " + text);
        }
        LocalDate first = LocalDate.parse(m.group(1));
        LocalDate last = m.group(2) == null ? first : LocalDate.parse(m.group(2));
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("a freeze that ends before it begins: " + text);
        }
        return new Freeze(first, last);
    }

    private static DayOfWeek day(String three) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).startsWith(three)) {
                return day;
            }
        }
        throw new IllegalArgumentException("not a day: " + three);
    }

    private static Set<DayOfWeek> list(String days) {
        Set<DayOfWeek> found = EnumSet.noneOf(DayOfWeek.class);
        for (String day : days.split(",", -1)) {
            found.add(day(day));
        }
        return found;
    }

    private static Set<DayOfWeek> range(DayOfWeek first, DayOfWeek last) {
        Set<DayOfWeek> found = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; ) {
            day = day.plus(1);
            found.add(day);
        }
        return found;
    }

    /** Why nothing may run at a time, or empty. */
    public Optional<String> refusal(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        LocalDate date = there.toLocalDate();
        for (Freeze freeze : freezes) {
            if (!date.isBefore(freeze.first()) && !date.isAfter(freeze.last())) {
                return Optional.of("frozen from " + freeze.first() + " to " + freeze.last());
            }
        }
        LocalTime time = there.toLocalTime();
        boolean inside = from.isBefore(to)
                ? days.contains(date.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to)
                : (days.contains(date.getDayOfWeek()) && !time.isBefore(from))
                        || (days.contains(date.getDayOfWeek().minus(1)) && time.isBefore(to));
        return inside
                ? Optional.empty()
                : Optional.of("outside of the window " + from + "-" + to + " " + zone + " on its days");
    }
}
