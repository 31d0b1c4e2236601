package dev.nines.scenario.language;

import dev.nines.scenario.yaml.Yaml;

/** How YAML's core schema reads a plain text. */
final class Texts {
    private Texts() {}

    static Yaml.Kind kindOf(String text) {
        if (text.isEmpty()) {
            return Yaml.Kind.EMPTY;
        }
        if (text.equals("true") || text.equals("false")) {
            return Yaml.Kind.BOOLEAN;
        }
        if (text.matches("[-+]?[0-9]+")) {
            return Yaml.Kind.INTEGER;
        }
        return text.matches("[-+]?[0-9]+\\.[0-9]+") ? Yaml.Kind.DECIMAL : Yaml.Kind.TEXT;
    }
}
