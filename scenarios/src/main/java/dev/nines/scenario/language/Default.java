package dev.nines.scenario.language;

import dev.nines.model.spec.Assumption;

/**
 * What a key means when it is not written.
 *
 * @param text in the file's own syntax; empty: computed from other keys, as {@code from} says
 * @param sameAs the key of the same table whose value is taken; empty: none
 * @param unless the key of the same table that, when it is written, leaves this one without a value; empty: none
 * @param from section, manual, or the reason of a guess
 */
public record Default(String text, String sameAs, String unless, Assumption.Source source, String from) {

    public static Default documented(String text, String from) {
        return new Default(text, "", "", Assumption.Source.DOCUMENTATION, from);
    }

    /** Read in the product's source code. */
    public static Default fromSource(String text, String from) {
        return new Default(text, "", "", Assumption.Source.SOURCE, from);
    }

    /** Measured on the real product. */
    public static Default measured(String text, String from) {
        return new Default(text, "", "", Assumption.Source.MEASURED, from);
    }

    public static Default guess(String text, String from) {
        return new Default(text, "", "", Assumption.Source.GUESS, from);
    }

    public static Default sameAs(String key, String from) {
        return new Default("", key, "", Assumption.Source.DOCUMENTATION, from);
    }

    /** Found out from other keys. */
    public static Default computed(String from) {
        return new Default("", "", "", Assumption.Source.DOCUMENTATION, from);
    }

    /** The same, but for files that write another key instead. */
    public Default unless(String key) {
        return new Default(text, sameAs, key, source, from);
    }

    /** {@code 1s}, {@code = inter}, or nothing. */
    public String describe() {
        return sameAs.isEmpty() ? text : "= " + sameAs;
    }
}
