package dev.nines.chaos.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the daemons have in common: one file, one loop, one way to end. */
final class Program {
    private static final long END_MILLIS = 5_000;

    private Program() {}

    /** What runs on the loop. */
    interface Part {
        /** In an event of the loop. */
        void start();

        /**
         * SIGTERM, in an event of the loop.
         *
         * @param ended to be called in an event when all is said and done
         */
        void stop(Runnable ended);
    }

    /** Makes a part. What is wrong it throws as {@link dev.nines.scenario.problem.Problems}. */
    @FunctionalInterface
    interface Maker {
        Part make(EventLoop loop, LiveConfig config) throws IOException;
    }

    /** Returns when the process has got SIGTERM; what is wrong before ends it with a message and exit code 1. */
    static void run(String[] args, EventLoop.First first, Maker maker) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, wrong) -> report(wrong));
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: the path of one configuration file");
        }
        LiveConfig config = LiveConfig.read(Path.of(args[0]));
        try (EventLoop loop = new EventLoop(first)) {
            Part part = maker.make(loop, config);
            Thread ending = new Thread(() -> end(loop, part), "ending");
            Runtime.getRuntime().addShutdownHook(ending);
            loop.post(part::start);
            config.pidfile().ifPresent(Program::writePid);
            loop.run();
        }
    }

    private static void report(Throwable wrong) {
        if (wrong instanceof IllegalStateException || wrong instanceof NullPointerException) {
            wrong.printStackTrace(); // ours
        } else {
            System.err.println(wrong.getMessage() == null ? wrong.toString() : wrong.getMessage());
        }
    }

    private static void end(EventLoop loop, Part part) {
        loop.post(() -> part.stop(loop::stop));
        try {
            loop.awaitEnd(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void writePid(Path file) {
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
