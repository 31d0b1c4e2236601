package dev.nines.scenario.language;

import dev.nines.scenario.yaml.Yaml;
import java.util.regex.Pattern;

/** How YAML's core schema reads a plain text. */
public final class Texts {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+\\.[0-9]+");

    private Texts() {}

    public static Yaml.Kind kindOf(String text) {
        if (text.isEmpty()) {
            return Yaml.Kind.EMPTY;
        }
        if (text.equals("true") || text.equals("false")) {
            return Yaml.Kind.BOOLEAN;
        }
        if (WHOLE.matcher(text).matches()) {
            return Yaml.Kind.INTEGER;
        }
        return DECIMAL.matcher(text).matches() ? Yaml.Kind.DECIMAL : Yaml.Kind.TEXT;
    }
}
