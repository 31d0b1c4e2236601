package dev.nines.scenario.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema alternatives of one scalar. */
public record Forms(List<Map<String, Object>> alternatives) {

    public Forms {
        alternatives = List.copyOf(alternatives);
    }

    /** A string that matches as a whole. */
    public static Forms pattern(String regex) {
        return new Forms(List.of(stringOf(regex)));
    }

    /** A string that matches as a whole, with or without {@code guess( )} around it. */
    public static Forms guessable(String regex) {
        return pattern(regex + "|guess\\( *(?:" + regex + ") *\\)");
    }

    /** The value, a range of it, a guess of it, a guess with a factor. */
    static String unknown(String regex) {
        return regex + "|" + unknownAlone(regex);
    }

    /** As {@link #unknown}, without the value itself. */
    public static Forms onlyUnknown(String regex) {
        return pattern(unknownAlone(regex));
    }

    private static String unknownAlone(String regex) {
        String value = "(?:" + regex + ")";
        String range = value + "\\.\\." + value;
        String named = "(?: +as +" + Words.NAME + ")?";
        return range + "|guess\\( *(?:" + value + "(?: +x" + Units.NUMBER + ")?|" + range + ")" + named + " *\\)";
    }

    public static Forms bounded(String type, Object minimum, Object maximum) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("type", type);
        form.put("minimum", minimum);
        form.put("maximum", maximum);
        return new Forms(List.of(form));
    }

    public static Forms ofType(Object type) {
        return new Forms(List.of(Map.of("type", type)));
    }

    public static Forms oneOf(List<String> words) {
        return new Forms(List.of(Map.of("enum", words)));
    }

    public Forms or(Forms other) {
        List<Map<String, Object>> both = new ArrayList<>(alternatives);
        both.addAll(other.alternatives);
        return new Forms(both);
    }

    private static Map<String, Object> stringOf(String regex) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("type", "string");
        form.put("pattern", "^(?:" + regex + ")$");
        return form;
    }
}
