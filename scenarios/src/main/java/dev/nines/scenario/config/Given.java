package dev.nines.scenario.config;

import dev.nines.scenario.language.Texts;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Yaml;

/**
 * A value that a configuration file gives.
 *
 * @param text in the words of the scenario language: {@code 2s}, {@code true}
 * @param place with its file
 */
public record Given(String text, Place place) {
    /** {@code haproxy.cfg:12}. */
    public String where() {
        return place.shown();
    }

    Yaml.Scalar yaml() {
        return new Yaml.Scalar(place, text, Texts.kindOf(text));
    }
}
