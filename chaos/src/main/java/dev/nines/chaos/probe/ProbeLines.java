package dev.nines.chaos.probe;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that the prober prints: {@code s probe origin period count} when it begins, {@code o probe sequence lateness latency
 * result reason} for each outcome (nanoseconds after the probe was due), {@code w probe id copies} for what a database holds.
 */
final class ProbeLines {
    static final String BEGIN = "nines-probe 1";

    private static final Pattern OUTCOME =
            Pattern.compile("o (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) ([gfrl]) ([!-~]{1,60})");
    private static final Pattern SCHEDULE = Pattern.compile("s (\\d{1,9}) (\\d{1,19}) (\\d{1,18}) (\\d{1,9})");

    private ProbeLines() {}

    static String schedule(int probe, Schedule schedule) {
        return "s " + probe + " " + schedule.originNanos() + " " + schedule.periodNanos() + " " + schedule.count();
    }

    static void append(StringBuilder to, ProbeOutcome outcome) {
        to.append("o ").append(outcome.probe());
        to.append(' ').append(outcome.sequence());
        to.append(' ').append(outcome.latenessNanos());
        to.append(' ').append(outcome.latencyNanos());
        to.append(' ').append(outcome.result().letter());
        to.append(' ').append(outcome.reason()).append('\n');
    }

    /** Number of the probe that a schedule is for. */
    static int probeOf(String line) {
        return Integer.parseInt(matched(SCHEDULE, line).group(1));
    }

    static Schedule parseSchedule(String line) {
        Matcher m = matched(SCHEDULE, line);
        return new Schedule(Long.parseLong(m.group(2)), Long.parseLong(m.group(3)), Integer.parseInt(m.group(4)));
    }

    /** @param schedules by number of the probe */
    static ProbeOutcome parseOutcome(String line, Schedule[] schedules) {
        Matcher m = matched(OUTCOME, line);
        int probe = Integer.parseInt(m.group(1));
        if (probe >= schedules.length) {
            throw new IllegalArgumentException("no such probe: " + line);
        }
        long sequence = Long.parseLong(m.group(2));
        long due = schedules[probe].dueNanos(sequence);
        return new ProbeOutcome(
                probe,
                sequence,
                due,
                due + Long.parseLong(m.group(3)),
                due + Long.parseLong(m.group(4)),
                Result.of(m.group(5).charAt(0)),
                m.group(6));
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of the prober: " + line);
        }
        return matcher;
    }
}
