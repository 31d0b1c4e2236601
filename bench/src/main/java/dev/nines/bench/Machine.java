package dev.nines.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static String describe() {
        String model = System.getProperty("os.arch");
        Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            try {
                model = Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse(model);
            } catch (IOException e) {
                // the architecture must do
            }
        }
        return Runtime.getRuntime().availableProcessors() + " processors, " + model + ", "
                + System.getProperty("os.name");
    }
}
