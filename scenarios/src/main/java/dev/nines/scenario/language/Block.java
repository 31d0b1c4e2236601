package dev.nines.scenario.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of keys.
 *
 * @param id unique; names the definition in the JSON Schema and the heading of the reference page
 * @param meaning a sentence for the reference page
 * @param exactlyOne of these keys must be written; empty: no such rule
 * @param profileKey the key whose value chooses defaults; empty: none
 */
public record Block(String id, String meaning, List<Key> keys, List<String> exactlyOne, String profileKey) {

    public Block {
        keys = List.copyOf(keys);
        exactlyOne = List.copyOf(exactlyOne);
        if (keys.stream().map(Key::name).distinct().count() != keys.size()) {
            throw new IllegalStateException("a key stands twice in " + id);
        }
    }

    public static Block of(String id, String meaning, Key... keys) {
        return new Block(id, meaning, List.of(keys), List.of(), "");
    }

    public Block withExactlyOne(List<String> names) {
        return new Block(id, meaning, keys, names, profileKey);
    }

    public Block withProfile(String key) {
        return new Block(id, meaning, keys, exactlyOne, key);
    }

    public Block plus(List<Key> more) {
        List<Key> all = new ArrayList<>(keys);
        all.addAll(more);
        return new Block(id, meaning, all, exactlyOne, profileKey);
    }

    public Optional<Key> key(String name) {
        for (Key key : keys) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    public List<String> names() {
        return keys.stream().map(Key::name).toList();
    }
}
