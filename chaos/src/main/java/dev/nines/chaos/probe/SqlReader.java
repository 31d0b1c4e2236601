package dev.nines.chaos.probe;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Reads back which rows of a run a server holds. */
final class SqlReader {
    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private SqlReader() {}

    /**
     * Prints {@code w probe server ID READ_ONLY}, {@code w probe id copies} for each id up to the last, then {@code w probe end ids};
     * or {@code w probe error number}: nothing is known then.
     */
    static void read(int probe, ProbeSpec spec, String address, int port, long lastId, Consumer<String> lines) {
        Question.SqlWrite asked = (Question.SqlWrite) spec.question();
        try (Connection connection = SqlConnections.open(asked, address, port, "", TIMEOUT_NANOS);
                Statement ask = connection.createStatement();
                ResultSet server = ask.executeQuery("SELECT @@server_id, @@global.read_only");
                PreparedStatement select = connection.prepareStatement("SELECT id, COUNT(*) FROM " + SqlProber.TABLE
                        + " WHERE run = ? AND id <= ? GROUP BY id ORDER BY id")) {
            server.next();
            lines.accept("w " + probe + " server " + server.getLong(1) + " " + server.getInt(2));
            select.setString(1, asked.run());
            select.setLong(2, lastId);
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
