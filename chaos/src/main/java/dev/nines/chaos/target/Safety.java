package dev.nines.chaos.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When runs on a staging system may begin, what ends them, and who is told.
 *
 * @param stops conditions that are looked at every second while faults are in effect
 * @param canaries what no fault may touch, by a name of their own; sent from where the probes are sent from
 * @param window empty: at any time
 * @param coolDownNanos that must pass between two runs that hit the same target
 */
public record Safety(
        List<Stop> stops,
        Map<String, Inventory.ProbeSpec> canaries,
        Optional<Window> window,
        long coolDownNanos,
        List<Announcement> announcements) {
    public Safety {
        stops = List.copyOf(stops);
        announcements = List.copyOf(announcements);
    }

    /** One thing that stops a run when it says so, and also when it does not answer. */
    public sealed interface Stop {
        /** Fewer than this share of a service's probes are good, for so long. */
        record Share(String service, double below, long lastingNanos) implements Stop {}

        /** A page answers with another status. */
        record Page(String url, int status) implements Stop {}

        /**
         * A value of a Prometheus query leaves its bound.
         *
         * @param server {@code http://host:9090}
         * @param atLeast whether the bound is the least allowed, not the most
         */
        record Query(String server, String query, boolean atLeast, double bound) implements Stop {}
    }

    /**
     * Days, times and zone.
     *
     * @param hours such as {@code mon-fri 09:00-18:00 Asia/Seoul}
     * @param freezes dates and ranges of dates, {@code 2026-12-24..2027-01-02}
     */
    public record Window(String hours, List<String> freezes) {
        public Window {
            freezes = List.copyOf(freezes);
        }
    }

    /**
     * Who is told: a program on this machine, or a webhook.
     *
     * @param command empty if it is a webhook
     * @param webhook empty if it is a command
     */
    public record Announcement(List<String> command, String webhook) {
        public Announcement {
            command = List.copyOf(command);
        }
    }
}
