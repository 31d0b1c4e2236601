package dev.nines.chaos.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who uses this program, as far as the system says: {@code user@machine}. */
public final class Person {
    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private Person() {}

    /** Behind sudo it is the one who called sudo. */
    public static String current(Map<String, String> environment) {
        String behind = environment.getOrDefault("SUDO_USER", "");
        String user = behind.isEmpty() ? System.getProperty("user.name") : behind;
        return user + "@" + machine();
    }

    private static String machine() {
        try {
            return Files.readString(HOSTNAME).strip();
        } catch (IOException e) {
            return "this-machine"; // no Linux: then nothing is injected here either
        }
    }
}
