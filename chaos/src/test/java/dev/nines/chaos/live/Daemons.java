package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One of our daemons, running as a process in namespaces of a test, and what it has said. */
final class Daemons implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(20);

    private final Process process;
    private final List<String> said = new ArrayList<>();

    private Daemons(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "daemon");
        reader.setDaemon(true);
        reader.start();
    }

    /** Writes the configuration where the daemon sees it and starts the daemon. */
    static Daemons start(Target host, Class<?> main, String configPath, String config) {
        assertThat(host.run(List.of("sh", "-c", "cat >" + configPath), config, STEP)
                        .ok())
                .isTrue();
        try {
            return new Daemons(host.start(command(main, configPath)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> command(Class<?> main, String config) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                config);
    }

    private void read() {
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                    said.notifyAll();
                }
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }

    /** What it has said, without times. */
    List<String> said() {
        synchronized (said) {
            return said.stream().map(line -> line.replaceFirst("^\\S+Z ", "")).toList();
        }
    }

    /** Waits for a line that ends like this. */
    Daemons await(String end) {
        return await(lines -> lines.stream().anyMatch(line -> line.endsWith(end)), end);
    }

    Daemons await(Predicate<List<String>> condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (said) {
            while (!condition.test(said())) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                assertThat(millis)
                        .as("`%s` must be said, but there is %s %s", what, said, process.isAlive() ? "" : errors())
                        .isPositive();
                try {
                    said.wait(Math.min(millis, 500));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                assertThat(process.isAlive() || condition.test(said()))
                        .as(() -> "it ended: " + errors() + said)
                        .isTrue();
            }
        }
        return this;
    }

    private String errors() {
        return process.errorReader().lines().toList().toString();
    }

    /** SIGTERM; returns when it has ended. */
    void terminate() {
        end(ProcessHandle::destroy);
    }

    /** SIGKILL. */
    @Override
    public void close() {
        end(ProcessHandle::destroyForcibly);
    }

    /** A signal by name, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(daemon().pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What brought it into a process namespace waits for it, and would leave it behind. */
    private ProcessHandle daemon() {
        ProcessHandle started = process.toHandle();
        boolean itself = started.info().command().orElse("").endsWith("/java");
        return itself ? started : started.children().findFirst().orElse(started);
    }

    private void end(Consumer<ProcessHandle> signal) {
        signal.accept(daemon());
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
