package dev.nines.scenario;

/** The JSON Schema (draft 2020-12) of scenario files, for editors; made of the reader's own tables. */
public final class JsonSchema {
    private JsonSchema() {}

    /** Indented JSON that ends with a line feed. */
    public static String text() {
        throw new UnsupportedOperationException();
    }
}
