package dev.nines.scenario.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words that a product knows, by section of its file. A resource has sections {@code [name: noun]} with lines
 * {@code read:} (the reader looks at them), {@code may affect:} and {@code harmless:}; {@code word+1} takes an argument.
 */
final class Keywords {
    static final Keywords HAPROXY = new Keywords("HAProxy 2.6", "haproxy-2.6.words");
    static final Keywords KEEPALIVED = new Keywords("keepalived 2.2", "keepalived-2.2.words");

    private final String product;
    private final Map<String, Section> sections = new TreeMap<>();

    private Keywords(String product, String resource) {
        this.product = product;
        Section section = null;
        boolean harmless = false;
        for (String line : lines(resource)) {
            if (line.startsWith("[")) {
                String[] head = line.substring(1, line.length() - 1).split(": ");
                section = new Section(head[1]);
                sections.put(head[0], section);
            } else if (section != null && !line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(": ");
                harmless = colon < 0 ? harmless : line.startsWith("harmless");
                for (String word : line.substring(colon + 1).strip().split(" +")) {
                    section.add(word, harmless);
                }
            }
        }
    }

    String product() {
        return product;
    }

    Section section(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw new IllegalStateException("no words of " + name);
        }
        return section;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Keywords.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of one section. */
    static final class Section {
        private record Known(boolean harmless, int arguments) {}

        private final String noun;
        private final Map<String, Known> words = new TreeMap<>();

        private Section(String noun) {
            this.noun = noun;
        }

        private void add(String word, boolean harmless) {
            int plus = word.indexOf('+');
            String name = plus < 0 ? word : word.substring(0, plus);
            words.put(name, new Known(harmless, plus < 0 ? 0 : Integer.parseInt(word.substring(plus + 1))));
        }

        String noun() {
            return noun;
        }

        boolean knows(String word) {
            return words.containsKey(word);
        }

        boolean harmless(String word) {
            return knows(word) && words.get(word).harmless;
        }

        int arguments(String word) {
            return knows(word) ? words.get(word).arguments : 0;
        }

        List<String> all() {
            return new ArrayList<>(words.keySet());
        }
    }
}
