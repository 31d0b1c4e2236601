package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.TargetGone;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes a fault out of effect, from whatever state it was left in; doing it twice does no harm. */
final class Undo {
    private static final int ATTEMPTS = 3;

    private final String run;
    private final Hand hand;
    private final Booking booking;
    private Answer answer = new Answer(-1, List.of());
    private String problem = "";

    Undo(String run, Hand hand, Booking booking) {
        this.run = run;
        this.hand = hand;
        this.booking = booking;
    }

    /** False if it may still be in effect. */
    boolean of(Entry entry) {
        Map<String, String> details = new TreeMap<>(entry.details());
        booking.may(entry.to(State.UNDOING, details));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                answer = hand.call("undo", List.of("run=" + run, "seq=" + entry.sequence()));
                if (answer.ok() && answer.says("state", "CLEAN")) {
                    answer.value("after").ifPresent(at -> details.put("undone", at));
                    booking.may(entry.to(State.CLEAN, details));
                    return true;
                }
                problem = hand.target().name() + ": " + answer.reason();
            } catch (TargetGone e) {
                problem = e.getMessage();
                if (hasEnded()) {
                    // Rules, interfaces and processes of namespaces die with them: nothing is left to undo.
                    details.put("gone", problem);
                    booking.may(entry.to(State.CLEAN, details));
                    return true;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500L << attempt));
        }
        details.put("problem", problem);
        booking.may(entry.to(answer.exit() < 0 ? State.UNKNOWN : State.DIRTY, details));
        return false;
    }

    private boolean hasEnded() {
        return hand.target().location() instanceof Location.Namespace place
                && Namespaces.startedOf(place.pid()).orElse(-1) != place.started();
    }

    Answer answer() {
        return answer;
    }

    String problem() {
        return problem;
    }

    String fix(int sequence) {
        return hand.fix(run, sequence);
    }
}
