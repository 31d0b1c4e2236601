package dev.nines.chaos.lab;

/** The design or this machine does not allow a lab; nothing is left of the attempt. The message says the fix where there is one. */
public final class LabRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabRefused(String message) {
        super(message);
    }

    public LabRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
