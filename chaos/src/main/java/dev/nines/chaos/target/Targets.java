package dev.nines.chaos.target;

import java.nio.file.Path;
import java.util.List;

/** From a place to a target. */
public final class Targets {
    private final Path folder;

    /** @param folder of ours, for what {@code ssh} must read from files */
    public Targets(Path folder) {
        this.folder = folder;
    }

    /** Reaches for nothing yet. */
    public Target at(String name, Location location) {
        if (location instanceof Location.Namespace namespace) {
            return Namespaces.host(name, namespace);
        }
        if (location instanceof Location.Ssh ssh) {
            return new SshTarget(name, ssh, List.of("ssh"), folder);
        }
        return new LocalTarget(name, List.of());
    }
}
