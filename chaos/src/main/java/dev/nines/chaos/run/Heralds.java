package dev.nines.chaos.run;

import dev.nines.chaos.stop.Announcer;
import dev.nines.chaos.target.Safety;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells everybody whom an inventory names. Word of the beginning must arrive; later word must not hold up a run. */
public final class Heralds implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    private final List<Announcer> announcers = new ArrayList<>();
    private final String run;
    private final Consumer<String> lost;
    private final ExecutorService later = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "announcements");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param lost is told why word did not arrive
     * @throws IllegalArgumentException if an address is none
     */
    public Heralds(List<Safety.Announcement> whom, String run, Consumer<String> lost) {
        this.run = run;
        this.lost = lost;
        for (Safety.Announcement one : whom) {
            announcers.add(
                    one.command().isEmpty() ? Announcer.webhook(one.webhook()) : Announcer.command(one.command()));
        }
    }

    /** Says it to all, and waits. Why it did not arrive everywhere, or empty. */
    public Optional<String> now(String event, String text) {
        for (Announcer announcer : announcers) {
            Optional<String> problem = announcer.announce(run, event, text);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Says it soon, in order. */
    public void soon(String event, String text) {
        if (!announcers.isEmpty()) {
            later.execute(() -> now(event, text).ifPresent(lost));
        }
    }

    /** Waits for what was said. */
    @Override
    public void close() {
        later.shutdown();
        try {
            if (!later.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                lost.accept("announcements took longer than " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
