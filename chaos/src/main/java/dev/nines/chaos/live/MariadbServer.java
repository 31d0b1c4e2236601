package dev.nines.chaos.live;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.mariadb.jdbc.Driver;

/** A MariaDB server. Each call has a connection of its own, so that none waits for what another has begun. */
final class MariadbServer implements DatabaseServer {
    /** STOP SLAVE waits for a semi-sync source that is silent; measured: some seconds. */
    private static final long STEP_MILLIS = 20_000;
    /** One turn of the wait for the applier, between which its errors are looked at. */
    private static final String TURN_SECONDS = "0.5";

    private final Endpoint address;
    private final String user;
    private final String password;
    private final long askMillis;

    /** @param askNanos longest wait for the answer to a question; it ends what the manager has given up already */
    MariadbServer(Endpoint address, String user, String password, long askNanos) {
        this.address = address;
        this.user = user;
        this.password = password;
        askMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(askNanos));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Statement statement) throws SQLException;
    }

    private <T> T ask(long answerMillis, Question<T> question) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Long.toString(askMillis));
        properties.setProperty("socketTimeout", Long.toString(answerMillis));
        try (Connection connection = new Driver().connect("jdbc:mariadb://" + address + "/", properties);
                Statement statement = connection.createStatement()) {
            return question.ask(statement);
        }
    }

    @Override
    public boolean readOnly() throws SQLException {
        return ask(askMillis, statement -> {
            try (ResultSet row = statement.executeQuery("SELECT @@GLOBAL.read_only")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    @Override
    public Replication replication() throws SQLException {
        return ask(askMillis, MariadbServer::replication);
    }

    private static Replication replication(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW SLAVE STATUS")) {
            if (!row.next()) {
                return new Replication("", 0, false, -1);
            }
            boolean fit = !"No".equalsIgnoreCase(row.getString("Using_Gtid"))
                    && "Yes".equals(row.getString("Slave_SQL_Running"))
                    && row.getInt("Last_IO_Errno") != FATAL_READ;
            return new Replication(
                    row.getString("Master_Host"),
                    row.getInt("Master_Port"),
                    fit,
                    position(row.getString("Gtid_IO_Pos")));
        }
    }

    /** ER_MASTER_FATAL_ERROR_READING_BINLOG: the source no longer has what comes next. */
    private static final int FATAL_READ = 1236;

    /** The sequence numbers of a list of GTIDs, domain-server-sequence, added up: it grows with each transaction received. */
    static long position(String gtids) {
        long sum = 0;
        for (String gtid : gtids.isEmpty() ? new String[0] : gtids.split(",")) {
            sum += Long.parseLong(gtid.substring(gtid.lastIndexOf('-') + 1).strip());
        }
        return sum;
    }

    @Override
    public void stopReceiver() throws SQLException {
        ask(STEP_MILLIS, statement -> statement.execute("STOP SLAVE IO_THREAD"));
    }

    @Override
    public void awaitApplied() throws SQLException {
        while (!appliedWithinTurn()) {
            // the receiver has stopped, so the end is known and comes nearer
        }
    }

    private boolean appliedWithinTurn() throws SQLException {
        return ask(askMillis + 1_000, statement -> {
            String received;
            try (ResultSet row = statement.executeQuery("SHOW SLAVE STATUS")) {
                if (!row.next()) {
                    throw new SQLException("replicates from nobody");
                }
                received = row.getString("Gtid_IO_Pos");
                if (!"Yes".equals(row.getString("Slave_SQL_Running"))) {
                    throw new SQLException("its applier has stopped: " + row.getString("Last_SQL_Error"));
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT MASTER_GTID_WAIT('" + received + "', " + TURN_SECONDS + ")")) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
    }

    @Override
    public void makePrimary() throws SQLException {
        ask(STEP_MILLIS, statement -> {
            statement.execute("STOP SLAVE");
            statement.execute("RESET SLAVE ALL");
            return statement.execute("SET GLOBAL read_only = 0");
        });
    }

    @Override
    public void setReadOnly(boolean on) throws SQLException {
        ask(askMillis, statement -> statement.execute("SET GLOBAL read_only = " + (on ? 1 : 0)));
    }

    @Override
    public void follow(Endpoint source) throws SQLException {
        ask(STEP_MILLIS, statement -> {
            statement.execute("STOP SLAVE");
            statement.execute(
                    "CHANGE MASTER TO MASTER_HOST='" + source.host() + "', MASTER_PORT=" + source.port() + "");
            return statement.execute("START SLAVE");
        });
    }
}
