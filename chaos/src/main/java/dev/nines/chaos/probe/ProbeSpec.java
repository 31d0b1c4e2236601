package dev.nines.chaos.probe;

import dev.nines.model.spec.ClientSpec.Connections;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One probe, or one load of clients: what is asked of whom, and when.
 *
 * @param name in the inventory
 * @param question what is asked
 * @param address numeric: a name would measure the resolver
 * @param periodNanos {@code count} probes are due in each period
 * @param timeoutNanos after sending; an answer that comes later is none
 * @param sources numeric addresses of the client's host, used in turn; empty: the kernel chooses
 * @param connections as in the scenario language
 */
public record ProbeSpec(
        String name,
        Question question,
        String address,
        int port,
        long periodNanos,
        int count,
        long timeoutNanos,
        List<String> sources,
        Connections connections) {
    /** As many source addresses as a probe has, if the client's host has them. */
    public static final int SOURCES = 16;

    public static final long INTERVAL_NANOS = 10_000_000L;
    public static final long TIMEOUT_NANOS = 1_000_000_000L;

    private static final long INTERVAL_NANOS_MAX = 1_000_000_000L;
    private static final long TIMEOUT_NANOS_MAX = 60_000_000_000L;
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,80}");

    public ProbeSpec {
        sources = List.copyOf(sources);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a probe: " + name);
        }
        numeric(address);
        sources.forEach(ProbeSpec::numeric);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port of probe " + name + " must be 1 … 65535: " + port);
        }
        if (new Schedule(0, periodNanos, count).intervalNanos() < 1 || periodNanos / count > INTERVAL_NANOS_MAX) {
            throw new IllegalArgumentException("interval of probe " + name + " must be 1 ns … 1 s");
        }
        if (timeoutNanos < 1 || timeoutNanos > TIMEOUT_NANOS_MAX) {
            throw new IllegalArgumentException(
                    "time-out of probe " + name + " must be 1 ns … 60 s: " + timeoutNanos + " ns");
        }
        boolean mayKeep = question instanceof Question.Http || question instanceof Question.TcpEcho;
        if (!mayKeep && connections != Connections.NEW && !(question instanceof Question.Sql)) {
            throw new IllegalArgumentException("probe " + name + " has no connection to keep");
        }
    }

    private static void numeric(String address) {
        if (!NUMERIC.matcher(address).matches()) {
            throw new IllegalArgumentException("not a numeric address: " + address);
        }
    }

    /** A probe as DESIGN section 5 has it: each 10 ms, time-out 1 s, a new connection each. */
    public static ProbeSpec probe(String name, Question question, String address, int port, List<String> sources) {
        return new ProbeSpec(name, question, address, port, INTERVAL_NANOS, 1, TIMEOUT_NANOS, sources, Connections.NEW);
    }

    /**
     * A page that must answer 200.
     *
     * @param url {@code http://address:port/path}; TLS is not measured
     * @throws IllegalArgumentException if it is none
     */
    public static ProbeSpec http(String name, String url, List<String> sources) {
        URI uri = URI.create(url);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("probe " + name + ": not a URL of http: " + url);
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String address = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return probe(name, new Question.Http(uri.getRawAuthority(), path + query, 200, ""), address, port, sources);
    }

    /** The same in other intervals. */
    public ProbeSpec every(long intervalNanos) {
        return new ProbeSpec(name, question, address, port, intervalNanos, 1, timeoutNanos, sources, connections);
    }

    /** The same so many times a second: the load of clients. */
    public ProbeSpec rate(int perSecond) {
        return new ProbeSpec(
                name, question, address, port, 1_000_000_000L, perSecond, timeoutNanos, sources, connections);
    }

    public ProbeSpec timeout(long nanos) {
        return new ProbeSpec(name, question, address, port, periodNanos, count, nanos, sources, connections);
    }

    public ProbeSpec connections(Connections kept) {
        return new ProbeSpec(name, question, address, port, periodNanos, count, timeoutNanos, sources, kept);
    }

    long intervalNanos() {
        return periodNanos / count;
    }
}
