package dev.nines.chaos.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Programs on this machine, each behind a prefix such as {@code nsenter …} that brings it into the namespaces of a lab host,
 * or {@code ssh …} to another machine.
 */
public final class LocalTarget implements Target {
    private final String name;
    private final List<String> prefix;

    /** @param prefix what comes before each command; empty for this machine itself */
    public LocalTarget(String name, List<String> prefix) {
        this.name = name;
        this.prefix = List.copyOf(prefix);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Process start(List<String> command) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return new ProcessBuilder(all).start();
    }

    @Override
    public Outcome run(List<String> command, String input, Duration deadline) {
        Process process;
        try {
            process = start(command);
        } catch (IOException e) {
            throw new TargetGone(name, e.getMessage(), e);
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> drain(process.getInputStream()));
        CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()));
        try {
            feed(process, input);
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TargetGone(
                        name, "no answer from " + command.get(0) + " within " + deadline.toMillis() + " ms");
            }
            return new Outcome(process.exitValue(), output.join(), errors.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetGone(name, "interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
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

    private static String drain(InputStream from) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                kept.write(buffer, 0, Math.min(read, OUTPUT_BYTES_MAX - kept.size()));
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
        return kept.toString(StandardCharsets.UTF_8);
    }
}
