package dev.nines.chaos.inject;

import dev.nines.chaos.inject.Injection.Form;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * TCP that comes to a lab host takes longer in both directions, through a proxy there: for kernels without netem. See {@link
 * #CANNOT} for what it leaves as it is.
 *
 * @param bitsPerSecond of all connections together in each direction; 0: any
 * @param ports of the host; empty: all that something listens on when the fault is applied
 */
public record TcpDelay(String target, long delayNanos, long jitterNanos, long bitsPerSecond, List<Integer> ports)
        implements Injection {
    /** For plans and people. */
    public static final String CANNOT =
            "TCP only: no UDP, no VRRP, no IPv6, no reordering; handshakes are not delayed, "
                    + "connections that are open already stay as they are, and services see the proxy's address";

    private static final long NANOS_PER_MICRO = 1_000;
    private static final int PORTS_MOST = 15;

    public TcpDelay {
        ports = List.copyOf(ports);
        Form.range("delay", delayNanos, 0, 60_000_000_000L);
        Form.range("jitter", jitterNanos, 0, delayNanos);
        Form.range("rate", bitsPerSecond, 0, 100_000_000_000L);
        Form.range("number of ports", ports.size(), 0, PORTS_MOST);
        ports.forEach(port -> Form.range("port", port, 1, 65_535));
    }

    /** As far as it goes, what netem would do. */
    public static TcpDelay insteadOf(Delay delay) {
        return new TcpDelay(delay.target(), delay.delayNanos(), delay.jitterNanos(), 0, List.of());
    }

    @Override
    public String fault() {
        return "tcp-delay";
    }

    @Override
    public List<String> parameters() {
        List<String> all = new ArrayList<>(List.of(
                "java=" + Form.PATH.require(java()),
                "delay=" + delayNanos / NANOS_PER_MICRO,
                "jitter=" + jitterNanos / NANOS_PER_MICRO));
        if (bitsPerSecond > 0) {
            all.add("rate=" + bitsPerSecond);
        }
        if (!ports.isEmpty()) {
            all.add("ports=" + ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return all;
    }

    /** Lab hosts see the files of this machine. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
