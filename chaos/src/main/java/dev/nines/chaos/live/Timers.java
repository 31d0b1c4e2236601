package dev.nines.chaos.live;

import java.util.ArrayList;
import java.util.List;

/** The timers of one machine, by timer and key. Once stopped, none of them fires: its machine is gone. */
final class Timers<T extends Enum<T>> {
    /** A timer of the machine is due. */
    @FunctionalInterface
    interface Due<T> {
        void onTimer(T timer, int key);
    }

    private final EventLoop loop;
    private final Due<T> due;
    /** By ordinal, then key. */
    private final List<List<EventLoop.Alarm>> alarms = new ArrayList<>();

    Timers(EventLoop loop, Due<T> due) {
        this.loop = loop;
        this.due = due;
    }

    void arm(T timer, int key, long delayNanos) {
        alarm(timer, key).arm(delayNanos);
    }

    void disarm(T timer, int key) {
        alarm(timer, key).disarm();
    }

    /** −1 when it is not armed. */
    long remainingNanos(T timer, int key) {
        return alarm(timer, key).remainingNanos();
    }

    void stop() {
        alarms.forEach(keys -> keys.forEach(EventLoop.Alarm::disarm));
    }

    private EventLoop.Alarm alarm(T timer, int key) {
        while (alarms.size() <= timer.ordinal()) {
            alarms.add(new ArrayList<>());
        }
        List<EventLoop.Alarm> keys = alarms.get(timer.ordinal());
        while (keys.size() <= key) {
            int number = keys.size();
            keys.add(loop.alarm(() -> due.onTimer(timer, number)));
        }
        return keys.get(key);
    }
}
