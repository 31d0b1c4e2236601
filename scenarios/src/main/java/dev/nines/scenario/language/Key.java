package dev.nines.scenario.language;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One key of a table.
 *
 * @param required must be written
 * @param unless … but not when this key is; empty: always
 * @param byProfile defaults that differ by the service's profile
 * @param meaning one line of the reference page
 */
public record Key(
        String name,
        Type type,
        boolean required,
        String unless,
        Optional<Default> common,
        Map<String, Default> byProfile,
        String meaning) {

    public Key {
        byProfile = Map.copyOf(byProfile);
        common.ifPresent(d -> check(name, type, d));
        byProfile.values().forEach(d -> check(name, type, d));
    }

    /** A key that must be written. */
    public static Key required(String name, Type type, String meaning) {
        return new Key(name, type, true, "", Optional.empty(), Map.of(), meaning);
    }

    /** A key that must be written, unless another one stands in its place. */
    public static Key requiredUnless(String other, String name, Type type, String meaning) {
        return new Key(name, type, true, other, Optional.empty(), Map.of(), meaning);
    }

    /** A key that may be left out without any value taking its place. */
    public static Key optional(String name, Type type, String meaning) {
        return new Key(name, type, false, "", Optional.empty(), Map.of(), meaning);
    }

    public static Key of(String name, Type type, Default value, String meaning) {
        return new Key(name, type, false, "", Optional.of(value), Map.of(), meaning);
    }

    public Key in(String profile, Default value) {
        Map<String, Default> all = new TreeMap<>(byProfile);
        all.put(profile, value);
        return new Key(name, type, required, unless, common, all, meaning);
    }

    public Optional<Default> defaultIn(String profile) {
        return byProfile.containsKey(profile) ? Optional.of(byProfile.get(profile)) : common;
    }

    private static void check(String name, Type type, Default value) {
        if (!value.text().isEmpty()) {
            try {
                ((Type.ScalarType) single(type)).parse(value.text(), Texts.kindOf(value.text()));
            } catch (Rejected e) {
                throw new IllegalStateException("default of " + name + ": " + e.getMessage(), e);
            }
        }
    }

    static Type single(Type type) {
        if (type instanceof Type.ListOf list && list.single()) {
            return list.item();
        }
        if (type instanceof Type.Either either) {
            return either.shapes().stream()
                    .filter(Type.ScalarType.class::isInstance)
                    .findFirst()
                    .orElse(type);
        }
        return type;
    }
}
