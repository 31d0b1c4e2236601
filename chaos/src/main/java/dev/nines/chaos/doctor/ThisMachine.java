package dev.nines.chaos.doctor;

import dev.nines.chaos.lab.Machine;
import dev.nines.chaos.lab.Product;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the machine can do that Nines runs on. */
public final class ThisMachine {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String INSTALL = "apt-get install -y --no-install-recommends ";
    /** Probes go out every ten milliseconds; a tenth of that is told apart. */
    private static final long CLOCK_STEP_NANOS_MAX = 1_000_000;

    private static final int CLOCK_READINGS = 1000;
    private static final String[] NEW_NAMESPACES = {"--mount", "--net", "--pid", "--uts", "--ipc", "--fork"};

    private final Target here = new LocalTarget("this machine", List.of());
    private final List<Check> checks = new ArrayList<>();

    private ThisMachine() {}

    /** @param charset of the terminal */
    public static Examined examine(Charset charset) {
        ThisMachine machine = new ThisMachine();
        machine.program(charset);
        machine.kernel();
        machine.tools();
        machine.products();
        return new Examined(machine.here.name(), machine.checks);
    }

    private void program(Charset charset) {
        int feature = Runtime.version().feature();
        add("Java", feature >= 17, Runtime.version() + ", " + System.getProperty("java.vendor"), "", Purpose.run);
        Runtime runtime = Runtime.getRuntime();
        String size = runtime.availableProcessors() + ", " + (runtime.maxMemory() >> 20) + " MiB for Java";
        add("processors", true, size, "");
        long step = clockStepNanos();
        add(
                "clock",
                step <= CLOCK_STEP_NANOS_MAX,
                "steps of " + step + " ns",
                "a clock source with steps below 1 ms: see /sys/devices/system/clocksource",
                Purpose.lab,
                Purpose.chaos);
        boolean unicode = charset.name().startsWith("UTF-");
        add("terminal", unicode, charset.name(), "export LC_ALL=C.UTF-8; until then pages are plain ASCII");
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
        add("Linux", linux, system, "labs and faults need Linux", Purpose.lab, Purpose.chaos);
    }

    /** The smallest step that was seen between two readings of the clock that probes use. */
    private static long clockStepNanos() {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            long before = System.nanoTime();
            long after = System.nanoTime();
            while (after == before) {
                after = System.nanoTime();
            }
            smallest = Math.min(smallest, after - before);
        }
        return smallest;
    }

    private void kernel() {
        boolean root = Machine.isRoot() && works(unshare(NEW_NAMESPACES), "true");
        boolean rootless = works(unshare("-Ur", NEW_NAMESPACES), "true");
        Purpose[] lab = rootless ? new Purpose[0] : new Purpose[] {Purpose.lab};
        add(
                "namespaces as root",
                root,
                root ? "yes" : "no",
                "sudo; or `nines lab up --rootless` where that works",
                lab);
        add("namespaces rootless", rootless, rootless ? "yes" : "no", "sysctl kernel.unprivileged_userns_clone=1");
        List<String> own = root ? unshare("--net") : unshare("-Ur", "--net");
        trial(
                own,
                "bridge and veth",
                "ip link add nines-b type bridge && ip link add nines-v type veth",
                "iproute2",
                Purpose.lab);
        trial(own, "nft", "nft add table inet t", "nftables", Purpose.lab, Purpose.chaos);
        trial(own, "tc tbf", "tc qdisc add dev lo root tbf rate 1mbit burst 10kb latency 10ms", "iproute2");
        trial(own, "tc netem", "tc qdisc add dev lo root netem delay 1ms", "iproute2");
    }

    /** Tries a command in a network namespace that ends with it. */
    private void trial(List<String> own, String name, String command, String debianPackage, Purpose... neededFor) {
        String program = command.substring(0, command.indexOf(' '));
        boolean installed = Machine.find(program).isPresent();
        boolean works = installed && works(own, "sh", "-c", "PATH=/usr/sbin:/usr/bin:/sbin:/bin; " + command);
        String refused = name.startsWith("tc ")
                ? "modprobe sch_" + name.substring(3) + ", or a kernel that has it; without it that fault is refused"
                : "a kernel that has it, or root";
        add(
                name,
                works,
                works ? "works" : installed ? "refused by the kernel" : "not installed",
                installed ? refused : INSTALL + debianPackage,
                neededFor);
    }

    private void tools() {
        Machine.tools().forEach((debianPackage, programs) -> {
            List<String> absent = programs.stream()
                    .filter(program -> Machine.find(program).isEmpty())
                    .toList();
            String found = absent.isEmpty() ? String.join(", ", programs) : "no " + String.join(", ", absent);
            add(debianPackage, absent.isEmpty(), found, INSTALL + debianPackage, Purpose.lab);
        });
        boolean ssh = Machine.find("ssh").isPresent();
        add("ssh", ssh, ssh ? version("ssh", "-V") : "not installed", INSTALL + "openssh-client", Purpose.chaos);
        checks.add(synchronised());
    }

    /** Times on several machines are compared; a lab has one clock. */
    private Check synchronised() {
        String fix = "apt-get install -y chrony; without it times of different machines are not compared";
        if (Machine.find("chronyc").isPresent()) {
            boolean normal = says("Leap status     : Normal", "chronyc", "tracking");
            return Check.of("time", normal, normal ? "by chrony" : "chrony is not synchronised", fix);
        }
        if (Machine.find("timedatectl").isPresent()) {
            boolean yes = says("NTPSynchronized=yes", "timedatectl", "show", "-p", "NTPSynchronized");
            boolean no = says("NTPSynchronized=no", "timedatectl", "show", "-p", "NTPSynchronized");
            if (yes || no) {
                return Check.of("time", yes, yes ? "synchronised" : "not synchronised", fix);
            }
        }
        return new Check("time", Check.State.unknown, "neither chronyc nor timedatectl answers", fix, Set.of());
    }

    private void products() {
        for (Product product : Product.values()) {
            boolean installed = Machine.find(product.program()).isPresent();
            Map<String, String> versions = installed ? Machine.versions(Set.of(product)) : Map.of();
            add(
                    product.word(),
                    installed,
                    installed ? versions.getOrDefault(product.word(), "") : "not installed",
                    INSTALL + product.debianPackage(),
                    Purpose.lab);
        }
    }

    private void add(String name, boolean there, String found, String fix, Purpose... neededFor) {
        checks.add(Check.of(name, there, found, fix, neededFor));
    }

    private static List<String> unshare(String... options) {
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(List.of(options));
        return command;
    }

    private static List<String> unshare(String first, String[] options) {
        List<String> command = unshare(first);
        command.addAll(List.of(options));
        return command;
    }

    private boolean works(List<String> prefix, String... command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            return here.run(Machine.withPath(all), DEADLINE).ok();
        } catch (TargetGone e) {
            return false;
        }
    }

    private boolean says(String text, String... command) {
        try {
            return here.run(Machine.withPath(List.of(command)), DEADLINE)
                    .output()
                    .contains(text);
        } catch (TargetGone e) {
            return false;
        }
    }

    private String version(String... command) {
        try {
            Outcome outcome = here.run(Machine.withPath(List.of(command)), DEADLINE);
            return (outcome.output() + outcome.errors()).lines().findFirst().orElse("");
        } catch (TargetGone e) {
            return String.valueOf(e.getMessage());
        }
    }
}
