package dev.nines.chaos.prepare;

import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One machine on its way to being a target, and back. */
public final class Preparation {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FAULT_LEFT = 6;

    /**
     * What a machine shall be prepared for.
     *
     * @param user by whom faults come; {@code root} needs no line in sudo's rules
     * @param allow text of the allow-file; empty when only looking: any that was prepared
     * @param replaceAllow whether an allow-file that people have written there may be replaced
     */
    public record Wanted(String user, String allow, boolean replaceAllow) {}

    /**
     * How it ended.
     *
     * @param problem empty: done
     * @param lines what was done, for people
     * @param faultLeft whether a fault is in effect that could not be undone
     */
    public record Done(String problem, List<String> lines, boolean faultLeft) {
        public Done {
            lines = List.copyOf(lines);
        }

        public boolean ok() {
            return problem.isEmpty();
        }
    }

    private final Target administrator;
    private final Wanted wanted;
    private final List<Managed> files = new ArrayList<>();

    /** @param administrator a login that is root there, or becomes it by {@code sudo -n} */
    public Preparation(Target administrator, Wanted wanted) {
        this.administrator = administrator;
        this.wanted = wanted;
        files.add(Managed.helper());
        files.add(Managed.allow(wanted.allow()));
        if (!wanted.user().equals("root")) {
            files.add(Managed.sudoers(wanted.user()));
        }
    }

    /** Changes nothing. As root if that is possible, otherwise some files cannot be read. */
    public Look look() {
        String input = "user=" + wanted.user() + "\n\n";
        Outcome outcome = administrator.run(command(true, "look"), input, PATIENCE);
        if (outcome.output().lines().noneMatch(line -> line.startsWith("system="))) {
            outcome = administrator.run(command(false, "look"), input, PATIENCE);
        }
        if (!outcome.ok()) {
            throw new TargetGone(
                    administrator.name(),
                    "it cannot be looked at: " + outcome.errors().strip());
        }
        return Look.parse(outcome.output().lines().toList());
    }

    /** Why it cannot be prepared, or empty. */
    public Optional<String> refusal(Look look) {
        Optional<SupportedSystem> system = SupportedSystem.of(look.id(), look.version());
        if (system.isEmpty()) {
            String name = look.name().isEmpty() ? "a system without /etc/os-release" : look.name();
            return Optional.of(name + " is not supported; supported are " + SupportedSystem.names());
        }
        if (look.production()) {
            return Optional.of("this is a production system, says /etc/nines/PRODUCTION");
        }
        if (!look.root()) {
            return Optional.of("its login is neither root nor may `sudo -n sh`; --as names one that is");
        }
        if (!look.account()) {
            return Optional.of(
                    "there is no account " + wanted.user() + "; fix there: useradd --create-home " + wanted.user());
        }
        if (!look.missing().isEmpty()) {
            return Optional.of("no " + String.join(", ", look.missing()) + "; fix there: "
                    + system.get().install(look.missing()));
        }
        return Optional.empty();
    }

    /** Files that would be written now, in this order. */
    public List<Managed> changes(Look look) {
        return files.stream().filter(file -> writes(file, look)).toList();
    }

    private boolean writes(Managed file, Look look) {
        return !file.differences(look.file(file.path())).isEmpty() && !keepsAllow(file, look);
    }

    /** What an administrator has written there stays, unless he says otherwise. */
    private boolean keepsAllow(Managed file, Look look) {
        boolean foreign = look.file(file.path()).state() == Look.State.there && !look.ownAllow();
        return file.word().equals("allow") && foreign && !wanted.replaceAllow();
    }

    /** Where nobody says what the allow-file should be, the one that a preparation wrote is. */
    private boolean isUntouchedAllow(Managed file, Look look) {
        return file.word().equals("allow") && wanted.allow().isEmpty() && look.ownAllow();
    }

    /** Each file and whether it is as it should be, and why not. */
    public List<String> comparison(Look look) {
        List<String> lines = new ArrayList<>();
        for (Managed file : files) {
            Look.Seen seen = look.file(file.path());
            List<String> different = file.differences(seen);
            boolean own = (keepsAllow(file, look) || isUntouchedAllow(file, look))
                    && seen.owner().equals("root:root")
                    && seen.mode().equals(file.mode());
            String mark = seen.state() == Look.State.unreadable ? "? " : different.isEmpty() || own ? "✓ " : "✗ ";
            String text = seen.state() == Look.State.unreadable
                    ? "cannot be read by this login; --as root looks"
                    : own
                            ? look.ownAllow() ? "as it was prepared" : "written by an administrator"
                            : String.join(", ", different);
            lines.add(mark + file.path() + (text.isEmpty() ? "" : ": " + text));
        }
        return lines;
    }

    /** Whether all that can be read is as it should be. */
    public boolean isPrepared(Look look) {
        return comparison(look).stream().noneMatch(line -> line.startsWith("✗"));
    }

    /** What is run there as root, for people. */
    public List<String> commands(List<Managed> changes) {
        List<String> commands = new ArrayList<>();
        if (changes.stream().anyMatch(file -> file.word().equals("sudoers"))) {
            commands.add("visudo -cf on the line, before it is put in place");
        }
        for (Managed file : changes) {
            commands.add("mkdir, cp, chown root:root, chmod " + file.mode() + ", mv -f to " + file.path());
        }
        if (changes.stream().anyMatch(file -> file.word().equals("sudoers"))) {
            commands.add("visudo -c; sudo -n -l -U " + wanted.user() + " " + Helper.INSTALLED
                    + " caps; if one of them fails," + " everything is put back");
        }
        commands.add("sh -c (a script of " + script().lines().count() + " lines, --verbose prints it) prepare install");
        return commands;
    }

    /** Writes what differs: all of it or nothing. */
    public Done install(Look look) {
        List<Managed> changes = changes(look);
        StringBuilder header = new StringBuilder("user=" + wanted.user() + "\n");
        StringBuilder texts = new StringBuilder();
        for (Managed file : changes) {
            header.append(file.word())
                    .append("-lines=")
                    .append(file.text().lines().count())
                    .append('\n');
            header.append(file.word()).append("-hash=").append(file.hash()).append('\n');
            texts.append(file.text());
        }
        return done(administrator.run(command(true, "install"), header + "\n" + texts, PATIENCE), "wrote");
    }

    /** Undoes what is in effect, and removes everything; what is left then is a problem. */
    public Done remove() {
        Outcome outcome = administrator.run(command(true, "remove"), "user=" + wanted.user() + "\n\n", PATIENCE);
        return done(outcome, "kept");
    }

    private static Done done(Outcome outcome, String key) {
        Answers said = new Answers(outcome.output().lines().toList());
        List<String> lines =
                said.all(key).stream().map(value -> key + " " + value).toList();
        List<String> left =
                said.all("left").stream().filter(what -> !isKept(what, said)).toList();
        String problem = !left.isEmpty() ? "left: " + String.join(", ", left) : "";
        if (!said.value("refused").isEmpty() || !said.value("error").isEmpty()) {
            problem = said.value("refused") + said.value("error");
        } else if (!said.yes("done")) {
            problem = "it was not finished: " + outcome.errors().strip();
        }
        return new Done(problem, lines, outcome.exit() == FAULT_LEFT);
    }

    /** A folder that holds what an administrator wrote. */
    private static boolean isKept(String what, Answers said) {
        return what.equals("folder /etc/nines") && !said.all("kept").isEmpty();
    }

    /** What the login of the faults must be able to do now: run the helper, of this version. */
    public static Optional<String> proof(Target target) {
        String version = Helper.capabilities(target).getOrDefault("version", "none");
        return version.equals(Helper.VERSION) ? Optional.empty() : Optional.of("its helper has version " + version);
    }

    private List<String> command(boolean asRoot, String verb) {
        boolean root = !(administrator.location() instanceof Location.Ssh ssh)
                || ssh.user().equals("root");
        List<String> words = new ArrayList<>(root || !asRoot ? List.of() : List.of("sudo", "-n"));
        words.addAll(List.of("sh", "-c", script(), "prepare", verb));
        return words;
    }

    /** What runs there, for people who want to read it first. */
    public static String script() {
        try (InputStream in = Preparation.class.getResourceAsStream("prepare.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
