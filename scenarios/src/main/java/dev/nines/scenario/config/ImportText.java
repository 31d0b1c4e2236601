package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text of an imported scenario: every value with its line in the file, every guess with its reason. */
final class ImportText {
    private static final Set<String> NOT_PLAIN =
            Set.of("true", "false", "null", "True", "False", "Null", "NULL", "TRUE", "FALSE");

    private final StringBuilder out = new StringBuilder();
    private final List<String> guesses = new ArrayList<>();
    private int values;

    ImportText line(String text) {
        out.append(text).append('\n');
        return this;
    }

    /** A line with something guessed in it. */
    ImportText guess(String text, String why) {
        guesses.add(text.strip().replaceFirst("^- ", "") + ": " + why);
        return line(text + "  # guessed: " + why);
    }

    /** A line whose value stands in a file. */
    ImportText read(String text, Given from) {
        values++;
        return line(text + "  # " + oneLine(from.where()));
    }

    /** A section, block by block. */
    ImportText section(Yaml.Mapping section, String indent) {
        for (Yaml.Entry entry : section.entries()) {
            String key = indent + plain(entry.key()) + ":";
            if (entry.value() instanceof Yaml.Mapping below) {
                line(key + (below.entries().isEmpty() ? " {}" : ""));
                section(below, indent + "  ");
            } else if (entry.value() instanceof Yaml.Scalar value) {
                String guess =
                        value.text().startsWith("guess(") ? "" : value.place().shown();
                values++;
                line(key + " " + plain(value) + (guess.isEmpty() ? "" : "  # " + oneLine(guess)));
            }
        }
        return this;
    }

    /** A file's name may hold anything: no line of it may end a comment. */
    static String oneLine(String text) {
        return text.replaceAll("[^\\x20-\\x7e\\x{a0}-\\x{10ffff}]", "?");
    }

    private static String plain(Yaml.Scalar scalar) {
        String text = scalar.text();
        boolean word = text.matches("[A-Za-z][A-Za-z0-9_.()/%-]*") && !NOT_PLAIN.contains(text);
        boolean number = text.matches("-?[0-9]+(?:\\.[0-9]+)?(?:[a-z]+|%)?");
        boolean ofText = scalar.kind() == Yaml.Kind.TEXT && text.matches("-?[0-9.]+");
        boolean flag = scalar.kind() == Yaml.Kind.BOOLEAN;
        return word || (number && !ofText) || flag
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    List<String> guesses() {
        return List.copyOf(guesses);
    }

    int values() {
        return values;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
