package dev.nines.scenario.problem;

import java.util.List;

/** Problems as text: the source line with carets, the suggestion, and a summary line. */
public final class ProblemPrinter {
    private static final int WIDTH_MAX = 110;
    private static final int SHOWN_MAX = 100;

    private final boolean colour;

    public ProblemPrinter(boolean colour) {
        this.colour = colour;
    }

    /** The problems (the first hundred of them) and the summary; empty when there are none. Ends with a line feed. */
    public String print(List<Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        problems.stream().limit(SHOWN_MAX).forEach(p -> out.append(print(p)).append('\n'));
        if (problems.size() > SHOWN_MAX) {
            out.append("… and ").append(problems.size() - SHOWN_MAX).append(" more\n\n");
        }
        return out.append(summary(problems)).append('\n').toString();
    }

    /** {@code 2 errors and 1 warning in 1 file. Nothing was run.} */
    public String summary(List<Problem> problems) {
        long warnings = problems.stream().filter(Problem::isWarning).count();
        long errors = problems.size() - warnings;
        long files = problems.stream().map(Problem::file).distinct().count();
        String what = errors == 0
                ? count(warnings, "warning")
                : count(errors, "error") + (warnings == 0 ? "" : " and " + count(warnings, "warning"));
        return what + " in " + count(files, "file") + (errors == 0 ? "." : ". Nothing was run.");
    }

    /** One problem, several lines. */
    public String print(Problem problem) {
        String kind =
                (problem.isWarning() ? "warning[" : "error[") + problem.code().id() + "]";
        StringBuilder out = new StringBuilder();
        out.append(paint(kind, problem.isWarning() ? "1;33" : "1;31"));
        out.append(paint(": " + visible(problem.message()), "1")).append('\n');
        out.append(paint("  --> ", "34")).append(visible(problem.file()));
        if (problem.length() > 0) {
            out.append(':').append(problem.line()).append(':').append(problem.column());
        }
        out.append('\n');
        appendExcerpt(out, problem);
        if (!problem.help().isEmpty()) {
            out.append("   = help: ").append(visible(problem.help())).append('\n');
        }
        return out.append("   = more: nines explain ")
                .append(problem.code().id())
                .append('\n')
                .toString();
    }

    private void appendExcerpt(StringBuilder out, Problem problem) {
        List<String> lines = problem.excerpt();
        if (lines.isEmpty()) {
            return;
        }
        int gutter = Math.max(2, String.valueOf(problem.line()).length() + 1);
        String empty = " ".repeat(gutter) + " |";
        out.append(empty).append('\n');
        int from = windowStart(problem);
        for (int i = 0; i < lines.size(); i++) {
            String number = String.valueOf(problem.line() - lines.size() + 1 + i);
            out.append(" ".repeat(gutter - number.length())).append(number).append(" | ");
            out.append(window(lines.get(i), from).stripTrailing()).append('\n');
        }
        appendCarets(out, empty, problem, from);
    }

    /** Long lines are shown from here on, so that the carets are always in sight. */
    private static int windowStart(Problem problem) {
        return problem.column() + Math.min(problem.length(), 20) <= WIDTH_MAX ? 0 : problem.column() - 21;
    }

    private static String window(String line, int from) {
        int[] points = line.codePoints().toArray();
        int to = Math.min(points.length, from + WIDTH_MAX);
        if (from >= to) {
            return from == 0 ? "" : "…";
        }
        String text = visible(new String(points, from, to - from));
        return (from > 0 ? "…" : "") + text + (to < points.length ? "…" : "");
    }

    private void appendCarets(StringBuilder out, String empty, Problem problem, int from) {
        int[] points =
                problem.excerpt().get(problem.excerpt().size() - 1).codePoints().toArray();
        int start = Math.min(problem.column() - 1, points.length);
        int end = Math.min(Math.min(start + problem.length(), points.length), from + WIDTH_MAX);
        int pad = (from > 0 ? 1 : 0) + columns(points, Math.min(from, start), start);
        int carets = Math.max(1, columns(points, start, end));
        out.append(empty).append(" ".repeat(pad + 1));
        out.append(paint("^".repeat(carets), problem.isWarning() ? "1;33" : "1;31"));
        appendLabel(out, empty, visible(problem.label()), pad, pad + carets);
    }

    /** Long labels go on below their beginning. */
    private static void appendLabel(StringBuilder out, String empty, String label, int pad, int column) {
        int at = column;
        int indent = Math.min(pad + 2, WIDTH_MAX / 2);
        for (String word : label.isEmpty() ? new String[0] : label.split(" ")) {
            if (at + 1 + word.length() > WIDTH_MAX && at > indent) {
                out.append('\n').append(empty).append(" ".repeat(indent));
                at = indent;
            }
            out.append(' ').append(word);
            at += 1 + word.length();
        }
        out.append('\n');
    }

    private static int columns(int[] points, int from, int to) {
        int columns = 0;
        for (int i = from; i < to; i++) {
            columns += isWide(points[i]) ? 2 : 1;
        }
        return columns;
    }

    /** East Asian wide characters take two columns of a terminal. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0xa4cf)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1faff)
                        || (c >= 0x20000 && c <= 0x3fffd));
    }

    /** A file must not be able to steer the terminal: control characters are shown as a dot, tabs as one blank. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(c == '\t' ? ' ' : isControl(c) ? '·' : c));
        return out.toString();
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private String paint(String text, String style) {
        return colour ? "\u001b[" + style + "m" + text + "\u001b[0m" : text;
    }
}
