package dev.nines.result;

import dev.nines.measure.Losses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Rows of comma-separated values (RFC 4180, with line feeds). */
final class Csv {
    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    Csv(Writer out, String header) {
        this.out = out;
        line.append(header);
        end();
    }

    Csv put(String text) {
        boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0;
        line.append(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text).append(',');
        return this;
    }

    Csv put(long number) {
        line.append(number).append(',');
        return this;
    }

    Csv put(double number) {
        String text = Json.number(number).asString();
        line.append(Double.isNaN(number) ? "" : text).append(',');
        return this;
    }

    Csv seconds(long nanos) {
        return put(ViolationSamples.seconds(nanos));
    }

    /** Lost transactions and seconds, two columns; empty when nobody looked. */
    Csv lost(Losses losses) {
        return losses.measured() ? put(losses.lost()).seconds(losses.lostNanos()) : none().none();
    }

    Csv none() {
        line.append(',');
        return this;
    }

    void end() {
        if (line.length() > 0 && line.charAt(line.length() - 1) == ',') {
            line.setLength(line.length() - 1);
        }
        line.append('\n');
        try {
            out.write(line.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        line.setLength(0);
    }
}
