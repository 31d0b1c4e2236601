package dev.nines.cli;

/** The environment or a guard refuses; nothing was changed. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
