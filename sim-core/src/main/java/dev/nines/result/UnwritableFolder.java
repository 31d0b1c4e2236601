package dev.nines.result;

import java.nio.file.Path;

/** The result cannot be written where it should be; nothing was left half-written. */
public final class UnwritableFolder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String help;

    public UnwritableFolder(Path folder, String why, Throwable cause) {
        super("cannot write the result to " + folder + ": " + why, cause);
        help = "name another folder with --out DIR";
    }

    /** What the user can do. */
    public String help() {
        return help;
    }
}
