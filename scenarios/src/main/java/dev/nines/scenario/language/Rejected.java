package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;

/** A value is not what its key asks for. The checker adds the place. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String label;
    private final String help;

    /**
     * @param message a sentence without a full stop
     * @param label beside the carets; may be empty
     * @param help a suggestion; may be empty
     */
    public Rejected(Code code, String message, String label, String help) {
        super(message, null, false, false);
        this.code = code;
        this.label = label;
        this.help = help;
    }

    public Code code() {
        return code;
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }
}
