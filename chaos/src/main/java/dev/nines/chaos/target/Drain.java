package dev.nines.chaos.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads a program's output to its end, keeps the first part, and hands on each line of that part as it comes. */
final class Drain extends Thread {
    private final InputStream from;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int told;

    private Drain(InputStream from, Consumer<String> lines) {
        super("drain");
        this.from = from;
        this.lines = lines;
        setDaemon(true);
    }

    static Drain of(InputStream from, Consumer<String> lines) {
        Drain drain = new Drain(from, lines);
        drain.start();
        return drain;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }

    private void keep(byte[] buffer, int read) {
        String fresh;
        synchronized (kept) {
            kept.write(buffer, 0, Math.min(read, Target.OUTPUT_BYTES_MAX - kept.size()));
            byte[] all = kept.toByteArray();
            int end = all.length;
            while (end > told && all[end - 1] != '\n') {
                end--;
            }
            fresh = new String(all, told, end - told, StandardCharsets.UTF_8);
            told = end;
        }
        fresh.lines().forEach(lines);
    }

    /** What came until the end, or until so much later. */
    String text(long lateMillis) throws InterruptedException {
        join(lateMillis);
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
