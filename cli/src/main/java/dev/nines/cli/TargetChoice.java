package dev.nines.cli;

import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.InventoryReader;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which machines, and by which login. */
final class TargetChoice {
    /**
     * A machine.
     *
     * @param name its name in the inventory, or its address
     * @param faults the login by which faults come
     * @param administrator a login that is root there, or may become it
     */
    record Chosen(String name, Location.Ssh place, Target faults, Target administrator, Optional<Inventory> inventory) {
        String login() {
            return place.user() + "@" + place.host() + (place.port() == 22 ? "" : ":" + place.port());
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "HOST",
            arity = "1..*",
            description = "Targets of --on by their names, or one user@host that is not in an inventory.")
    private List<String> hosts;

    @Option(names = "--on", paramLabel = "INVENTORY", description = "The file that names the targets.")
    private Path file;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256:…",
            description = "Host key of user@host, as its own console shows it; another one is refused.")
    private String fingerprint;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Login that is root there or may `sudo -n sh`. Default: the one that faults come by.")
    private String as;

    List<Chosen> chosen(TargetCommand target) {
        Optional<Inventory> inventory = Optional.ofNullable(file).map(InventoryReader::read);
        if (hosts.size() > 1 && (fingerprint != null || hosts.stream().anyMatch(host -> host.contains("@")))) {
            throw usage("user@host and --fingerprint are for one host at a time");
        }
        List<Chosen> all = new ArrayList<>();
        for (String host : hosts) {
            Location.Ssh place = host.contains("@") ? single(host, target) : entry(host, inventory);
            all.add(new Chosen(
                    host,
                    place,
                    target.targets().at(host.replaceAll("[^A-Za-z0-9_-]", "_"), place),
                    target.targets()
                            .at(host.replaceAll("[^A-Za-z0-9_-]", "_") + "-administrator", administrator(place)),
                    host.contains("@") ? Optional.empty() : inventory));
        }
        return all;
    }

    private Location.Ssh administrator(Location.Ssh place) {
        try {
            return as == null ? place : place.as(as);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--as " + as + " is not the name of an account", e);
        }
    }

    private Location.Ssh entry(String name, Optional<Inventory> inventory) {
        Inventory from = inventory.orElseThrow(() -> usage("`" + name + "` is in which inventory? --on names it"));
        Location place = from.targets().get(name);
        if (place == null) {
            throw usage("no target `" + name + "` in " + from.file() + "; known: "
                    + String.join(", ", from.targets().keySet()));
        }
        if (!(place instanceof Location.Ssh ssh)) {
            throw new Refusal(name + " needs no preparation: its helper is brought there when it is used");
        }
        if (fingerprint != null && !fingerprint.equals(ssh.hostKey())) {
            throw new Refusal(
                    name + " has the host key " + ssh.hostKey() + " in " + from.file() + ", not " + fingerprint);
        }
        return ssh;
    }

    private Location.Ssh single(String login, TargetCommand target) {
        String pinned = fingerprint != null ? fingerprint : ask(login, target);
        try {
            return Location.Ssh.of(login, pinned, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** What the host itself shows is not asked: whoever answers in its place would show his own. */
    private static String ask(String login, TargetCommand target) {
        return target.ask("SHA256:… that the console of " + login + " shows: ")
                .filter(answer -> !answer.isEmpty())
                .orElseThrow(() -> new Refusal("no host key is learned from the network\n   = fix: at the console of "
                        + login + ": ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub, then --fingerprint SHA256:…"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
