package dev.nines.chaos.lab;

/** Something of a lab that ended is still there. */
public final class LabLeft extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LabLeft(String message) {
        super(message);
    }
}
