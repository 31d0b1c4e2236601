package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.List;

/**
 * A TCP/HTTP service of finite capacity: {@code capacity} requests at a time, the rest waits in its queue.
 *
 * @param behind the keepalived service whose address it binds; empty: its own hosts' addresses
 * @param calls the database service that each request asks; empty: none
 * @param callTimeoutNanos how long a request waits for the database
 * @param queue requests waiting beyond {@code capacity}; the kernel's accept queue when the process hangs
 * @param start from process start to listening
 * @param autoRestartNanos a supervisor starts a killed process again after this long; −1: nobody does
 * @param content the content-sync service that keeps its files; empty: none
 */
public record WebServerSpec(
        String name,
        List<String> nodes,
        List<Integer> ports,
        String behind,
        String calls,
        long callTimeoutNanos,
        int capacity,
        int queue,
        Law serviceTime,
        Law start,
        long autoRestartNanos,
        String content)
        implements ServiceSpec {}
