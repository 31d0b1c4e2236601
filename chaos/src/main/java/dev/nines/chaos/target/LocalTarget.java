package dev.nines.chaos.target;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Programs on this machine, each behind a prefix such as {@code nsenter …} that brings it into the namespaces of a lab host,
 * or {@code ssh …} to another machine.
 */
public final class LocalTarget implements Target {
    /** How long the output of a program that has ended may still come: a child of it may hold the pipe open for ever. */
    private static final long LATE_MILLIS = 300;

    private final String name;
    private final Location location;
    private final List<String> prefix;
    private final Runnable check;

    /** @param prefix what comes before each command; empty for this machine itself */
    public LocalTarget(String name, List<String> prefix) {
        this(name, new Location.Local(), prefix, () -> {});
    }

    /** @param check runs before each command and throws {@link TargetGone} if the target is no longer there */
    LocalTarget(String name, Location location, List<String> prefix, Runnable check) {
        this.name = name;
        this.location = location;
        this.prefix = List.copyOf(prefix);
        this.check = check;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Location location() {
        return location;
    }

    @Override
    public Process start(List<String> command) throws IOException {
        check.run();
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return new ProcessBuilder(all).start();
    }

    @Override
    public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            throw new TargetGone(name, e.getMessage(), e);
        }
        Drain output = Drain.of(process.getInputStream(), lines);
        Drain errors = Drain.of(process.getErrorStream(), line -> {});
        boolean ended = false;
        try {
            feed(process, input);
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TargetGone(
                        name, "no answer from " + command.get(0) + " within " + deadline.toMillis() + " ms");
            }
            ended = true;
            return new Outcome(process.exitValue(), output.text(LATE_MILLIS), errors.text(LATE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetGone(name, "interrupted while " + command.get(0) + " ran", e);
        } finally {
            if (!ended) {
                // A lease is no descendant any more: its parents have gone, so that nothing here ends it.
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** A program may end without having read everything. */
    private static void feed(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // its exit code says more
        }
    }
}
