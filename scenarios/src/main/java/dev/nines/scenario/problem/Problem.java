package dev.nines.scenario.problem;

import java.util.Comparator;
import java.util.List;

/**
 * One thing that is wrong with a file, at its place.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param length characters to underline; 0 when the problem is the file itself
 * @param message one sentence without a full stop
 * @param label what stands beside the carets; may be empty
 * @param help one suggestion; may be empty
 * @param excerpt the source line and, when there is one, the line before it; empty when the problem is the file itself
 */
public record Problem(
        Code code,
        String file,
        int line,
        int column,
        int length,
        String message,
        String label,
        String help,
        List<String> excerpt)
        implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    public Problem {
        if (line < 1 || column < 1 || length < 0) {
            throw new IllegalArgumentException("place " + line + ":" + column + " length " + length);
        }
        excerpt = List.copyOf(excerpt);
    }

    /** A problem of a file as a whole. */
    public static Problem ofFile(Code code, String file, String message, String help) {
        return new Problem(code, file, 1, 1, 0, message, "", help, List.of());
    }

    public boolean isWarning() {
        return code.isWarning();
    }

    /** File, then position, then code. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
