package dev.nines.scenario.config;

import java.util.Collection;

/** Names of a file as names of a scenario: letters, digits, {@code -} and {@code _}, beginning with a letter. */
final class Names {
    private static final int LENGTH_MAX = 60;
    /** Two of them and a word fit into the name of a drill. */
    private static final int SHORT_MAX = 24;

    private Names() {}

    static String of(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_-]+", "-")
                .replaceAll("^[^A-Za-z]+", "")
                .replaceAll("-+$", "");
        String kept = name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) : name;
        return kept.isEmpty() ? "x" : kept;
    }

    /** With a number behind it when it is taken. */
    static String free(String text, Collection<String> taken) {
        String whole = of(text);
        String name = whole.length() > SHORT_MAX ? whole.substring(0, SHORT_MAX) : whole;
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
