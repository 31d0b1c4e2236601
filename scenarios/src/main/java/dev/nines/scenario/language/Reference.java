package dev.nines.scenario.language;

import dev.nines.scenario.yaml.Place;
import java.util.List;

/**
 * A name that must exist elsewhere in the file.
 *
 * @param kinds of service that it may name; empty: a host
 * @param path of the key that names it
 */
public record Reference(String name, List<String> kinds, Place place, String path) {}
