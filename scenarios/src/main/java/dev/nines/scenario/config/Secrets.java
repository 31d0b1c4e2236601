package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Source;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts asterisks in place of passwords, so that they reach no message and no result. Everything else stays at its place, and
 * doing it twice changes nothing.
 */
public final class Secrets {
    private static final String BLANKS = "(?:\\\\ |[ \\t:])+";
    private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'[^'\\n]*'?";
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("(?i)\\b(?:auth_pass|password|insecure-password|cluster-secret|ca-sign-pass)[ \\t]+("
                    + QUOTED + "|\\S+)"),
            Pattern.compile("(?i)\\bstats[ \\t]+auth[ \\t]+(" + QUOTED + "|\\S+)"),
            Pattern.compile("(?i)\\b(?:authorization|x-api-key|x-auth-token)[\"']?" + BLANKS + "((?:basic|bearer)"
                    + BLANKS + "\\S+|" + QUOTED + "|\\S+)"),
            Pattern.compile(
                    "(?i)\\b(?:setenv|presetenv)[ \\t]+\\S*(?:pass|secret|token|key)\\S*[ \\t]+(" + QUOTED + "|\\S+)"));

    private Secrets() {}

    /** The text with as many characters on every line. */
    public static Source hidden(Source source) {
        String text = source.text();
        for (Pattern pattern : PATTERNS) {
            text = pattern.matcher(text).replaceAll(Secrets::asterisks);
        }
        return text.equals(source.text()) ? source : new Source(source.file(), text);
    }

    private static String asterisks(java.util.regex.MatchResult match) {
        int from = match.start(1) - match.start();
        String all = match.group();
        String secret = match.group(1);
        StringBuilder hidden = new StringBuilder(all.substring(0, from));
        secret.codePoints().forEach(c -> hidden.append(c == '"' || c == '\'' ? (char) c : '*'));
        return Matcher.quoteReplacement(hidden + all.substring(from + secret.length()));
    }
}
