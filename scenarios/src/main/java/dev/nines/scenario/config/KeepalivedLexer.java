package dev.nines.scenario.config;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a {@code keepalived.conf}: {@code #} and {@code !} begin a comment wherever they stand outside quotes, braces
 * end a line. Definitions of one word ({@code $NAME=value}) are put in; what depends on the host or on other files is refused.
 */
final class KeepalivedLexer {
    private static final Pattern DEFINITION = Pattern.compile("\\s*\\$([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern USE = Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");
    private static final int EXPANDED_MAX = 1000;

    /** An open block, its lines so far, and where its brace stands. */
    private record Open(List<Directive> lines, Place brace) {}

    private final Reading reading;
    private final Map<String, String> definitions = new TreeMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Word> words = new ArrayList<>();

    private KeepalivedLexer(Reading reading) {
        this.reading = reading;
    }

    static List<Directive> read(Reading reading) {
        return new KeepalivedLexer(reading).run();
    }

    private List<Directive> run() {
        open.push(new Open(new ArrayList<>(), new Place(1, 1, 1)));
        for (int i = 1; i <= reading.source.lines().size(); i++) {
            String line = reading.source.lines().get(i - 1);
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                define(i, definition.group(1), definition.group(2));
            } else if (!refused(i, line)) {
                scan(i, line);
                endLine();
            }
        }
        while (open.size() > 1) {
            reading.error(Code.CONFIG_VALUE, open.peek().brace, "a block is not closed", "it begins here", "");
            close();
        }
        return open.peek().lines;
    }

    private void define(int number, String name, String value) {
        String bare = value.replaceFirst("[#!].*", "").strip();
        if (bare.isEmpty() || bare.matches(".*[\\s{}\\\\].*")) {
            Place place = reading.place(
                    number, 0, reading.source.lines().get(number - 1).length());
            String help = "write out what `$" + Reading.shorten(name) + "` stands for";
            reading.error(Code.CONFIG_VALUE, place, "only definitions of one word are read", "", help);
        } else {
            definitions.put(name, bare);
        }
    }

    private boolean refused(int number, String line) {
        String text = line.strip();
        String what = text.startsWith("@")
                ? "lines for some nodes only are not read"
                : text.startsWith("~SEQ") || text.startsWith("~LST")
                        ? "sequences are not read"
                        : text.matches("include[rmwba]?\\s.*") ? "`include` is not followed" : "";
        if (!what.isEmpty()) {
            int from = line.indexOf(text);
            String help =
                    text.startsWith("i") ? "put the lines of that file in its place" : "write out what is meant here";
            reading.error(Code.CONFIG_VALUE, reading.place(number, from, from + text.length()), what, "", help);
        }
        return !what.isEmpty();
    }

    private void scan(int number, String line) {
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '#' || c == '!') {
                return;
            }
            if (c == '{' || c == '}') {
                brace(c, reading.place(number, i, i + 1));
                i++;
            } else if (Character.isWhitespace(c)) {
                i++;
            } else {
                i = word(number, line, i);
            }
        }
    }

    private int word(int number, String line, int from) {
        StringBuilder text = new StringBuilder();
        char quote = 0;
        int i = from;
        while (i < line.length() && (quote != 0 || !ends(line.charAt(i), text))) {
            char c = line.charAt(i);
            if (c == '\\' && quote != 0 && i + 1 < line.length()) {
                text.append(line.charAt(++i));
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
            } else {
                text.append(c);
            }
            i++;
        }
        Place place = reading.place(number, from, i);
        if (quote != 0) {
            reading.error(Code.CONFIG_VALUE, place, "a quote is not closed", "", "");
        }
        words.add(new Word(expand(text.toString()), place, false));
        return i;
    }

    /** The brace of <code>${NAME}</code> belongs to its word. */
    private static boolean ends(char c, StringBuilder text) {
        boolean variable = text.lastIndexOf("${") > text.lastIndexOf("}");
        boolean opens = c == '{' && text.length() > 0 && text.charAt(text.length() - 1) == '$';
        return Character.isWhitespace(c) || c == '#' || c == '!' || (c == '{' && !opens) || (c == '}' && !variable);
    }

    private String expand(String text) {
        if (definitions.isEmpty() || text.indexOf('$') < 0) {
            return text;
        }
        String expanded = USE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(
                        definitions.getOrDefault(use.group(1) == null ? use.group(2) : use.group(1), use.group())));
        return expanded.length() > EXPANDED_MAX ? expanded.substring(0, EXPANDED_MAX) : expanded;
    }

    private void brace(char c, Place place) {
        if (c == '{') {
            List<Directive> lines = open.peek().lines;
            if (words.isEmpty()
                    && !lines.isEmpty()
                    && !lines.get(lines.size() - 1).block()) {
                words = new ArrayList<>(lines.remove(lines.size() - 1).words());
            }
            if (words.isEmpty()) {
                reading.error(Code.CONFIG_VALUE, place, "a block without a name", "", "");
                words.add(new Word("", place, false));
            }
            lines.add(new Directive(words, true, new ArrayList<>()));
            words = new ArrayList<>();
            open.push(new Open(lines.get(lines.size() - 1).body(), place));
        } else {
            endLine();
            if (open.size() == 1) {
                reading.error(Code.CONFIG_VALUE, place, "`}` closes nothing", "", "");
            } else {
                close();
            }
        }
    }

    private void endLine() {
        if (!words.isEmpty()) {
            open.peek().lines.add(new Directive(words, false, List.of()));
            words = new ArrayList<>();
        }
    }

    private void close() {
        open.pop();
    }
}
