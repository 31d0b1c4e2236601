package dev.nines.chaos.calibrate;

import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import dev.nines.scenario.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The durations that stand in a scenario's text for its services: what a measured outage could tell something about. */
final class DurationKeys {
    private static final Pattern GUESS = Pattern.compile("guess\\(([^ ()]+)(?: x[0-9.]+)?\\)");

    /**
     * One of them.
     *
     * @param path as in {@code services.front.haproxy.inter}
     * @param text as it stands there
     */
    record Key(String path, String text, long nanos) {}

    private DurationKeys() {}

    static List<Key> of(String file, String text) {
        List<Key> keys = new ArrayList<>();
        Yaml tree = YamlTree.parse(new Source(file, text));
        if (tree instanceof Yaml.Mapping mapping) {
            mapping.entry("services").ifPresent(entry -> walk("services", entry.value(), keys));
        }
        return keys;
    }

    private static void walk(String path, Yaml node, List<Key> keys) {
        if (node instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach(entry -> walk(path + "." + entry.key().text(), entry.value(), keys));
        } else if (node instanceof Yaml.Scalar scalar) {
            long nanos = nanos(scalar.text());
            if (nanos > 0) {
                keys.add(new Key(path, scalar.text(), nanos));
            }
        }
    }

    /** 0: it is no duration of a fixed length. */
    private static long nanos(String text) {
        Matcher guess = GUESS.matcher(text);
        String value = guess.matches() ? guess.group(1) : text;
        try {
            return value.matches("[0-9].*[a-z]") ? (Long) Quantities.duration().parse(value, Yaml.Kind.TEXT) : 0;
        } catch (Rejected e) {
            return 0;
        }
    }

    /** In the scenario's words, to the microsecond. */
    static String text(double nanos) {
        return Math.max(1, Math.round(nanos / 1e3)) + "us";
    }
}
