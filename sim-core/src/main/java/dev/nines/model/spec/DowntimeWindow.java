package dev.nines.model.spec;

/**
 * An amount of downtime in a window of time, as objectives name it: {@code P(downtime/year > 5m15s)} is 365 days and 315
 * seconds, the budget of {@code error-budget(30d 99.9%)} 30 days and 2592 seconds.
 *
 * @param days of the window, at least 1; 0: the objective is about something else
 * @param seconds of downtime in it
 */
public record DowntimeWindow(int days, double seconds) {
    /** The days of a year. */
    public static final int YEAR = 365;

    public static final DowntimeWindow NONE = new DowntimeWindow(0, 0);
}
