package dev.nines.chaos.run;

import dev.nines.chaos.lab.config.MariadbWriter;
import dev.nines.chaos.plan.NotPossible;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the password of a login where the inventory says that it is. It goes to the prober's standard input and nowhere else. */
public final class Passwords {
    private final Map<String, String> environment;
    private final boolean lab;

    /** @param client where probes are sent from: in a lab the one account has its name for a password */
    public Passwords(Map<String, String> environment, Location client) {
        this.environment = environment;
        lab = client instanceof Location.Namespace;
    }

    /** @throws NotPossible if it is not there */
    public String of(Inventory.Login login) {
        if (login.passwordFile().isPresent()) {
            return ofFile(Path.of(login.passwordFile().get()));
        }
        if (login.passwordEnvironment().isEmpty()) {
            return "";
        }
        String variable = login.passwordEnvironment().get();
        String password = environment.get(variable);
        if (password != null) {
            return password;
        }
        if (lab && login.user().equals(MariadbWriter.USER)) {
            return MariadbWriter.USER;
        }
        throw new NotPossible("the password of " + login.user() + " is not in the environment: " + variable);
    }

    private static String ofFile(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("");
        } catch (IOException e) {
            throw new NotPossible("cannot read the password in " + file + ": " + e.getMessage());
        }
    }
}
