package dev.nines.chaos.lab;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine has that a lab needs. */
public final class Machine {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+[\\w.+~-]*");
    /** Daemons are where an ordinary user's PATH does not look. */
    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    /** By the Debian package that has them. */
    private static final Map<String, List<String>> TOOLS = new TreeMap<>(Map.of(
            "util-linux", List.of("unshare", "nsenter", "setsid", "mount"),
            "iproute2", List.of("ip"),
            "procps", List.of("sysctl"),
            "bash", List.of("bash")));

    /** Folders that lab hosts have to themselves. */
    private static final List<String> HIDDEN = List.of("/run", "/tmp", "/var/log", "/var/lib/mysql", "/proc");

    /** Nines' own daemons run on the Java that Nines runs on. */
    private static final String JAVA = "java";

    private Machine() {}

    /** @throws LabRefused says what is missing, and how to get it */
    static void require(Set<Product> products, boolean rootless) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            throw new LabRefused("a lab needs Linux: it is made of its namespaces");
        }
        Set<String> packages = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (Product product : products) {
            if (find(product.program()).isEmpty()) {
                missing.add(product.program());
                packages.add(product.debianPackage());
            }
        }
        TOOLS.forEach((name, tools) -> tools.stream()
                .filter(tool -> find(tool).isEmpty())
                .forEach(tool -> {
                    missing.add(tool);
                    packages.add(name);
                }));
        if (!missing.isEmpty()) {
            missing.sort(null);
            throw new LabRefused("not installed: " + String.join(", ", missing)
                    + "\n   = fix: apt-get install -y --no-install-recommends " + String.join(" ", packages));
        }
        if (!rootless && !isRoot()) {
            throw new LabRefused("a lab needs root\n   = fix: sudo, or --rootless for what works in a user namespace");
        }
    }

    /** Whether this process runs as root. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Programs that every lab needs, by the Debian package that has them, in the order of the packages. */
    public static Map<String, List<String>> tools() {
        return Collections.unmodifiableMap(TOOLS);
    }

    /** Where a program is. */
    public static Optional<Path> find(String program) {
        if (program.equals(JAVA)) {
            return Optional.of(Path.of(System.getProperty("java.home"), "bin", JAVA));
        }
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Where this program is, with absolute paths.
     *
     * @throws LabRefused if a lab host, which has memory of its own there, cannot see it
     */
    static String classPath() {
        List<String> paths = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            HIDDEN.stream().filter(path::startsWith).findFirst().ifPresent(hidden -> {
                throw new LabRefused("Nines is in " + path + ", where a lab host has memory of its own"
                        + "\n   = fix: unpack it elsewhere than below " + String.join(", ", HIDDEN));
            });
            paths.add(path.toString());
        }
        return String.join(java.io.File.pathSeparator, paths);
    }

    /** A command with the full path of its program. */
    public static List<String> withPath(List<String> command) {
        List<String> full = new ArrayList<>(command);
        find(command.get(0)).ifPresent(path -> full.set(0, path.toString()));
        return full;
    }

    /** Versions of products, by their words. */
    public static Map<String, String> versions(Set<Product> products) {
        Target here = new LocalTarget("this machine", List.of());
        Map<String, String> versions = new LinkedHashMap<>();
        for (Product product : products) {
            if (product.ours()) {
                continue;
            }
            Outcome outcome = here.run(withPath(List.of(product.program(), product.versionOption())), DEADLINE);
            Matcher matcher = VERSION.matcher(outcome.output() + outcome.errors());
            versions.put(product.word(), matcher.find() ? matcher.group() : "unknown");
        }
        return versions;
    }
}
