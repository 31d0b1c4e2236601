package dev.nines.cli;

import dev.nines.report.Style;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the program writes, and what can be shown there.
 *
 * @param out results
 * @param err progress, notes, warnings
 * @param charset of both
 * @param outIsTerminal somebody is looking at the results; the launcher knows, Java does not
 * @param errIsTerminal somebody is looking at the progress
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Charset charset,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The terminal that this process was started from. */
    static Terminal ofProcess() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        Charset charset = Charset.isSupported(encoding) ? Charset.forName(encoding) : StandardCharsets.US_ASCII;
        return of(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                charset,
                Boolean.getBoolean("nines.stdout.terminal"),
                Boolean.getBoolean("nines.stderr.terminal"),
                System.getenv());
    }

    static Terminal of(
            OutputStream out,
            OutputStream err,
            Charset charset,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> environment) {
        return new Terminal(
                new PrintStream(out, false, charset),
                new PrintStream(err, true, charset),
                charset,
                outIsTerminal,
                errIsTerminal,
                environment);
    }

    /** How results look here: NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM decide, unless colour is unwanted. */
    Style style(boolean noColor) {
        return new Style(!noColor && colour(outIsTerminal), unicode(), columns());
    }

    /** What COLUMNS says; the launcher sets it to the width of the terminal. */
    private int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : Style.USUAL_COLUMNS;
    }

    /** How messages look here. */
    boolean colourOfMessages(boolean noColor) {
        return !noColor && colour(errIsTerminal);
    }

    private boolean colour(boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        if (!environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0")) {
            return true;
        }
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean off = environment.getOrDefault("CLICOLOR", "1").equals("0");
        return terminal && !dumb && !off;
    }

    /** A line that is drawn over itself makes sense only where somebody looks and the cursor can go back. */
    boolean canRedraw() {
        return errIsTerminal && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    boolean unicode() {
        return charset.name().startsWith("UTF-");
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Bytes as they are, whatever the charset. */
    void print(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    void say(String message) {
        err.println(unicode() ? message : dev.nines.report.Ascii.of(message));
    }
}
