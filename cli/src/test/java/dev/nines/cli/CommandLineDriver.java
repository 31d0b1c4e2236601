package dev.nines.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Runs the program in this process and keeps what it printed. */
final class CommandLineDriver {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interruption interruption = new Interruption();
    private final Charset charset;
    private final Optional<Simulator> simulator;

    CommandLineDriver(Charset charset, Optional<Simulator> simulator) {
        this.charset = charset;
        this.simulator = simulator;
    }

    static CommandLineDriver plain() {
        return new CommandLineDriver(StandardCharsets.UTF_8, Optional.empty());
    }

    static CommandLineDriver with(Simulator simulator) {
        return new CommandLineDriver(StandardCharsets.UTF_8, Optional.of(simulator));
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.of(out, err, charset, false, false, Map.of());
        return Nines.execute(arguments, terminal, simulator, interruption);
    }

    /** As ^C does. */
    void interrupt() {
        interruption.token().cancel();
    }

    String out() {
        return out.toString(charset);
    }

    String err() {
        return err.toString(charset);
    }
}
