package dev.nines.model.spec;

/**
 * On what ground a parameter stands.
 *
 * @param parameter {@code services.vip.advert_int}
 * @param value as printed, with unit
 * @param from section, manual or the file's line
 */
public record Assumption(String parameter, String value, Source source, String from) {

    public enum Source {
        GUESS,
        MEASURED,
        SOURCE,
        DOCUMENTATION,
        SCENARIO
    }
}
