package dev.nines.chaos.live;

import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Supplier;

/** What a daemon says, a line each: when, who, what. The words are those of the simulator's trace. */
final class Log {
    private static final DateTimeFormatter STAMP =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final PrintStream out;
    private final String name;
    private final Supplier<Instant> calendar;

    Log(PrintStream out, String name) {
        this(out, name, Instant::now);
    }

    /** @param calendar is only written down; nothing waits for it */
    Log(PrintStream out, String name, Supplier<Instant> calendar) {
        this.out = out;
        this.name = name;
        this.calendar = calendar;
    }

    void say(String text) {
        out.println(STAMP.format(calendar.get()) + " " + name + ": " + text);
    }
}
