package dev.nines.chaos.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A MariaDB server of the distribution on loopback, with its data in a folder of the test. */
final class MariadbStub implements AutoCloseable {
    private static final String SERVER = "/usr/sbin/mariadbd";
    private static final String INSTALL = "/usr/bin/mariadb-install-db";

    private final Path folder;
    private final int port;
    private Process process;

    MariadbStub(Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(SERVER)) && Files.isExecutable(Path.of(INSTALL)), "skipped: no mariadbd");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mariadbd is started as root here");
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process install = quiet(List.of(
                        INSTALL,
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder.resolve("data"),
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal"))
                .start();
        if (!install.waitFor(60, TimeUnit.SECONDS) || install.exitValue() != 0) {
            throw new IOException("mariadb-install-db failed: " + Files.readString(folder.resolve("log")));
        }
        Files.writeString(
                folder.resolve("init.sql"),
                "CREATE DATABASE IF NOT EXISTS app;\n"
                        + "CREATE USER IF NOT EXISTS nines@'127.0.0.1' IDENTIFIED BY 'a secret';\n"
                        + "GRANT ALL ON app.* TO nines@'127.0.0.1';\n"
                        + "CREATE USER IF NOT EXISTS admin@'127.0.0.1';\n"
                        + "GRANT ALL ON *.* TO admin@'127.0.0.1';\n");
        start();
    }

    private ProcessBuilder quiet(List<String> command) {
        File log = folder.resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }

    int port() {
        return port;
    }

    void start() throws IOException, InterruptedException {
        process = quiet(List.of(
                        SERVER,
                        "--no-defaults",
                        "--user=root",
                        "--datadir=" + folder.resolve("data"),
                        "--socket=" + folder.resolve("s"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--skip-name-resolve",
                        "--innodb-buffer-pool-size=16M",
                        "--init-file=" + folder.resolve("init.sql")))
                .start();
        for (int i = 0; i < 300; i++) {
            try (Connection connection = admin()) {
                return;
            } catch (SQLException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("mariadbd did not start: " + Files.readString(folder.resolve("log")));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Connection admin() throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=admin");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
