package dev.nines.chaos.lab;

import java.util.List;

/**
 * A process of a product on a lab host.
 *
 * @param host where it runs
 * @param services that it serves; keepalived serves several at once
 * @param pidfile where it writes its number
 * @param unit what a distribution calls it
 * @param start starts it, also after it was killed; a product that {@link Product#stays} does not return
 * @param files that it needs, the configuration first
 * @param before what a new host runs once before the first start; empty: nothing
 * @param after what it runs once when all daemons have been started; empty: nothing
 */
public record Daemon(
        String host,
        Product product,
        List<String> services,
        String pidfile,
        String unit,
        List<String> start,
        List<GeneratedFile> files,
        List<String> before,
        List<String> after) {
    public Daemon {
        services = List.copyOf(services);
        start = List.copyOf(start);
        files = List.copyOf(files);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** The same with the full path of its program, as an undo needs it. */
    Daemon located() {
        return new Daemon(host, product, services, pidfile, unit, Machine.withPath(start), files, before, after);
    }

    /** What it has to say, on its host. */
    String log() {
        return "/var/log/" + services.get(0) + ".log";
    }

    /** As faults name it: {@code front@lb1}. */
    List<String> components() {
        return services.stream().map(service -> service + "@" + host).toList();
    }
}
