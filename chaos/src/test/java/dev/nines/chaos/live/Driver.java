package dev.nines.chaos.live;

import java.util.function.BooleanSupplier;

/** What a driver gives to machines, in virtual or in real time: the bodies of {@link DriverContract} run on both. */
interface Driver extends AutoCloseable {
    interface Due {
        void onTimer(int timer);
    }

    /** Timers of one machine; after {@code stop} none fires. */
    interface Clock {
        void arm(int timer, long delayNanos);

        void disarm(int timer);

        void stop();
    }

    Clock clock(int timers, Due due);

    /** Nanoseconds; the same during one event. */
    long now();

    /** An event as soon as possible. */
    void later(Runnable event);

    /** Something slow; its answer is an event. */
    void slow(Runnable work, Runnable answered);

    /** Lets events happen until the condition holds after one of them. */
    void run(BooleanSupplier until);

    /** True if a timer fires at its deadline to the nanosecond. */
    boolean exact();

    @Override
    void close();
}
