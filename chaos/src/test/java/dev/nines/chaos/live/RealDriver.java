package dev.nines.chaos.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** The event loop. */
final class RealDriver implements Driver {
    private enum Timer {
        ONLY
    }

    private final EventLoop loop = new EventLoop(EventLoop.First.TIMERS);
    private final EventLoop.Worker worker = loop.worker("slow");

    @Override
    public Clock clock(int timers, Due due) {
        Timers<Timer> all = new Timers<>(loop, (timer, key) -> due.onTimer(key));
        return new Clock() {
            @Override
            public void arm(int timer, long delayNanos) {
                all.arm(Timer.ONLY, timer, delayNanos);
            }

            @Override
            public void disarm(int timer) {
                all.disarm(Timer.ONLY, timer);
            }

            @Override
            public void stop() {
                all.stop();
            }
        };
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public void later(Runnable event) {
        loop.post(event);
    }

    @Override
    public void slow(Runnable work, Runnable answered) {
        worker.ask(
                () -> {
                    work.run();
                    return true;
                },
                done -> answered.run(),
                failed -> {
                    throw new IllegalStateException(failed);
                });
    }

    /** Looked at every millisecond too, so that the test's own end is no event of the machine. */
    @Override
    public void run(BooleanSupplier until) {
        EventLoop.Alarm[] look = new EventLoop.Alarm[1];
        look[0] = loop.alarm(() -> {
            if (until.getAsBoolean()) {
                loop.stop();
            } else {
                look[0].arm(1_000_000);
            }
        });
        loop.post(() -> look[0].arm(0));
        loop.run();
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public void close() {
        worker.stop();
        try {
            loop.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
