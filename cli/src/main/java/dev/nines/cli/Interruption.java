package dev.nines.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What ^C does: a run in progress is cancelled, prints what is finished, and the process ends with 130; anything else ends
 * at once.
 */
final class Interruption {
    /** Longer than any trial takes to notice. */
    private static final long PATIENCE_SECONDS = 20;

    private final CancelToken token = new CancelToken();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean exiting;

    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupted, "interruption"));
        return interruption;
    }

    CancelToken token() {
        return token;
    }

    /** From here to {@link #exit} an interrupt lets the run say what it has. */
    void running() {
        running = true;
    }

    private void interrupted() {
        if (exiting) {
            return;
        }
        token.cancel();
        if (running) {
            try {
                finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }

    /** Ends the process; does not return. */
    void exit(int code) {
        if (token.isCancelled()) {
            finished.countDown(); // the shutdown that is under way waits for this, and ends the process
            return;
        }
        exiting = true;
        System.exit(code);
    }
}
