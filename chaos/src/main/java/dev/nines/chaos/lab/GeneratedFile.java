package dev.nines.chaos.lab;

/**
 * A file on a lab host.
 *
 * @param path absolute
 * @param executable true of a script
 */
public record GeneratedFile(String path, String text, boolean executable) {
    static GeneratedFile of(String path, String text) {
        return new GeneratedFile(path, text, false);
    }

    static GeneratedFile script(String path, String text) {
        return new GeneratedFile(path, text, true);
    }
}
