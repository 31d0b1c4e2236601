package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.Unwritable;
import dev.nines.chaos.target.TargetGone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One fault of a run on its way from intent to clean. */
final class Fault {
    private final Injection injection;
    private final Hand hand;
    private final Booking booking;
    private final Undo undo;
    private final List<String> call;
    private Entry entry;
    private Answer looked = new Answer(-1, List.of());
    private Answer applied = new Answer(-1, List.of());
    private boolean unwritable;
    private String problem = "";

    Fault(FaultProtocol.Settings settings, int sequence, Injection injection, Hand hand, Booking booking) {
        this.injection = injection;
        this.hand = hand;
        this.booking = booking;
        undo = new Undo(settings.run(), hand, booking);
        entry = new Entry(
                sequence,
                injection.target(),
                hand.target().location().text(),
                injection.fault(),
                injection.parameters(),
                settings.ttlSeconds(),
                State.INTENT,
                Map.of());
        call = new ArrayList<>(List.of(
                "run=" + settings.run(),
                "seq=" + sequence,
                "fault=" + injection.fault(),
                "ttl=" + settings.ttlSeconds(),
                "environment=" + settings.environment(),
                "control=" + (hand.remote() ? "ssh" : "none")));
        call.addAll(injection.parameters());
    }

    /** Capabilities, guard rails and the state before; false if the target does not agree. Nothing is changed or journaled. */
    boolean look() {
        try {
            looked = hand.call("look", call);
            problem = looked.ok() ? "" : looked.reason();
            entry = entry.to(State.INTENT, details(looked, List.of("boot", "pre", "version")));
            return looked.ok();
        } catch (TargetGone e) {
            problem = e.getMessage();
            return false;
        }
    }

    private static Map<String, String> details(Answer answer, List<String> keys) {
        Map<String, String> details = new TreeMap<>();
        for (String key : keys) {
            answer.value(key).ifPresent(value -> details.put(key, value));
        }
        return details;
    }

    /** False if the intent cannot be journaled: then nothing may be done. */
    boolean intend() {
        try {
            booking.must(entry);
            return true;
        } catch (Unwritable e) {
            problem = e.getMessage();
            return false;
        }
    }

    void apply() {
        try {
            applied = hand.call("apply", call, this::step);
            problem = unwritable ? "the journal can no longer be written" : applied.reason();
        } catch (TargetGone e) {
            problem = e.getMessage();
        }
    }

    /** The script says each state when it has reached it. */
    private synchronized void step(String line) {
        for (State state : List.of(State.ARMED, State.APPLIED, State.VERIFIED)) {
            if (line.equals("state=" + state)) {
                entry = entry.to(state, details(looked, List.of("boot", "pre")));
                try {
                    booking.must(entry);
                } catch (Unwritable e) {
                    unwritable = true;
                }
            }
        }
    }

    boolean inEffect() {
        return applied.ok() && applied.says("state", "VERIFIED") && !unwritable;
    }

    boolean refused() {
        return applied.refused();
    }

    boolean wasApplied() {
        return applied.number("after") >= 0;
    }

    String problem() {
        return problem;
    }

    /** @throws TargetGone if nobody knows */
    boolean renew() {
        Answer answer = hand.call("renew", List.of(call.get(0), call.get(1), "ttl=" + entry.ttlSeconds()));
        if (!answer.ok()) {
            problem = injection.target() + ": the fault has ended by itself, its lease was not renewed in time";
        }
        return answer.ok();
    }

    synchronized boolean undo() {
        if (applied.refused()) {
            entry = entry.to(State.CLEAN, Map.of("refused", applied.reason()));
            booking.may(entry);
            return true;
        }
        Map<String, String> known = details(looked, List.of("boot", "pre"));
        known.putAll(details(applied, List.of("before", "after")));
        boolean clean = undo.of(entry.to(State.UNDOING, known));
        problem = undo.problem();
        return clean;
    }

    String fix() {
        return undo.fix(entry.sequence());
    }

    Effect effect() {
        Answer undone = undo.answer();
        return new Effect(
                injection,
                applied.number("before"),
                applied.number("after"),
                undone.number("before"),
                undone.number("after"),
                undone.number("counted"));
    }
}
