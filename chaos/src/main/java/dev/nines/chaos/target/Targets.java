package dev.nines.chaos.target;

import java.nio.file.Path;
import java.util.List;

/** From a place to a target. */
public final class Targets {
    private final Path folder;
    private final List<String> ssh;

    /** @param folder of ours, for what {@code ssh} must read from files */
    public Targets(Path folder) {
        this(folder, List.of("ssh"));
    }

    /** @param ssh what starts it, perhaps behind words that bring it into a network namespace */
    public Targets(Path folder, List<String> ssh) {
        this.folder = folder;
        this.ssh = List.copyOf(ssh);
    }

    /** What starts {@code ssh}. */
    public List<String> ssh() {
        return ssh;
    }

    /** Reaches for nothing yet. */
    public Target at(String name, Location location) {
        if (location instanceof Location.Namespace namespace) {
            return Namespaces.host(name, namespace);
        }
        if (location instanceof Location.Ssh place) {
            return new SshTarget(name, place, ssh, folder);
        }
        return new LocalTarget(name, List.of());
    }
}
