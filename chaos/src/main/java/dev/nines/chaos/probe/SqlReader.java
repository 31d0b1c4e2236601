package dev.nines.chaos.probe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads back which rows of a run a server holds. */
final class SqlReader {
    private static final long TIMEOUT_NANOS = 30_000_000_000L;

    private SqlReader() {}

    /**
     * Prints {@code w probe id copies} for each id, then {@code w probe end ids}; or {@code w probe error number}: nothing is known
     * then.
     */
    static void read(int probe, ProbeSpec spec, String address, int port, Consumer<String> lines) {
        Question.SqlWrite asked = (Question.SqlWrite) spec.question();
        try (Connection connection = SqlConnections.open(asked, address, port, "", TIMEOUT_NANOS);
                PreparedStatement select = connection.prepareStatement(
                        "SELECT id, COUNT(*) FROM " + SqlProber.TABLE + " WHERE run = ? GROUP BY id ORDER BY id")) {
            select.setString(1, asked.run());
            long ids = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.accept("w " + probe + " " + rows.getLong(1) + " " + rows.getLong(2));
                    ids++;
                }
            }
            lines.accept("w " + probe + " end " + ids);
        } catch (SQLException e) {
            lines.accept("w " + probe + " error " + e.getErrorCode());
        }
    }
}
