package dev.nines.chaos.inject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the controller that need something secret: it is in their environment, which only root and its owner can read. */
final class Commands {
    private static final int OUTPUT_BYTES_MAX = 64 << 10;
    private static final long LATE_MILLIS = 300;

    private Commands() {}

    /**
     * How it ended.
     *
     * @param exit -1: it could not be started, or not in time
     * @param output printable, of both streams
     */
    record Ended(int exit, String output) {}

    static Ended run(List<String> command, Map<String, String> secrets, Duration deadline) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(secrets);
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Ended(-1, String.valueOf(e.getMessage()));
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> read(process.getInputStream(), output), "output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Ended(-1, command.get(0) + " did not answer within " + deadline.toSeconds() + " s");
            }
            reader.join(LATE_MILLIS);
            synchronized (output) {
                String text = output.toString(StandardCharsets.UTF_8).strip();
                return new Ended(process.exitValue(), Injection.Form.printable(text));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended(-1, "interrupted while " + command.get(0) + " ran");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void read(InputStream from, ByteArrayOutputStream output) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                synchronized (output) {
                    output.write(buffer, 0, Math.min(count, OUTPUT_BYTES_MAX - output.size()));
                }
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }
}
