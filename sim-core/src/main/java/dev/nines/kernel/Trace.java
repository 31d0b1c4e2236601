package dev.nines.kernel;

/** What happened in a trial, line by line. Switched off it costs one call of an empty method. */
public interface Trace {
    Trace OFF = new Trace() {
        @Override
        public boolean on() {
            return false;
        }

        @Override
        public void record(long timeNanos, String component, String text) {
            // nobody listens
        }
    };

    /** False when nobody listens: then no text needs to be made. */
    boolean on();

    void record(long timeNanos, String component, String text);
}
