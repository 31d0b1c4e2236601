package dev.nines.chaos.journal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a journal: data only, nothing that could be run.
 *
 * @param sequence number of the fault in its run, from 1
 * @param place of the target, as {@code Location.text}
 * @param parameters of the fault, as {@code key=value}
 * @param ttlSeconds of its lease
 * @param details what is known beside, such as the stamps of the target
 */
public record Entry(
        int sequence,
        String target,
        String place,
        String fault,
        List<String> parameters,
        int ttlSeconds,
        State state,
        Map<String, String> details) {

    public Entry {
        parameters = List.copyOf(parameters);
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }

    public Entry to(State next, Map<String, String> more) {
        return new Entry(sequence, target, place, fault, parameters, ttlSeconds, next, more);
    }
}
