package dev.nines.chaos.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The client's own record of what it was told about its writes: {@code a id nanos} acknowledged, {@code r id} refused, {@code d id} in
 * doubt. An answer counts once its line is on the disk. As many lines as have come meanwhile share one {@code fsync}.
 */
final class WriteJournal implements AutoCloseable {
    private record Entry(String line, Runnable onceKept) {}

    private static final Entry END = new Entry("", () -> {});

    private final FileChannel file;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "write-journal");

    WriteJournal(Path path) throws IOException {
        file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param onceKept called by the journal's thread */
    void add(String line, Runnable onceKept) {
        entries.add(new Entry(line, onceKept));
    }

    private void run() {
        try {
            for (boolean more = true; more; ) {
                List<Entry> batch = new ArrayList<>();
                batch.add(entries.take());
                entries.drainTo(batch);
                more = !batch.contains(END);
                keep(batch);
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // answers that cannot be kept never count: the probe fails, and says so by its silence
            throw new UncheckedIOException(e);
        }
    }

    private void keep(List<Entry> batch) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : batch) {
            lines.append(entry.line);
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        file.force(false);
        for (Entry entry : batch) {
            entry.onceKept.run();
        }
    }

    @Override
    public void close() {
        entries.add(END);
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
