package dev.nines.chaos.probe;

import dev.nines.chaos.target.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prober at work on a client's host. It needs the Java of this process there, so the client is this machine or a lab host on it.
 * Closing the session, or its end by any cause, ends the prober.
 */
public final class ProbeSession implements AutoCloseable {
    /** Success share of an outage, see {@link dev.nines.measure.OutageMeter}. */
    public static final double OUTAGE_THRESHOLD = 0.9;

    private static final long START_SECONDS = 30;
    private static final long READ_BACK_SECONDS = 60;

    private final Process process;
    private final List<ProbeSpec> specs;
    private final MeasuredProbe[] probes;
    private final Schedule[] schedules;
    private final WriteBalance[] balances;
    private final Consumer<ProbeOutcome> raw;
    private final BlockingQueue<String> started = new ArrayBlockingQueue<>(2);
    private final BlockingQueue<Reading> readings = new ArrayBlockingQueue<>(2);
    private Reading.Builder reading = new Reading.Builder();

    private ProbeSession(Process process, List<ProbeSpec> specs, Consumer<ProbeOutcome> raw) {
        this.process = process;
        this.specs = specs;
        this.raw = raw;
        probes = new MeasuredProbe[specs.size()];
        schedules = new Schedule[specs.size()];
        balances = new WriteBalance[specs.size()];
    }

    /**
     * Starts probes and waits until their schedule is fixed.
     *
     * @param client where they are sent from
     * @param raw gets each outcome in the order in which they became known, on the session's own thread
     * @throws ProbeGone if the prober could not be started
     */
    public static ProbeSession start(Target client, List<ProbeSpec> specs, Consumer<ProbeOutcome> raw) {
        for (ProbeSpec spec : specs) {
            if (spec.question() instanceof Question.Sql) {
                SqlProber.writersFor(spec);
            }
        }
        Process process;
        try {
            process = client.start(command());
        } catch (IOException e) {
            throw new ProbeGone("no prober on " + client.name() + ": " + e.getMessage(), e);
        }
        ProbeSession session = new ProbeSession(process, List.copyOf(specs), raw);
        try {
            session.begin();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** What starts a prober; it waits for its specification on standard input. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeMain.class.getName());
    }

    private void begin() {
        StringBuilder errors = new StringBuilder();
        thread("probe-errors", () -> keepErrors(errors));
        thread("probe-outcomes", this::listen);
        tell(JsonMapper.shared().writeValueAsString(specs));
        try {
            String first = started.poll(START_SECONDS, TimeUnit.SECONDS);
            if (!"ok".equals(first)) {
                synchronized (errors) {
                    throw new ProbeGone(
                            "the prober did not start: " + errors.toString().strip());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeGone("interrupted while the prober started", e);
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void keepErrors(StringBuilder errors) {
        try (BufferedReader from = reader(process.getErrorStream())) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                synchronized (errors) {
                    if (errors.length() < 2_000) {
                        errors.append(line).append('\n');
                    }
                }
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }

    private static BufferedReader reader(java.io.InputStream from) {
        return new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8));
    }

    private void listen() {
        String why = "the prober has ended";
        try (BufferedReader from = reader(process.getInputStream())) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            // the pipe ends with the process
        } catch (RuntimeException e) {
            why = "the prober is not understood: " + e.getMessage();
            process.destroyForcibly();
        }
        awaitExit();
        for (MeasuredProbe probe : probes) {
            if (probe != null) {
                probe.gone(why);
            }
        }
        started.add(why); // for one who still waits; there is room for this and one "ok"
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(String line) {
        if (line.equals(ProbeLines.BEGIN)) {
            return;
        }
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case 'o' -> outcome(ProbeLines.parseOutcome(line, schedules));
            case 's' -> schedule(line);
            case 'w' -> written(line.split(" ", -1));
            default -> throw new IllegalArgumentException("not a line of the prober: " + line);
        }
    }

    private void schedule(String line) {
        int number = ProbeLines.probeOf(line);
        if (number >= probes.length || schedules[number] != null) {
            throw new IllegalArgumentException("not asked for: " + line);
        }
        schedules[number] = ProbeLines.parseSchedule(line);
        balances[number] = new WriteBalance();
        probes[number] = new MeasuredProbe(specs.get(number), schedules[number], OUTAGE_THRESHOLD);
        if (number == probes.length - 1) {
            started.add("ok");
        }
    }

    private void outcome(ProbeOutcome outcome) {
        if (specs.get(outcome.probe()).question() instanceof Question.SqlWrite) {
            synchronized (balances[outcome.probe()]) {
                balances[outcome.probe()].outcome(outcome);
            }
        }
        probes[outcome.probe()].outcome(outcome);
        raw.accept(outcome);
    }

    private void written(String[] words) {
        Optional<Reading> whole = reading.line(words);
        if (whole.isPresent()) {
            reading = new Reading.Builder();
            if (!readings.offer(whole.get())) {
                throw new IllegalArgumentException("a reading that nobody asked for");
            }
        }
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public MeasuredProbe probe(String name) {
        return probes[number(name)];
    }

    private int number(String name) {
        for (int i = 0; i < probes.length; i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no probe is called " + name);
    }

    /** All probes, in the order in which they were asked for. */
    public List<MeasuredProbe> probes() {
        return new ArrayList<>(List.of(probes));
    }

    /**
     * Reads twice what the primary holds of a probe's writes so far, and compares that with what clients were told since the last
     * time. After recovery, when no write is under way that could still arrive.
     *
     * @param nodes of the database; the primary is the one that takes writes. Several that take writes must hold the same
     */
    public synchronized ReadBack readBack(String name, List<DatabaseNode> nodes) {
        int number = number(name);
        if (!(specs.get(number).question() instanceof Question.SqlWrite)) {
            throw new IllegalArgumentException("probe " + name + " writes nothing");
        }
        long lastId = probes[number].allKnown();
        Primary primary = new Primary(node -> read(number, node, lastId));
        Optional<Reading> first = primary.read(nodes);
        Optional<Reading> second = first.isPresent() ? primary.read(nodes) : first;
        if (second.isEmpty()) {
            return ReadBack.unknown(primary.problem());
        }
        synchronized (balances[number]) {
            return ReadBack.of(
                    primary.name(),
                    balances[number],
                    lastId,
                    first.get().copies(),
                    second.get().copies());
        }
    }

    private Reading read(int number, DatabaseNode node, long lastId) {
        tell("read " + number + " " + node.address() + " " + node.port() + " " + lastId);
        try {
            Reading read = readings.poll(READ_BACK_SECONDS, TimeUnit.SECONDS);
            if (read == null) {
                throw new ProbeGone("no answer from the prober about what " + node.name() + " holds");
            }
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeGone("interrupted while reading back", e);
        }
    }

    private void tell(String line) {
        try {
            OutputStream to = process.getOutputStream();
            to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException e) {
            throw new ProbeGone("the prober has ended", e);
        }
    }

    /** Ends the probes. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has ended before
        }
        awaitExit();
    }
}
