package dev.nines.chaos.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Another machine, by the system's {@code ssh}: its agent and keys, none of its configuration. The pinned key of each host on
 * the way is the only one that is accepted; nothing is learned, and nobody is asked.
 */
public final class SshTarget implements Target {
    private static final String ALIAS = "nines-target";

    /**
     * A server that offers nothing of these is refused before it is asked who it is. Without SHA-1, without CBC, and without
     * ChaCha20, so that nothing depends on whether the other side knows strict key exchange (CVE-2023-48795).
     */
    private static final String ALGORITHMS = """
              KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,\
            ecdh-sha2-nistp521,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512
              HostKeyAlgorithms ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,\
            rsa-sha2-512,rsa-sha2-256
              Ciphers aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes128-ctr
              MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512
            """;

    private final String name;
    private final Location.Ssh place;
    private final List<String> ssh;
    private final LocalTarget client;

    /**
     * @param program what starts ssh: {@code ssh} itself, perhaps behind words that bring it into a network namespace
     * @param folder of ours, where its configuration is written
     */
    public SshTarget(String name, Location.Ssh place, List<String> program, Path folder) {
        this.name = name;
        this.place = place;
        Path configuration = write(folder, name);
        ssh = new ArrayList<>(program);
        ssh.addAll(List.of(
                "-F",
                configuration.toString(),
                "-T",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "UpdateHostKeys=no",
                "--",
                ALIAS));
        client = new LocalTarget(name, place, ssh, () -> {});
    }

    private Path write(Path folder, String target) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path known = folder.resolve("known_hosts");
            if (!Files.exists(known)) {
                Files.createFile(known);
            }
            return Files.writeString(folder.resolve(target + ".ssh"), configuration(known));
        } catch (IOException e) {
            throw new TargetGone(target, "cannot write " + folder, e);
        }
    }

    /** A block for each host on the way, then what holds for all. */
    String configuration(Path knownHosts) {
        StringBuilder text = new StringBuilder();
        String alias = ALIAS;
        int hop = 0;
        for (Location.Ssh at = place; at != null; at = at.jump().orElse(null)) {
            text.append("Host ").append(alias).append('\n');
            text.append("  HostName ").append(at.host()).append('\n');
            text.append("  User ").append(at.user()).append('\n');
            text.append("  Port ").append(at.port()).append('\n');
            // Asked for the keys that are known, it names the offered one if that is the pinned one.
            text.append("  KnownHostsCommand /bin/sh -c 'test \"$1\" = \"$2\" && echo \"$3 $4 $5\" || :' pin ")
                    .append(at.hostKey())
                    .append(" %f %H %t %K\n");
            if (at.jump().isPresent()) {
                alias = ALIAS + "-" + ++hop;
                text.append("  ProxyJump ").append(alias).append('\n');
            }
        }
        return text.append("Host *\n")
                .append("  BatchMode yes\n")
                .append("  StrictHostKeyChecking yes\n")
                .append("  UserKnownHostsFile ")
                .append(knownHosts)
                .append("\n  GlobalKnownHostsFile /dev/null\n")
                .append("  UpdateHostKeys no\n")
                .append("  VerifyHostKeyDNS no\n")
                .append("  CheckHostIP no\n")
                .append("  ForwardAgent no\n")
                .append("  ClearAllForwardings yes\n")
                .append("  PermitLocalCommand no\n")
                .append("  PasswordAuthentication no\n")
                .append("  KbdInteractiveAuthentication no\n")
                .append("  PubkeyAuthentication yes\n")
                .append(ALGORITHMS)
                .append("  ConnectTimeout 5\n")
                .append("  ServerAliveInterval 5\n")
                .append("  ServerAliveCountMax 2\n")
                .toString();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Location location() {
        return place;
    }

    @Override
    public Process start(List<String> command) throws IOException {
        return client.start(quoted(command));
    }

    @Override
    public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
        Outcome outcome = client.run(quoted(command), input, deadline, lines);
        if (outcome.exit() == 255) {
            // ssh's own failure: nobody knows whether the command ran.
            throw new TargetGone(name, outcome.errors().strip() + advice(outcome.errors()));
        }
        return outcome;
    }

    private String advice(String errors) {
        return errors.contains("Host key verification failed")
                ? "; it did not show the pinned key " + place.hostKey()
                        + ", or a machine on the way did not show its own"
                : "";
    }

    /** The other side's shell joins the words and splits them again: in single quotes nothing means anything to it. */
    static List<String> quoted(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .toList();
    }
}
