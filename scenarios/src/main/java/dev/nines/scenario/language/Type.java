package dev.nines.scenario.language;

import java.util.List;

/** What a value may be. */
public sealed interface Type {

    /**
     * A list.
     *
     * @param min items at least
     * @param single one value may stand for a list of one
     */
    record ListOf(Type item, int min, boolean single) implements Type {}

    /** A map with names of the user's choice. */
    record MapOf(ScalarType key, Type value, int min) implements Type {}

    /** A map with the keys of a table. */
    record Sub(Block block) implements Type {}

    /** One of several, told apart by their YAML shape (value, list, map). */
    record Either(List<Type> shapes) implements Type {
        public Either {
            shapes = List.copyOf(shapes);
        }

        public static Either of(Type... shapes) {
            return new Either(List.of(shapes));
        }
    }

    /** Anything: the values of {@code variants}, checked after they were put in their places. */
    record Free() implements Type {}

    /** A single value. */
    non-sealed interface ScalarType extends Type {
        /**
         * @param text as written, without quotes
         * @param kind how YAML reads it
         * @throws Rejected when it is not such a value; the exception says why
         */
        Object parse(String text, dev.nines.scenario.yaml.Yaml.Kind kind);

        /** The JSON forms that a value may have. */
        Forms forms();

        /** {@code duration}, {@code 1 … 255}: for the reference page. */
        String describe();

        /** True for parameters: they may be guesses and are listed as assumptions. */
        boolean isQuantity();

        /** True for numbers and laws: they may be a range, or a guess with a factor. */
        default boolean mayBeUnknown() {
            return false;
        }
    }

    /** A name that must exist elsewhere in the file. */
    interface Named extends ScalarType {
        /** Kinds of service; empty: a host. */
        List<String> kinds();
    }

    /** A value that YAML may take for a map of one entry, since it holds a colon. */
    interface Pair extends ScalarType {}
}
