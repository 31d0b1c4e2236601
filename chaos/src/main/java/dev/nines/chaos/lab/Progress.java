package dev.nines.chaos.lab;

import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waiting for as long as something moves. How long a step takes says more about the load of the machine than about the step; that a
 * host has not used its processor for a minute says that it is stuck.
 */
final class Progress {
    /** Nothing has moved for so long: it never will. */
    static final Duration STANDSTILL = Duration.ofSeconds(60);
    /** However busy it looks. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofMillis(500);
    /** Of stat, counted from the third field, which follows the name: utime, stime and those of children that ended. */
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    private final LongSupplier work;
    private final long beginNanos = System.nanoTime();
    private long seen;
    private long movedNanos = beginNanos;

    /** @param work grows or changes while something is done */
    Progress(LongSupplier work) {
        this.work = work;
        seen = work.getAsLong();
    }

    /** False when nothing has moved for too long, or all of it has taken too long. */
    boolean goesOn() {
        long now = System.nanoTime();
        long at = work.getAsLong();
        if (at != seen) {
            seen = at;
            movedNanos = now;
        }
        return now - movedNanos < STANDSTILL.toNanos() && now - beginNanos < LONGEST.toNanos();
    }

    /** How long it has been going on. */
    Duration passed() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    /** What the processes of a host have used of the processor so far, in clock ticks; its first process is {@code pid}. */
    static long ticks(long pid) {
        long sum = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Proc.seenBy(pid, "/proc"), "[0-9]*")) {
            for (Path process : processes) {
                sum += Proc.read(process.resolve("stat")).map(Progress::used).orElse(0L);
            }
        } catch (IOException e) {
            return sum; // it is ending
        }
        return sum;
    }

    private static long used(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int field = FIRST_TIME; field <= LAST_TIME; field++) {
            sum += Long.parseLong(fields[field]);
        }
        return sum;
    }

    /**
     * Runs a command on a host for as long as the host works.
     *
     * @param pid of the host's first process
     * @throws LabRefused when it stands still
     * @throws TargetGone if the host has gone
     */
    static Outcome run(Target host, long pid, List<String> command) {
        FutureTask<Outcome> task = new FutureTask<>(() -> host.run(command, LONGEST));
        Thread thread = new Thread(task, "step on " + host.name());
        thread.setDaemon(true);
        thread.start();
        Progress progress = new Progress(() -> ticks(pid));
        while (true) {
            try {
                return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!progress.goesOn()) {
                    thread.interrupt();
                    throw new LabRefused(
                            host.name() + ": " + command.get(0) + " has not got on for " + STANDSTILL.toSeconds()
                                    + " s, " + progress.passed().toSeconds() + " s after its start",
                            e);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw new CompletionException(e.getCause());
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
                throw new LabRefused("interrupted", e);
            }
        }
    }
}
