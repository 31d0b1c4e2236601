package dev.nines.scenario.yaml;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The files that a scenario names: each is read once, so that a result stands on one state of them. */
public final class Attachments {
    private final Function<String, Source> reader;
    private final Map<String, Source> read = new TreeMap<>();

    /** @param reader of a file by the name that the scenario gives it; throws {@code Problems} */
    public Attachments(Function<String, Source> reader) {
        this.reader = reader;
    }

    public Source read(String name) {
        return read(name, UnaryOperator.identity());
    }

    /** @param kept what is kept of it: the file as it is, or without what is secret in it */
    public synchronized Source read(String name, UnaryOperator<Source> kept) {
        Source source = read.get(name);
        if (source == null) {
            source = kept.apply(reader.apply(name));
            read.put(name, source);
        }
        return source;
    }

    /** The texts of all that was read, by name. */
    public synchronized Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        read.forEach((name, source) -> texts.put(name, source.text()));
        return texts;
    }
}
