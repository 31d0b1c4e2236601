package dev.nines.chaos.probe;

import java.nio.channels.SelectionKey;

/** What waits at the selector. */
interface Ready {
    void ready(SelectionKey key);
}
