package dev.nines.chaos.probe;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.model.spec.ClientSpec.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads, or writes rows, each with the probe's number as its id. The driver blocks, so each statement under way has a thread: one that
 * is idle, or a new one, up to as many as can wait at once. A write whose answer is cut off or comes too late is in doubt; one that
 * the server rejects, or that could not be sent, is certainly not done. Of the journal's lines for one id the last counts.
 */
final class SqlProber extends Prober {
    static final String TABLE = "nines_writes";

    private static final int WRITERS_MAX = 128;
    /** Connecting, logging in and writing may each wait for a time-out. */
    private static final int WAITS_PER_WRITE = 3;

    /** KILL of a query or a connection: what it did is unknown. */
    private static final Set<Integer> INTERRUPTED = Set.of(1053, 1317, 1927);

    private final Question.Sql asked;
    private final Consumer<Runnable> post;
    /** Of a probe that writes. */
    private final Optional<WriteJournal> journal;

    private final int writersMax;
    /** The one that was idle last is used first: in good times few connections do all the work. */
    private final ArrayDeque<Writer> idle = new ArrayDeque<>();

    private int writers;

    /** @param post runs something on the thread that calls this prober */
    SqlProber(
            int number,
            ProbeSpec spec,
            Schedule schedule,
            LongSupplier clock,
            Consumer<Runnable> post,
            Consumer<ProbeOutcome> outcomes)
            throws IOException {
        super(number, spec, schedule, clock, outcomes);
        asked = (Question.Sql) spec.question();
        this.post = post;
        journal = asked instanceof Question.SqlWrite write
                ? Optional.of(new WriteJournal(Path.of(write.ledger())))
                : Optional.empty();
        writersMax = writersFor(spec);
    }

    /** @throws IllegalArgumentException if so many writes could wait at once that they need too many threads */
    static int writersFor(ProbeSpec spec) {
        long waiting = (spec.timeoutNanos() + spec.intervalNanos() - 1) / spec.intervalNanos() + 1;
        if (waiting > WRITERS_MAX) {
            throw new IllegalArgumentException("probe " + spec.name() + ": " + waiting
                    + " statements could wait at once, more than " + WRITERS_MAX
                    + "; a longer interval or a shorter time-out"
                    + " helps");
        }
        return (int) Math.min(WRITERS_MAX, WAITS_PER_WRITE * waiting);
    }

    /** Makes the table that rows are written to, if it is missing. */
    static void makeTable(ProbeSpec spec) throws SQLException {
        Question.SqlWrite asked = (Question.SqlWrite) spec.question();
        try (Connection connection = SqlConnections.open(asked, spec.address(), spec.port(), "", spec.timeoutNanos());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE
                    + " (row_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, run VARCHAR(40) NOT NULL,"
                    + " id BIGINT NOT NULL, KEY run_id (run, id)) ENGINE=InnoDB");
        }
    }

    @Override
    void launch(Exchange exchange) {
        Writer writer = idle.pollLast();
        if (writer == null) {
            if (writers == writersMax) {
                finish(exchange, Result.LATE, "no-writer");
                return;
            }
            String source = sources.isEmpty() ? "" : spec.sources().get(writers % sources.size());
            writer = new Writer(source);
            writers++;
            writer.start();
        }
        writer.work.add(exchange);
    }

    /** Its writer goes on until the driver gives up too; what comes of it is not counted any more. */
    @Override
    void abandon(Exchange exchange) {
        journal.ifPresent(kept -> kept.add("d " + exchange.sequence + "\n", () -> {}));
    }

    @Override
    void close() {
        super.close();
        journal.ifPresent(WriteJournal::close);
    }

    private void answered(Exchange exchange, long nanos, Result result, String reason) {
        String line = switch (result) {
            case GOOD -> "a " + exchange.sequence + " " + nanos + "\n";
            case REFUSED -> "r " + exchange.sequence + "\n";
            default -> "d " + exchange.sequence + "\n";
        };
        if (nanos - exchange.sentNanos > spec.timeoutNanos()) {
            return; // given up before
        }
        Runnable finished = () -> post.accept(() -> finish(exchange, nanos, result, reason));
        journal.ifPresentOrElse(kept -> kept.add(line, finished), finished);
    }

    /** One thread with one connection. */
    private final class Writer extends Thread {
        private final BlockingQueue<Exchange> work = new LinkedBlockingQueue<>();
        private final String source;
        private Connection connection;

        Writer(String source) {
            super("sql-writer");
            this.source = source;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    write(work.take());
                    post.accept(() -> idle.addLast(this));
                }
            } catch (InterruptedException e) {
                disconnect();
            }
        }

        private void write(Exchange exchange) {
            boolean sent = false;
            try {
                if (connection == null) {
                    connection = SqlConnections.open(asked, spec.address(), spec.port(), source, spec.timeoutNanos());
                }
                sent = true;
                ask(exchange.sequence);
                answered(exchange, clock.getAsLong(), Result.GOOD, "-");
                if (spec.connections() == Connections.NEW) {
                    disconnect();
                }
            } catch (SQLException e) {
                long now = clock.getAsLong();
                disconnect();
                boolean refused = !sent || rejected(e);
                answered(exchange, now, refused ? Result.REFUSED : Result.FAILED, "sql-" + e.getErrorCode());
            }
        }

        private void ask(long id) throws SQLException {
            if (!(asked instanceof Question.SqlWrite write)) {
                try (Statement select = connection.createStatement()) {
                    select.execute("SELECT 1");
                }
                return;
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + TABLE + " (run, id) VALUES (?, ?)")) {
                insert.setString(1, write.run());
                insert.setLong(2, id);
                insert.executeUpdate();
            }
        }

        private void disconnect() {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    // it is gone either way
                }
                connection = null;
            }
        }
    }

    /** Whether the server itself said no, rather than the connection. */
    private static boolean rejected(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e.getErrorCode() >= 1000
                && e.getErrorCode() < 5000
                && !state.startsWith("08")
                && !(e.getErrorCode() >= 2000 && e.getErrorCode() < 3000)
                && !INTERRUPTED.contains(e.getErrorCode());
    }
}
