package dev.nines.chaos.inject;

import dev.nines.chaos.inject.Injection.Form;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The script on a target. On this machine and in lab hosts it is brought there before its first use; on other machines an
 * administrator has installed it, and it runs as root through {@code sudo}.
 */
public final class Helper implements Hand {
    /** Of the script; other versions are refused. */
    public static final String VERSION = "1";

    /** Where it is installed on other machines, owned by root. */
    public static final String INSTALLED = "/usr/local/lib/nines/helper";

    private static final String BROUGHT = "/run/nines/helper";
    private static final String PROXY = "/run/nines/proxy.jar";

    /** Longest of all calls: an undo that waits for a process to come up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Target target;
    private boolean ready;

    public Helper(Target target) {
        this.target = target;
    }

    /** The text of the script. */
    public static String script() {
        try (InputStream in = Helper.class.getResourceAsStream("helper.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the script's text, as {@code sha256sum} prints it. */
    public static String hash() {
        try {
            byte[] text = script().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public boolean remote() {
        return target.location() instanceof Location.Ssh;
    }

    @Override
    public Answer call(String verb, List<String> parameters, Consumer<String> lines) {
        bring();
        if (parameters.contains("fault=tcp-delay") && !remote()) {
            bring(PROXY, "base64 -d", ProxyJar.base64());
        }
        String input = parameters.isEmpty() ? "" : String.join("\n", parameters) + "\n";
        Outcome outcome = target.run(command(verb), input, PATIENCE, lines);
        return new Answer(
                outcome.exit(), outcome.output().lines().map(Form::printable).toList());
    }

    /**
     * What the target can do, as the script says it: {@code key=value}. Writes nothing there: where the script is not
     * installed it is read from standard input.
     *
     * @throws TargetGone if it cannot be reached, or nothing there understands
     */
    public static Map<String, String> capabilities(Target target) {
        Helper helper = new Helper(target);
        Outcome outcome = helper.remote()
                ? target.run(helper.command("caps"), "", PATIENCE)
                : target.run(List.of("sh", "-s", "caps"), script(), PATIENCE);
        if (!outcome.ok()) {
            String said = outcome.errors().strip();
            throw new TargetGone(target.name(), said.isEmpty() ? "its helper ended with " + outcome.exit() : said);
        }
        Map<String, String> capabilities = new LinkedHashMap<>();
        for (String line : outcome.output().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                capabilities.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return capabilities;
    }

    private void bring() {
        if (ready) {
            return;
        }
        if (!remote()) {
            bring(BROUGHT, "cat", script());
        }
        ready = true;
    }

    /** @param filter reads standard input and writes the file: constant words, as the path */
    private void bring(String path, String filter, String text) {
        String command =
                "umask 077; mkdir -p /run/nines && " + filter + " >" + path + ".$$ && mv -f " + path + ".$$ " + path;
        Outcome brought = target.run(List.of("sh", "-c", command), text, PATIENCE);
        if (!brought.ok()) {
            throw new TargetGone(
                    target.name(),
                    "cannot write " + path + ": "
                            + Form.printable(brought.errors().strip()));
        }
    }

    /** Constant words: what varies is data on standard input. */
    private List<String> command(String verb) {
        if (target.location() instanceof Location.Ssh ssh) {
            List<String> words = new ArrayList<>(ssh.user().equals("root") ? List.of() : List.of("sudo", "-n"));
            words.addAll(List.of(INSTALLED, verb));
            return words;
        }
        return List.of("sh", BROUGHT, verb);
    }

    /** What a person types to take a mark away that the script could not. */
    String fix(String mark) {
        String[] words = mark.split(" ", -1);
        String command = switch (words[0]) {
            case "table" -> "nft delete table " + words[1] + " " + words[words.length - 1];
            case "qdisc" -> "tc qdisc del dev " + words[1] + " root handle 4e49:";
            case "file" -> "rm " + words[1];
            case "process" -> "kill -KILL " + words[1];
            default -> "";
        };
        if (words[0].equals("state") && words.length > 2 && words[2].matches("[0-9]{1,6}")) {
            return fix(words[1], Integer.parseInt(words[2]));
        }
        if (target.location() instanceof Location.Ssh ssh) {
            return login(ssh) + command;
        }
        return target.location() instanceof Location.Namespace namespace
                ? "nsenter --all --target " + namespace.pid() + " -- " + command
                : command;
    }

    private static String login(Location.Ssh ssh) {
        String way = ssh.jump()
                .map(jump -> "-J " + jump.user() + "@" + jump.host() + ":" + jump.port() + " ")
                .orElse("");
        String port = ssh.port() == 22 ? "" : "-p " + ssh.port() + " ";
        return "ssh " + way + port + ssh.user() + "@" + ssh.host() + (ssh.user().equals("root") ? " " : " sudo ");
    }

    @Override
    public String fix(String run, int sequence) {
        String words = "printf 'run=" + run + "\\nseq=" + sequence + "\\n' | ";
        if (target.location() instanceof Location.Ssh ssh) {
            return words + login(ssh) + INSTALLED + " undo";
        }
        if (target.location() instanceof Location.Namespace namespace) {
            return words + "nsenter --all --target " + namespace.pid() + " -- sh " + BROUGHT + " undo";
        }
        return words + "sh " + BROUGHT + " undo";
    }
}
