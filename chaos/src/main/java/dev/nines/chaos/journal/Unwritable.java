package dev.nines.chaos.journal;

/** The journal cannot be written: nothing may be injected. */
public final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unwritable(String file, Throwable cause) {
        super("the journal " + file + " cannot be written: " + cause.getMessage(), cause);
    }
}
