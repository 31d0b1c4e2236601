package dev.nines.chaos.plan;

import dev.nines.chaos.inject.AllowFile;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the allow-file of a target says beyond single faults. The helper there judges faults itself; this is about whole drills, so
 * the controller reads it, and what it cannot read it takes for a no.
 */
public final class Permission {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final String text;

    private Permission(String text) {
        this.text = text;
    }

    /** @throws NotPossible if the file cannot be read there */
    public static Permission of(Target target) {
        return new Permission(read(target, AllowFile.PATH));
    }

    private static String read(Target target, String path) {
        try {
            Outcome outcome = target.run(List.of("cat", "--", path), DEADLINE);
            if (outcome.ok()) {
                return outcome.output();
            }
            throw new NotPossible("cannot read " + path + " on " + target.name() + ": "
                    + outcome.errors().strip());
        } catch (TargetGone e) {
            throw new NotPossible(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a drill may take all nodes of a service: {@code total-outage=yes}. */
    public boolean totalOutage() {
        return value("total-outage").filter("yes"::equals).isPresent();
    }

    /** The file on the target with the keys of those who may approve plans: {@code approvers=PATH}. */
    public Optional<String> approvers() {
        return value("approvers").filter(path -> !path.isBlank());
    }

    /**
     * What that file says.
     *
     * @throws NotPossible if it cannot be read, or others than root may write it: else anybody could list himself
     */
    public static String approvers(Target target, String path) {
        Outcome owner = target.run(List.of("stat", "--format=%u %a", "--", path), DEADLINE);
        if (!owner.output().strip().matches("0 [0-7]?[0-7][0145][0145]")) {
            throw new NotPossible(path + " on " + target.name() + " may be written by others than root");
        }
        return read(target, path);
    }

    private Optional<String> value(String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst();
    }
}
