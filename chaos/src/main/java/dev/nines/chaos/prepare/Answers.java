package dev.nines.chaos.prepare;

import java.util.List;

/** Lines {@code key=value} of the script. */
record Answers(List<String> lines) {
    List<String> all(String key) {
        String start = key + "=";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    String value(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    boolean yes(String key) {
        return value(key).equals("yes");
    }
}
