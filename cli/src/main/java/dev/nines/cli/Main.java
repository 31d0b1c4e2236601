package dev.nines.cli;

import java.util.Optional;

/** The entry point of the program {@code nines}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Interruption interruption = Interruption.install();
        interruption.exit(Nines.execute(args, Terminal.ofProcess(), Optional.of(new TrialSimulator()), interruption));
    }
}
