package dev.nines.chaos.prepare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen on a machine.
 *
 * @param id and {@code version}: of {@code /etc/os-release}
 * @param name of the system, for people
 * @param root whether we were root there; otherwise some files cannot be read
 * @param account whether the login that faults come by exists
 * @param missing programs that the helper needs
 * @param files by path
 * @param ownAllow whether the allow-file is as a preparation wrote it
 * @param helperVersion empty: there is none
 * @param left everything that carries our mark: {@code KIND WHAT}
 */
public record Look(
        String id,
        String version,
        String name,
        boolean root,
        boolean account,
        boolean production,
        boolean systemd,
        List<String> missing,
        Map<String, Seen> files,
        boolean ownAllow,
        String helperVersion,
        List<String> left) {

    /** How a file was found. */
    public enum State {
        absent,
        /** We may not look there. */
        unreadable,
        /** A symbolic link, which none of ours is. */
        link,
        there
    }

    /** @param owner {@code USER:GROUP}, with {@code mode} and SHA-256 {@code hash} empty unless it is there */
    public record Seen(State state, String owner, String mode, String hash) {
        static final Seen ABSENT = new Seen(State.absent, "", "", "");
    }

    static Look parse(List<String> lines) {
        Answers said = new Answers(lines);
        String[] system = said.value("system").split(" ", 2);
        Map<String, Seen> files = new TreeMap<>();
        said.all("file").forEach(line -> {
            String[] words = line.split(" ", -1);
            files.put(
                    words[0],
                    words.length == 4
                            ? new Seen(State.there, words[1], words[2], words[3])
                            : new Seen(State.valueOf(words[1]), "", "", ""));
        });
        return new Look(
                system[0],
                system.length > 1 ? system[1] : "",
                said.value("name"),
                said.yes("root"),
                said.yes("account"),
                said.yes("production"),
                said.yes("systemd"),
                said.all("missing"),
                files,
                said.yes("allow-own"),
                said.value("version"),
                said.all("left"));
    }

    Seen file(String path) {
        return files.getOrDefault(path, Seen.ABSENT);
    }
}
