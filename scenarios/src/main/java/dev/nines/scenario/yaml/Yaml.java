package dev.nines.scenario.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node of a file. Immutable; duplicate keys are still there. */
public sealed interface Yaml {
    Place place();

    /** {@code a map}, {@code a list}, {@code a number}: for messages. */
    String describe();

    /** How YAML 1.2 (core schema) reads a plain scalar; quoted ones are always TEXT. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        EMPTY
    }

    record Scalar(Place place, String text, Kind kind) implements Yaml {
        @Override
        public String describe() {
            return switch (kind) {
                case TEXT -> "a text";
                case INTEGER, DECIMAL -> "a number";
                case BOOLEAN -> "a boolean";
                case EMPTY -> "nothing";
            };
        }

        public boolean isEmpty() {
            return kind == Kind.EMPTY;
        }
    }

    record Sequence(Place place, List<Yaml> items) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }

        public Sequence with(int index, Yaml item) {
            List<Yaml> changed = new ArrayList<>(items);
            changed.set(index, item);
            return new Sequence(place, changed);
        }

        public Sequence without(int index) {
            List<Yaml> changed = new ArrayList<>(items);
            changed.remove(index);
            return new Sequence(place, changed);
        }
    }

    record Entry(Scalar key, Yaml value) {
        public String name() {
            return key.text();
        }
    }

    record Mapping(Place place, List<Entry> entries) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String describe() {
            return "a map";
        }

        /** The first entry of that name. */
        public Optional<Entry> entry(String name) {
            return entries.stream().filter(e -> e.name().equals(name)).findFirst();
        }

        /** Keys in file order, each once. */
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            entries.forEach(e -> names.add(e.name()));
            return names;
        }

        /** With the entry in place of the one of the same name, or at the end. */
        public Mapping with(Entry entry) {
            List<Entry> changed = new ArrayList<>(entries);
            for (int i = 0; i < changed.size(); i++) {
                if (changed.get(i).name().equals(entry.name())) {
                    changed.set(i, entry);
                    return new Mapping(place, changed);
                }
            }
            changed.add(entry);
            return new Mapping(place, changed);
        }

        public Mapping without(String name) {
            return new Mapping(
                    place, entries.stream().filter(e -> !e.name().equals(name)).toList());
        }
    }
}
