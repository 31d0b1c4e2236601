package dev.nines.chaos.probe;

/** Whether a probe would notice that its service is gone. */
public enum Sensitivity {
    /** It failed while its own traffic was cut, and was good before and after. */
    SEES,
    /** It stayed good although its own traffic was cut: it looks at something else, or calls everything good. */
    BLIND,
    /** It was not good before anything was cut. */
    NEVER_GOOD,
    /** It was not good again after the cut. */
    NOT_BACK;

    /** Cuts the traffic of a probe and lets it pass again. */
    public interface Cut {
        void apply();

        /** Called in any case, once. */
        void heal();
    }
}
