package dev.nines.chaos.prepare;

import dev.nines.chaos.inject.AllowFile;
import dev.nines.chaos.inject.Helper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file that a preparation puts on a target, owned by root.
 *
 * @param word what the script calls it
 * @param mode as {@code stat -c %a} prints it
 * @param purpose what it is, for people
 */
public record Managed(String word, String path, String mode, String text, String purpose) {
    public static final String SUDOERS = "/etc/sudoers.d/nines";
    /** What a controller may ask of the helper; {@code lease} and the workers are the helper's own. */
    static final List<String> VERBS = List.of("caps", "look", "apply", "renew", "verify", "undo", "status", "scan");

    private static final String ALLOW_MARK = "# nines target prepare ";

    static Managed helper() {
        return new Managed("helper", Helper.INSTALLED, "755", Helper.script(), "the helper, version " + Helper.VERSION);
    }

    /** @param text of the allow-file, without a first line of ours */
    static Managed allow(String text) {
        return new Managed(
                "allow",
                AllowFile.PATH,
                "644",
                ALLOW_MARK + hash(text) + "\n" + text,
                "what faults this system agrees to");
    }

    /** @param user checked against {@code [a-z_][a-z0-9_-]*}, so that it is one word there and no alias */
    static Managed sudoers(String user) {
        String commands =
                VERBS.stream().map(verb -> Helper.INSTALLED + " " + verb).collect(Collectors.joining(", \\\n    "));
        String text = "# Nines: the helper, its verbs, and nothing else.\n"
                + "Defaults!" + Helper.INSTALLED
                + " env_reset, !setenv, !requiretty, secure_path=\"/usr/sbin:/usr/bin:/sbin:/bin\"\n"
                + user + " ALL=(root) NOPASSWD: NOSETENV: " + commands + "\n";
        return new Managed("sudoers", SUDOERS, "440", text, user + " may run the helper as root, nothing else");
    }

    /** SHA-256 of the text. */
    public String hash() {
        return hash(text);
    }

    /** What is not as it should be; empty: nothing. */
    List<String> differences(Look.Seen seen) {
        List<String> different = new ArrayList<>();
        switch (seen.state()) {
            case absent -> different.add("is not there");
            case link -> different.add("is a link");
            case unreadable -> {}
            case there -> {
                if (!seen.owner().equals("root:root")) {
                    different.add("belongs to " + seen.owner() + ", not to root:root");
                }
                if (!seen.mode().equals(mode)) {
                    different.add("has mode " + seen.mode() + ", not " + mode);
                }
                if (!seen.hash().equals(hash())) {
                    different.add("has other content");
                }
            }
        }
        return different;
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
