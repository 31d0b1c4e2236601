package dev.nines.scenario.language;

import dev.nines.scenario.yaml.Place;

/**
 * A checked value.
 *
 * @param object Long (nanoseconds, bytes), Integer, Double, Boolean, String, Law, {@link Section}, a list or a map of
 *     values
 * @param key where its key (or list item) stands
 * @param place where it stands; for a default the place of the table
 * @param text as written
 * @param path {@code vip.advert_int}
 */
public record Value(Object object, Place key, Place place, String text, String path, boolean written, boolean guess) {}
