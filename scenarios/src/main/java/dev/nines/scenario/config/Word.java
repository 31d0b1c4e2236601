package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Place;

/**
 * A word of a configuration file.
 *
 * @param text quotes and escapes resolved
 * @param place with its file
 * @param environment holds an environment variable, whose value is not known here
 */
record Word(String text, Place place, boolean environment) {
    boolean is(String other) {
        return text.equals(other);
    }

    /** The word as a value of the language. */
    Given given() {
        return new Given(text, place);
    }

    /** Another text that this word stands for. */
    Given given(Object meaning) {
        return new Given(String.valueOf(meaning), place);
    }
}
