package dev.nines.scenario.config;

import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service's section of a scenario as configuration files give it.
 *
 * @param section the language's keys; every place names its file
 * @param findings what no key stands for
 * @param warnings what the files of several nodes do not agree on
 */
public record Fragment(Yaml.Mapping section, List<Finding> findings, List<Problem> warnings) {
    public Fragment {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    /** A section while it is put together. */
    static final class Builder {
        private final Place place;
        private final List<Yaml.Entry> entries = new ArrayList<>();

        Builder(Place place) {
            this.place = place;
        }

        Builder put(String key, Given value) {
            entries.add(new Yaml.Entry(key(key, value.place()), value.yaml()));
            return this;
        }

        /** The values of these keys that there are. */
        Builder putAll(Map<String, Given> values, List<String> keys) {
            keys.stream().filter(values::containsKey).forEach(key -> put(key, values.get(key)));
            return this;
        }

        /** Nothing when the map is empty. */
        Builder put(String key, Builder map) {
            if (!map.entries.isEmpty()) {
                entries.add(new Yaml.Entry(key(key, map.place), map.build()));
            }
            return this;
        }

        Yaml.Mapping build() {
            return new Yaml.Mapping(place, entries);
        }

        private static Yaml.Scalar key(String key, Place place) {
            return new Yaml.Scalar(place, key, Yaml.Kind.TEXT);
        }
    }
}
