package dev.nines.kernel;

/**
 * Receives the events that it scheduled: {@code op} says which of its events, {@code arg} which of its parties.
 * A handler is kept as long as what it stands for: a group is recognised as steady by the identity of the handlers of
 * its pending events, so a new lambda for each event would never be steady.
 */
@FunctionalInterface
public interface EventHandler {
    void onEvent(int op, int arg);
}
