package dev.nines.scenario.config;

import dev.nines.scenario.problem.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of words (HAProxy configuration manual, section 2.2): blanks separate, {@code #} begins a comment, {@code '…'} keeps
 * all, {@code "…"} keeps blanks and expands variables, a backslash escapes. HAProxy does not continue lines.
 */
final class HaproxyLexer {
    private final Reading reading;
    private final String line;
    private final int number;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int start = -1;
    private boolean environment;

    private HaproxyLexer(Reading reading, int number) {
        this.reading = reading;
        this.number = number;
        line = reading.source.lines().get(number - 1);
    }

    /** The lines that hold words. */
    static List<List<Word>> lines(Reading reading) {
        List<List<Word>> lines = new ArrayList<>();
        for (int i = 1; i <= reading.source.lines().size(); i++) {
            HaproxyLexer lexer = new HaproxyLexer(reading, i);
            lexer.run();
            if (!lexer.words.isEmpty()) {
                lines.add(lexer.words);
            }
        }
        return lines;
    }

    private void run() {
        char quote = 0;
        int opened = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                i += escape(i, quote == '"');
            } else if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                begin(i);
                opened = i;
                quote = quote == 0 ? c : 0;
            } else if (quote == 0 && c == '#') {
                end(i);
                return;
            } else if (quote == 0 && (c == ' ' || c == '\t')) {
                end(i);
            } else {
                begin(i);
                environment |= quote == '"' && c == '$';
                text.append(c);
            }
        }
        if (quote != 0) {
            reading.error(
                    Code.CONFIG_VALUE,
                    reading.place(number, opened, opened + 1),
                    "a quote is not closed",
                    "it begins here",
                    "");
        }
        end(line.length());
    }

    /** How many characters beyond the backslash belong to it. */
    private int escape(int at, boolean weak) {
        begin(at);
        char next = line.charAt(at + 1);
        int plain = "\\ #\"'$".indexOf(next);
        int control = weak ? -1 : "rnt".indexOf(next);
        if (plain >= 0 && (!weak || "\\\"$".indexOf(next) >= 0)) {
            text.append(next);
            return 1;
        }
        if (control >= 0) {
            text.append("\r\n\t".charAt(control));
            return 1;
        }
        Optional<Character> hex = weak || next != 'x' ? Optional.empty() : hex(at + 2);
        if (hex.isPresent()) {
            text.append(hex.get().charValue());
            return 3;
        }
        text.append('\\');
        return 0;
    }

    private Optional<Character> hex(int at) {
        if (at + 2 > line.length() || !line.substring(at, at + 2).matches("[0-9A-Fa-f]{2}")) {
            return Optional.empty();
        }
        return Optional.of((char) Integer.parseInt(line.substring(at, at + 2), 16));
    }

    private void begin(int at) {
        start = start < 0 ? at : start;
    }

    private void end(int at) {
        if (start >= 0) {
            words.add(new Word(text.toString(), reading.place(number, start, at), environment));
        }
        start = -1;
        environment = false;
        text.setLength(0);
    }
}
