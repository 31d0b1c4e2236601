package dev.nines.chaos.inject;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of {@code /etc/nines/allow}, by which a system agrees to faults. Root owns it, and nobody else may write it or its
 * folder.
 *
 * @param environment as inventories must say
 * @param faults words of {@link Injection#fault}
 * @param ttlSecondsMost longest lease
 * @param concurrentMost faults at once
 * @param start commands that may be started again, each as it is run
 * @param splitBrain VRRP may be cut alone
 * @param fullDisk a file system may be filled to the brim
 * @param java what may run the proxy of {@link TcpDelay}; empty: nothing
 */
public record AllowFile(
        String environment,
        List<String> faults,
        int ttlSecondsMost,
        int concurrentMost,
        List<String> interfaces,
        List<String> paths,
        List<String> units,
        List<List<String>> start,
        boolean splitBrain,
        boolean fullDisk,
        String java) {

    public static final String PATH = "/etc/nines/allow";

    /** Without a proxy. */
    public AllowFile(
            String environment,
            List<String> faults,
            int ttlSecondsMost,
            int concurrentMost,
            List<String> interfaces,
            List<String> paths,
            List<String> units,
            List<List<String>> start,
            boolean splitBrain,
            boolean fullDisk) {
        this(
                environment,
                faults,
                ttlSecondsMost,
                concurrentMost,
                interfaces,
                paths,
                units,
                start,
                splitBrain,
                fullDisk,
                "");
    }

    /** One {@code key=words} per line. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("environment=" + environment);
        lines.add("faults=" + String.join(" ", faults));
        lines.add("ttl-max=" + ttlSecondsMost);
        lines.add("concurrent-max=" + concurrentMost);
        lines.add("interfaces=" + String.join(" ", interfaces));
        lines.add("paths=" + String.join(" ", paths));
        lines.add("units=" + String.join(" ", units));
        start.forEach(command -> lines.add("start=" + String.join(" ", command)));
        lines.add("split-brain=" + (splitBrain ? "yes" : "no"));
        lines.add("enospc=" + (fullDisk ? "yes" : "no"));
        if (!java.isEmpty()) {
            lines.add("java=" + java);
        }
        return String.join("\n", lines) + "\n";
    }
}
