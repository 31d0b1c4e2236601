package dev.nines.chaos.prepare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Systems that targets may run, by {@code ID} and {@code VERSION_ID} of {@code /etc/os-release}.
 *
 * @param id as there
 * @param versions whole ones, or the part before the dot
 * @param install what installs a package there
 */
public record SupportedSystem(String id, String name, List<String> versions, String install) {
    private static final String APT = "apt-get install -y --no-install-recommends ";
    private static final String DNF = "dnf install -y ";

    public static final List<SupportedSystem> ALL = List.of(
            new SupportedSystem("debian", "Debian", List.of("11", "12", "13"), APT),
            new SupportedSystem("ubuntu", "Ubuntu", List.of("22.04", "24.04"), APT),
            new SupportedSystem("rhel", "Red Hat Enterprise Linux", List.of("8", "9"), DNF),
            new SupportedSystem("rocky", "Rocky Linux", List.of("8", "9"), DNF),
            new SupportedSystem("almalinux", "AlmaLinux", List.of("8", "9"), DNF));

    public SupportedSystem {
        versions = List.copyOf(versions);
    }

    /** Empty: not supported. */
    public static Optional<SupportedSystem> of(String id, String version) {
        return ALL.stream()
                .filter(system -> system.id.equals(id))
                .filter(system ->
                        system.versions.stream().anyMatch(v -> version.equals(v) || version.startsWith(v + ".")))
                .findFirst();
    }

    /** All of them, for people. */
    public static String names() {
        return ALL.stream()
                .map(s -> s.name + " " + String.join("/", s.versions))
                .collect(Collectors.joining(", "));
    }

    /** The command that installs what has these programs. */
    String install(List<String> programs) {
        return install + programs.stream().flatMap(this::packages).distinct().collect(Collectors.joining(" "));
    }

    private Stream<String> packages(String program) {
        boolean debian = install.equals(APT);
        return switch (program) {
            case "nft" -> Stream.of("nftables");
            case "ip" -> Stream.of(debian ? "iproute2" : "iproute");
            case "tc" -> Stream.of(debian ? "iproute2" : "iproute-tc");
            case "flock", "setsid" -> Stream.of("util-linux");
            case "sudo" -> Stream.of("sudo");
            case "awk" -> Stream.of(debian ? "mawk" : "gawk");
            case "getconf" -> Stream.of(debian ? "libc-bin" : "glibc-common");
            case "sed", "grep" -> Stream.of(program);
            default -> Stream.of("coreutils");
        };
    }
}
