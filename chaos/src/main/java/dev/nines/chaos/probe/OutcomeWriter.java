package dev.nines.chaos.probe;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Prints outcomes from a thread of its own, so that a slow reader never delays a probe. When nobody has read for so long that the
 * room is used up, everything ends: a gap in the outcomes would be worse.
 */
final class OutcomeWriter implements Consumer<ProbeOutcome>, AutoCloseable {
    /** Ten minutes of one probe. */
    private static final int ROOM = 65_536;

    private final BufferedWriter to;
    private final Runnable onBroken;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(ROOM);
    private final Thread thread = new Thread(this::run, "outcomes");

    /** @param onBroken called when nobody reads any more */
    OutcomeWriter(Writer to, Runnable onBroken) {
        this.to = new BufferedWriter(to);
        this.onBroken = onBroken;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void accept(ProbeOutcome outcome) {
        StringBuilder line = new StringBuilder(64);
        ProbeLines.append(line, outcome);
        line(line.toString());
    }

    void line(String line) {
        if (!lines.offer(line)) {
            onBroken.run();
        }
    }

    private void run() {
        List<String> batch = new ArrayList<>();
        try {
            for (boolean more = true; more; ) {
                batch.add(lines.take());
                lines.drainTo(batch);
                for (String line : batch) {
                    more &= !line.isEmpty();
                    to.write(line);
                }
                to.flush();
                batch.clear();
            }
        } catch (IOException e) {
            onBroken.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints what is left, unless nobody reads. */
    @Override
    public void close() {
        if (lines.offer("")) {
            try {
                thread.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
