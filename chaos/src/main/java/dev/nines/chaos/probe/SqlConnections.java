package dev.nines.chaos.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.mariadb.jdbc.Driver;

/** Connections to a MariaDB or MySQL server. */
final class SqlConnections {
    private SqlConnections() {}

    /**
     * @param source local address; empty: the kernel chooses
     * @param timeoutNanos of connecting, and of each answer
     */
    static Connection open(Question.Sql asked, String address, int port, String source, long timeoutNanos)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", asked.user());
        properties.setProperty("password", asked.password());
        String millis = Long.toString(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        if (!source.isEmpty()) {
            properties.setProperty("localSocketAddress", source);
        }
        String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return new Driver().connect("jdbc:mariadb://" + host + ":" + port + "/" + asked.database(), properties);
    }
}
