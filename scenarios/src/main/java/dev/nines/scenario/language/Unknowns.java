package dev.nines.scenario.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file does not know, found while it is read, and where each unknown stands this time. */
public final class Unknowns {
    private final Map<String, Double> positions;
    private final List<Unknown> found = new ArrayList<>();
    private final Map<String, Integer> uses = new LinkedHashMap<>();

    private Unknowns(Map<String, Double> positions) {
        this.positions = new LinkedHashMap<>(positions);
    }

    /** @param positions 0 … 1 by name; what is not named stands in its middle */
    public static Unknowns at(Map<String, Double> positions) {
        return new Unknowns(positions);
    }

    /** In the order of the file. */
    public List<Unknown> found() {
        return List.copyOf(found);
    }

    /** A name of the parameter's own: a second one of the same name gets a number. */
    String own(String name) {
        int use = uses.merge(name, 1, Integer::sum);
        return use == 1 ? name : name + "#" + use;
    }

    void add(Unknown unknown) {
        found.add(unknown);
    }

    String value(String name, Span span) {
        Double position = positions.get(name);
        return position == null ? span.middle() : span.at(position, Span.DRAWN);
    }
}
