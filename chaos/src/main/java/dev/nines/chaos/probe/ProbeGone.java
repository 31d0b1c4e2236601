package dev.nines.chaos.probe;

/** The prober ended or fell silent: what clients saw is not known, and the run is invalid. */
public final class ProbeGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProbeGone(String message) {
        super(message);
    }

    public ProbeGone(String message, Throwable cause) {
        super(message, cause);
    }
}
