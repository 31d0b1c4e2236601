package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.List;

/**
 * Customers who come, wait in one queue and are served.
 *
 * @param arrivals law of the time between two
 * @param service law of the time with a server
 * @param capacity customers waiting and in service; 0: no bound
 * @param needs parts without which service stops
 */
public record QueueSpec(String name, Law arrivals, Law service, int servers, int capacity, List<String> needs)
        implements BlockSpec {

    public QueueSpec {
        needs = List.copyOf(needs);
    }

    @Override
    public List<String> standsOn() {
        return needs;
    }
}
