package dev.nines.scenario;

import dev.nines.scenario.problem.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Long explanations of error codes and terms, for {@code nines explain}. */
public final class Explanations {
    private static final Map<String, String> PAGES = load();

    private Explanations() {}

    /**
     * @param codeOrTerm {@code N0103}, {@code outage}, {@code semi-sync}; case does not matter
     * @return Markdown
     */
    public static Optional<String> of(String codeOrTerm) {
        return page(key(codeOrTerm)).or(() -> page(key(word(codeOrTerm))));
    }

    private static Optional<String> page(String wanted) {
        return PAGES.entrySet().stream()
                .filter(e -> key(e.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The topic that somebody probably meant. */
    public static Optional<String> nearest(String codeOrTerm) {
        return Nearest.of(codeOrTerm.strip(), PAGES.keySet());
    }

    /** Every code and term that has a page, codes first. */
    public static List<String> topics() {
        return List.copyOf(PAGES.keySet());
    }

    /** What a page says in its heading, without the code. */
    static String title(String topic) {
        String heading = PAGES.getOrDefault(topic, "").lines().findFirst().orElse("");
        return heading.replaceFirst("^# [^:]*: *", "");
    }

    private static String key(String topic) {
        return topic.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    }

    /** The word that a row of a report is about: {@code lost tx} of {@code lb-crash: lost tx, mean}. */
    private static String word(String label) {
        return label.substring(label.indexOf(": ") + 1)
                .replaceFirst(" / year$", "")
                .replaceFirst(",.*", "")
                .replaceFirst(" p\\d+$", "");
    }

    /** The resource holds pages that begin with {@code # TOPIC, OTHER TOPIC: title}. */
    private static Map<String, String> load() {
        Map<String, String> pages = new LinkedHashMap<>();
        for (String file : List.of("codes.md", "terms.md")) {
            for (String page : read(file).split("(?m)^(?=# )")) {
                if (page.startsWith("# ")) {
                    for (String topic : page.substring(2, page.indexOf(':')).split(",")) {
                        pages.put(topic.strip(), page.strip() + "\n");
                    }
                }
            }
        }
        return java.util.Collections.unmodifiableMap(pages);
    }

    private static String read(String file) {
        try (InputStream in = Explanations.class.getResourceAsStream("explanations/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
