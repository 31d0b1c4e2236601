package dev.nines.scenario.config;

import dev.nines.scenario.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something in a configuration file that no value of the scenario stands for.
 *
 * @param what {@code option persist}, or a sentence
 */
public record Finding(Kind kind, Place place, String what) {
    public enum Kind {
        /** The product acts on it, Nines does not: a failure may go another way. */
        MAY_AFFECT_FAILOVER,
        /** Certainly without effect on a failure: logging, statistics … */
        HARMLESS,
        /** How something was read. */
        NOTE
    }

    /** {@code `option persist` (haproxy.cfg:12, 30)}: each thing once, with all its lines. */
    public static List<String> lines(List<Finding> findings, Kind kind) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding.kind == kind) {
                List<Place> known = places.computeIfAbsent(finding.what, what -> new ArrayList<>());
                if (!known.contains(finding.place)) {
                    known.add(finding.place);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        places.forEach((what, known) -> lines.add(what + " (" + shown(known) + ")"));
        return lines;
    }

    private static String shown(List<Place> places) {
        StringBuilder text = new StringBuilder();
        String file = "";
        for (Place place : places) {
            String shown = place.shown();
            String here = shown.substring(0, shown.lastIndexOf(':') + 1);
            text.append(text.isEmpty() ? "" : ", ").append(here.equals(file) ? shown.substring(file.length()) : shown);
            file = here;
        }
        return text.toString();
    }
}
