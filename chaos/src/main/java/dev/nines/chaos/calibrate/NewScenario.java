package dev.nines.chaos.calibrate;

import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import dev.nines.scenario.yaml.YamlTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A scenario's text with other values: nothing else of it changes, and a comment above each says where it comes from. */
public final class NewScenario {
    /**
     * A value to be replaced.
     *
     * @param path as in {@code faults.0.every}
     * @param text in the scenario's words
     * @param ground what the comment says
     */
    public record Change(String path, String text, String ground) {}

    private record Edit(Yaml.Scalar scalar, Change change) {}

    private NewScenario() {}

    /** Values that do not stand in the text, such as those of variants, are left out. */
    public static String of(String file, String text, List<Change> changes) {
        Source source = new Source(file, text);
        Yaml tree = YamlTree.parse(source);
        List<Edit> edits = new ArrayList<>();
        for (Change change : changes) {
            find(tree, change.path()).ifPresent(scalar -> edits.add(new Edit(scalar, change)));
        }
        edits.sort(Comparator.<Edit>comparingInt(e -> e.scalar.place().line())
                .thenComparingInt(e -> e.scalar.place().column())
                .reversed());
        List<String> lines = new ArrayList<>(source.lines());
        int last = Integer.MAX_VALUE;
        List<String> comments = new ArrayList<>();
        for (Edit edit : edits) {
            int line = edit.scalar.place().line() - 1;
            if (line != last) {
                insert(lines, last, comments);
                last = line;
            }
            String old = lines.get(line);
            int from = old.offsetByCodePoints(0, edit.scalar.place().column() - 1);
            int to = old.offsetByCodePoints(from, edit.scalar.place().length());
            String word = edit.change.path().substring(edit.change.path().lastIndexOf('.') + 1);
            comments.add(0, "# " + word + ": " + edit.change.ground() + "; was " + old.substring(from, to));
            lines.set(line, old.substring(0, from) + edit.change.text() + old.substring(to));
        }
        insert(lines, last, comments);
        return String.join("\n", lines);
    }

    private static void insert(List<String> lines, int line, List<String> comments) {
        if (!comments.isEmpty()) {
            String old = lines.get(line);
            String indent = old.substring(0, old.length() - old.stripLeading().length());
            lines.addAll(
                    line, comments.stream().map(comment -> indent + comment).toList());
            comments.clear();
        }
    }

    private static Optional<Yaml.Scalar> find(Yaml tree, String path) {
        Optional<Yaml> node = Optional.of(tree);
        for (String word : path.split("\\.", -1)) {
            node = node.flatMap(n -> child(n, word));
        }
        return node.filter(Yaml.Scalar.class::isInstance).map(Yaml.Scalar.class::cast);
    }

    private static Optional<Yaml> child(Yaml node, String word) {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping.entry(word).map(Yaml.Entry::value);
        }
        boolean index = node instanceof Yaml.Sequence && word.matches("[0-9]{1,6}");
        if (index && Integer.parseInt(word) < ((Yaml.Sequence) node).items().size()) {
            return Optional.of(((Yaml.Sequence) node).items().get(Integer.parseInt(word)));
        }
        return Optional.empty();
    }
}
