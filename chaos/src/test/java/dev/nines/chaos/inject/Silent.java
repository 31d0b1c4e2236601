package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class Silent implements FaultProtocol.Watcher {
    final List<State> states = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();

    @Override
    public void journaled(Entry entry) {
        states.add(entry.state());
    }

    @Override
    public void undoing(String reason) {
        reasons.add(reason);
    }
}
