package dev.nines.cli;

import dev.nines.chaos.probe.ProbeOutcome;
import dev.nines.result.ResultFolder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Every probe of a run, compressed, in the order in which its outcome became known. */
final class RawOutcomes implements Consumer<ProbeOutcome>, AutoCloseable {
    static final String FILE = "exhibits/probes.csv.gz";

    private final List<String> services;
    private final Writer out;
    private boolean closed;

    RawOutcomes(ResultFolder folder, List<String> services) {
        this.services = services;
        try {
            out = new OutputStreamWriter(new GZIPOutputStream(folder.stream(FILE)), StandardCharsets.UTF_8);
            out.write("service,sequence,due_ns,sent_ns,done_ns,result,reason\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void accept(ProbeOutcome outcome) {
        if (closed) {
            return;
        }
        try {
            out.write(services.get(outcome.probe()) + "," + outcome.sequence() + "," + outcome.dueNanos() + ","
                    + outcome.sentNanos() + "," + outcome.doneNanos() + ","
                    + outcome.result().name().toLowerCase(Locale.ROOT) + "," + outcome.reason() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Nothing comes any more; before the folder is committed. */
    synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
