package dev.nines.scenario.language;

import dev.nines.kernel.Law;
import dev.nines.scenario.yaml.Place;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map of the file, read by a table. Values that were wrong are neither found nor replaced by their default, so that
 * later checks keep silent about them.
 */
public final class Section {
    private final Block block;
    private final String path;
    private final Place place;
    private final String profile;
    private final Map<String, Value> written;
    private final Set<String> broken;

    Section(Block block, String path, Place place, String profile, Map<String, Value> written, Set<String> broken) {
        this.block = block;
        this.path = path;
        this.place = place;
        this.profile = profile;
        this.written = new LinkedHashMap<>(written);
        this.broken = new LinkedHashSet<>(broken);
    }

    public Block block() {
        return block;
    }

    /** {@code vip}, {@code run}; empty for the whole file. */
    public String path() {
        return path;
    }

    /** Where its key stands. */
    public Place place() {
        return place;
    }

    /** Written and right. */
    public boolean has(String key) {
        known(key);
        return written.containsKey(key);
    }

    public Optional<Default> defaultOf(String key) {
        return known(key).defaultIn(profile).filter(d -> d.unless().isEmpty() || !isWritten(d.unless()));
    }

    /** The written value or the default. */
    public Optional<Value> find(String key) {
        Key known = known(key);
        if (written.containsKey(key)) {
            return Optional.of(written.get(key));
        }
        if (broken.contains(key)) {
            return Optional.empty();
        }
        Optional<Default> standard = defaultOf(key);
        if (standard.isPresent() && !standard.get().sameAs().isEmpty()) {
            return find(standard.get().sameAs());
        }
        return standard.filter(d -> !d.text().isEmpty()).map(d -> ofDefault(known, d));
    }

    public Value get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no value of " + key + " in " + path));
    }

    public long nanos(String key) {
        return (Long) get(key).object();
    }

    /** A quantity in its base unit (bytes, bit/s, …). */
    public long amount(String key) {
        return (Long) get(key).object();
    }

    public Law law(String key) {
        return (Law) get(key).object();
    }

    public int count(String key) {
        return (Integer) get(key).object();
    }

    public double number(String key) {
        return (Double) get(key).object();
    }

    public boolean flag(String key) {
        return (Boolean) get(key).object();
    }

    /** Empty when it is neither written nor has a default. */
    public String text(String key) {
        return find(key).map(v -> (String) v.object()).orElse("");
    }

    public Optional<Section> sub(String key) {
        return find(key).map(v -> (Section) v.object());
    }

    /** The items of a list; a single value is a list of one; empty when there is none. */
    @SuppressWarnings("unchecked")
    public List<Value> list(String key) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        return value.get().object() instanceof List<?> items ? (List<Value>) items : List.of(value.get());
    }

    /** The entries of a map in file order; empty when there is none. */
    @SuppressWarnings("unchecked")
    public Map<String, Value> map(String key) {
        Optional<Value> value = find(key);
        return value.isPresent() && value.get().object() instanceof Map<?, ?> map ? (Map<String, Value>) map : Map.of();
    }

    /** The entries of a map whose values are tables. */
    public Map<String, Section> sections(String key) {
        Map<String, Section> sections = new LinkedHashMap<>();
        map(key).forEach((name, value) -> sections.put(name, (Section) value.object()));
        return sections;
    }

    /** With empty tables for the keys that are not written, so that the defaults below them apply. */
    public Section withEmpty(List<String> keys) {
        Map<String, Value> more = new LinkedHashMap<>(written);
        for (String key : keys) {
            if (!written.containsKey(key)) {
                Block below = ((Type.Sub) known(key).type()).block();
                Section empty = new Section(below, join(path, key), place, profile, Map.of(), Set.of());
                more.put(key, new Value(empty, place, place, "", join(path, key), false, false));
            }
        }
        return new Section(block, path, place, profile, more, broken);
    }

    /** True when it was written, whether right or wrong. */
    public boolean isWritten(String key) {
        return has(key) || broken.contains(key);
    }

    private Value ofDefault(Key key, Default standard) {
        Type.ScalarType type = (Type.ScalarType) Key.single(key.type());
        Object object = type.parse(standard.text(), Texts.kindOf(standard.text()));
        return new Value(object, place, place, standard.text(), join(path, key.name()), false, false);
    }

    private Key known(String key) {
        return block.key(key)
                .orElseThrow(() -> new IllegalStateException("no key " + key + " in the table " + block.id()));
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
