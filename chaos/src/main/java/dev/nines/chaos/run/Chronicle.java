package dev.nines.chaos.run;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import java.util.List;

/** Hands on what a campaign does: to people first, then to the audit log, then to those who are to be told. */
public final class Chronicle implements Campaign.Watcher {
    private final Campaign.Watcher people;
    private final AuditLog audit;
    private final Heralds heralds;
    private final String run;

    public Chronicle(Campaign.Watcher people, AuditLog audit, Heralds heralds, String run) {
        this.people = people;
        this.audit = audit;
        this.heralds = heralds;
        this.run = run;
    }

    /** @throws dev.nines.chaos.journal.Unwritable if the audit log cannot be written: then nothing is injected */
    @Override
    public void step(Entry entry) {
        String what = entry.fault() + " on " + entry.target();
        if (entry.state() == State.INTENT) {
            audit.append("inject", run, what + " (" + entry.place() + "): " + String.join(" ", entry.parameters()));
        } else if (entry.state() == State.CLEAN) {
            audit.append("undone", run, what);
        } else if (entry.state() == State.DIRTY || entry.state() == State.UNKNOWN) {
            audit.append("left", run, what);
        }
        people.step(entry);
        if (entry.state() == State.VERIFIED) {
            heralds.soon("inject", what);
        } else if (entry.state() == State.CLEAN) {
            heralds.soon("undone", what);
        } else if (entry.state() == State.DIRTY || entry.state() == State.UNKNOWN) {
            heralds.soon("left", what);
        }
    }

    @Override
    public void undoing(String reason) {
        people.undoing(reason);
        heralds.soon("undoing", reason);
    }

    @Override
    public void steady(List<String> services, long calmNanos) {
        people.steady(services, calmNanos);
    }

    @Override
    public void sensitive(String service) {
        people.sensitive(service);
    }

    @Override
    public void waiting(int repetition, String drill, long nanos) {
        people.waiting(repetition, drill, nanos);
    }

    @Override
    public void measured(Measurement measurement) {
        people.measured(measurement);
    }
}
