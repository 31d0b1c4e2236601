package dev.nines.chaos.table;

import java.util.Optional;

/**
 * A row of the table.
 *
 * @param section headline of the rows before and after it
 * @param title what is done to what
 * @param formula of measured behaviour, as text; empty: none
 * @param law its value, to be printed beside the simulator's; empty: none
 * @param why what is known about a difference; printed only where there is one
 */
public record Row(
        String section,
        String title,
        Experiment experiment,
        Figure figure,
        Test test,
        String formula,
        Optional<Law> law,
        String why,
        boolean headline) {

    /** How prediction and measurement are compared. */
    public enum Test {
        /** Each repetition with the simulation of its own phase, if its clock can be seen, and its own hold. */
        PHASE("own phase"),
        /** Two samples, by the distance of Kolmogorov and Smirnov. */
        DISTRIBUTION("KS"),
        /** How often it was more than nothing, by Fisher's exact test. */
        COUNT("exact, count");

        private final String text;

        Test(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** The formula, in seconds. */
    @FunctionalInterface
    public interface Law {
        /** @param phi seconds since the clock's last tick, when the fault struck */
        double seconds(double phi, double holdSeconds);
    }

    static Row of(String section, String title, Experiment experiment, Figure figure, Test test) {
        return new Row(section, title, experiment, figure, test, "", Optional.empty(), "", false);
    }

    Row law(String text, Law seconds) {
        return new Row(section, title, experiment, figure, test, text, Optional.of(seconds), why, headline);
    }

    /** Only its text: it depends on what is not seen. */
    Row law(String text) {
        return new Row(section, title, experiment, figure, test, text, Optional.empty(), why, headline);
    }

    Row because(String reason) {
        return new Row(section, title, experiment, figure, test, formula, law, reason, headline);
    }

    Row inShort() {
        return new Row(section, title, experiment, figure, test, formula, law, why, true);
    }

    /** One name for both. */
    String name() {
        return experiment.name() + "/"
                + figure.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
