package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.Unwritable;

/** Writes steps into the journal, then tells the watcher. */
record Booking(Journal journal, FaultProtocol.Watcher watcher) {
    /** @throws Unwritable before anything was done that depends on it */
    void must(Entry entry) {
        journal.append(entry);
        watcher.journaled(entry);
    }

    /** On the way back no full disk may stop us: the journal is then behind, and the next run asks for a revert. */
    void may(Entry entry) {
        try {
            must(entry);
        } catch (Unwritable e) {
            watcher.undoing(e.getMessage());
        }
    }
}
