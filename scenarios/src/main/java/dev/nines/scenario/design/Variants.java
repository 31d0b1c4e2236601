package dev.nines.scenario.design;

import dev.nines.scenario.language.Report;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/** Puts a variant's values into the tree, before anything is checked. */
final class Variants {
    /** Keys that hold a dot themselves. */
    private static final List<String> DOTTED = List.of("latency.p99", "outage.threshold");

    private final Report report;
    private boolean addedMaps;

    Variants(Report report) {
        this.report = report;
    }

    /** The tree with all overrides of one variant; an empty value removes the key. */
    Yaml.Mapping apply(Yaml.Mapping root, Yaml.Mapping overrides) {
        Yaml changed = root.without("variants");
        for (Yaml.Entry override : overrides.entries()) {
            changed = put(changed, override.name(), override);
        }
        return (Yaml.Mapping) changed;
    }

    /** True when a path led through a map that was not there. */
    boolean addedMaps() {
        return addedMaps;
    }

    private Yaml put(Yaml node, String path, Yaml.Entry override) {
        if (node instanceof Yaml.Mapping mapping) {
            return putIntoMapping(mapping, path, override);
        }
        if (node instanceof Yaml.Sequence sequence) {
            return putIntoSequence(sequence, path, override);
        }
        String message = "`" + override.name() + "` leads into a single value";
        report.add(Code.BAD_VARIANT, override.key().place(), message, "nothing below it", "shorten the path");
        return node;
    }

    private Yaml putIntoMapping(Yaml.Mapping mapping, String path, Yaml.Entry override) {
        String step = step(mapping, path);
        Optional<Yaml.Entry> old = mapping.entry(step);
        boolean last = step.length() == path.length();
        if (last && override.value() instanceof Yaml.Scalar scalar && scalar.isEmpty()) {
            return remove(mapping, step, override);
        }
        Yaml.Scalar key = new Yaml.Scalar(override.key().place(), step, Yaml.Kind.TEXT);
        if (last) {
            return mapping.with(new Yaml.Entry(key, override.value()));
        }
        boolean absent = old.isEmpty() || (old.get().value() instanceof Yaml.Scalar scalar && scalar.isEmpty());
        addedMaps |= absent;
        Yaml below = absent
                ? new Yaml.Mapping(override.key().place(), List.of())
                : old.get().value();
        Yaml changed = put(below, path.substring(step.length() + 1), override);
        return mapping.with(new Yaml.Entry(absent ? key : old.get().key(), changed));
    }

    private Yaml remove(Yaml.Mapping mapping, String step, Yaml.Entry override) {
        if (mapping.entry(step).isEmpty()) {
            String message = "`" + override.name() + "` removes what is not there";
            report.add(Code.BAD_VARIANT, override.key().place(), message, "", "give it a value, or delete the line");
        }
        return mapping.without(step);
    }

    /** The longest key of the map that the path starts with, or a key with a dot, or the text up to the first dot. */
    private static String step(Yaml.Mapping mapping, String path) {
        String best = DOTTED.contains(path) ? path : "";
        for (String name : mapping.names()) {
            boolean starts = path.equals(name) || path.startsWith(name + ".");
            if (starts && name.length() > best.length()) {
                best = name;
            }
        }
        if (!best.isEmpty()) {
            return best;
        }
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private Yaml putIntoSequence(Yaml.Sequence sequence, String path, Yaml.Entry override) {
        int dot = path.indexOf('.');
        String step = dot < 0 ? path : path.substring(0, dot);
        int index = step.matches("[0-9]{1,6}") ? Integer.parseInt(step) : -1;
        if (index < 0 || index >= sequence.items().size()) {
            String message = "`" + override.name() + "`: no item `" + step + "` in the list";
            String label = sequence.items().isEmpty()
                    ? "the list is empty"
                    : "items are numbered 0 … " + (sequence.items().size() - 1);
            report.add(Code.BAD_VARIANT, override.key().place(), message, label, "");
            return sequence;
        }
        if (dot >= 0) {
            return sequence.with(index, put(sequence.items().get(index), path.substring(dot + 1), override));
        }
        boolean empty = override.value() instanceof Yaml.Scalar scalar && scalar.isEmpty();
        return empty ? sequence.without(index) : sequence.with(index, override.value());
    }
}
