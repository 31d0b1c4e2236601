package dev.nines.kernel;

/** Receives the events that it scheduled: {@code op} says which of its events, {@code arg} which of its parties. */
@FunctionalInterface
public interface EventHandler {
    void onEvent(int op, int arg);
}
