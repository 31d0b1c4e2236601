package dev.nines.chaos.lab;

import dev.nines.chaos.inject.AllowFile;
import dev.nines.chaos.inject.TcpDelay;
import dev.nines.chaos.lab.config.Addresses;
import dev.nines.chaos.lab.config.Difference;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import dev.nines.model.spec.NetworkSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes and ends labs. */
public final class Lab {
    private static final Duration END = Duration.ofSeconds(10);

    private static final List<String> FAULTS = List.of(
            "crash",
            "kill",
            "pause",
            "partition",
            "reject",
            "loss",
            "dns",
            "rate",
            "delay",
            "tcp-delay",
            "interface-down");
    private static final List<String> SWITCH_FAULTS = List.of("silent-cut", "interface-down");
    private static final int FAULT_SECONDS_MOST = 900;
    private static final int FAULTS_AT_ONCE_MOST = 4;

    /** Characters of a log that an error shows. */
    private static final int LOG_END = 1000;

    private Lab() {}

    /**
     * Makes a lab and waits until it is steady. A failed attempt leaves nothing, nor does one whose process is killed.
     *
     * @param labs folder of all labs, see {@link LabFolder#labs}
     * @param said is told about each step
     * @throws LabRefused if it cannot be made, or is up already
     */
    public static LabState up(LabPlan plan, Path labs, boolean rootless, Consumer<String> said) {
        Machine.require(plan.products(), rootless);
        LabFolder folder = LabFolder.of(labs, plan.design().name());
        if (folder.running().isPresent()) {
            throw new LabRefused("the lab of " + plan.design().name() + " is up");
        }
        try (FileChannel claim = folder.claim()) {
            boolean made = false;
            try {
                LabState state = make(plan, folder, rootless, said);
                made = claim.isOpen();
                return state;
            } finally {
                if (!made) {
                    folder.remove();
                }
            }
        } catch (TargetGone e) {
            throw new LabRefused("the lab ended while it was made: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabState make(LabPlan plan, LabFolder folder, boolean rootless, Consumer<String> said)
            throws IOException {
        try (LabTree tree = LabTree.start(folder.path(), rootless)) {
            plan.hosts().forEach(tree::host);
            said.accept(plan.hosts().size() + " hosts at a switch");
            LabState state = state(plan, tree, rootless);
            for (LabHost host : plan.hosts()) {
                kernel(plan, state, host);
            }
            agree(state);
            start(plan, state, said);
            said.accept("waiting for the steady state");
            new SteadyState(plan, state).await();
            folder.write(state);
            tree.keep();
            return state;
        }
    }

    /** The lab of a design, if it is up. */
    public static Optional<LabState> find(Path labs, String design) {
        return LabFolder.of(labs, design).running();
    }

    /**
     * Ends a lab and proves it.
     *
     * @throws LabLeft if something of it is still there, which names it
     */
    public static void down(LabState lab, Path labs) {
        if (lab.root().isAlive()) {
            ProcessHandle.of(lab.root().pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        LabFolder folder = LabFolder.of(labs, lab.design());
        Patience.until(END, () -> left(lab, folder).isEmpty());
        List<String> left = left(lab, folder);
        if (!left.isEmpty()) {
            throw new LabLeft("the lab of " + lab.design() + " ended, but left:\n   - " + String.join("\n   - ", left));
        }
    }

    /** Mounts and interfaces live exactly as long as a process in their namespace: none of these, none of those. */
    private static List<String> left(LabState lab, LabFolder folder) {
        List<String> left = new ArrayList<>();
        List<String> networks = new ArrayList<>();
        for (LabState.Living process : lab.processes()) {
            if (process.isAlive()) {
                left.add("process " + process.pid());
            }
            if (process.pid() != lab.keeper().pid()) {
                networks.add(process.network());
            }
        }
        for (long pid : Proc.all()) {
            Proc.network(pid)
                    .filter(networks::contains)
                    .ifPresent(network -> left.add("process " + pid + " in " + network));
        }
        if (folder.exists()) {
            left.add(folder.path().toString());
        }
        return left;
    }

    private static LabState state(LabPlan plan, LabTree tree, boolean rootless) {
        List<String> differences = new ArrayList<>(
                plan.differences().stream().map(Difference::toString).toList());
        tree.notes().forEach(note -> differences.add("machine: " + note));
        if (rootless) {
            differences.add("rootless: all daemons run as one user, whatever their configuration says");
        }
        return new LabState(
                LabState.FORMAT,
                plan.design().name(),
                plan.design().title(),
                plan.design().inputHash(),
                rootless,
                LabState.Living.of(tree.keeperPid()),
                LabState.Living.of(tree.rootPid()),
                LabState.Living.of(tree.hostPid(LabPlan.SWITCH)),
                plan.hosts().stream()
                        .map(host -> new LabState.Host(
                                host.name(),
                                host.port(),
                                host.addresses(),
                                LabState.Living.of(tree.hostPid(host.name()))))
                        .toList(),
                plan.addresses().virtual(),
                plan.daemons().stream().map(Daemon::located).toList(),
                plan.entries(),
                Machine.versions(plan.products()),
                plan.standIns().stream().map(Difference::toString).toList(),
                differences);
    }

    /** How the host's kernel behaves where outages depend on it. */
    private static void kernel(LabPlan plan, LabState state, LabHost host) {
        NetworkSpec network = plan.design().network();
        String neighbours = "net.ipv4.neigh." + Addresses.INTERFACE + ".";
        List<String> command = new ArrayList<>(List.of(
                "sysctl",
                "-q",
                "-w",
                // A balancer binds the virtual address while its peer has it.
                "net.ipv4.ip_nonlocal_bind=1",
                neighbours + "base_reachable_time_ms=" + millis(network.reachableTimeNanos()),
                neighbours + "delay_first_probe_time=" + Math.max(1, network.delayProbeTimeNanos() / 1_000_000_000L),
                neighbours + "ucast_solicit=" + network.unicastProbes(),
                neighbours + "retrans_time_ms=" + millis(network.retransTimeNanos())));
        if (Files.exists(Path.of("/proc/sys/net/ipv4/tcp_syn_linear_timeouts"))) {
            boolean linear = network.synRetries() == NetworkSpec.SynSchedule.LINEAR;
            command.add("net.ipv4.tcp_syn_linear_timeouts=" + (linear ? 4 : 0));
        }
        run(state, host.name(), command);
    }

    /** A lab exists to have faults. */
    private static void agree(LabState state) throws IOException {
        for (LabState.Host host : state.hosts()) {
            List<List<String>> start = state.daemons().stream()
                    .filter(daemon -> daemon.host().equals(host.name()))
                    .map(Daemon::start)
                    .toList();
            agree(host.process(), FAULTS, List.of(Addresses.INTERFACE), start);
        }
        List<String> ports = state.hosts().stream().map(LabState.Host::port).toList();
        agree(state.cables(), SWITCH_FAULTS, ports, List.of());
    }

    private static void agree(
            LabState.Living process, List<String> faults, List<String> interfaces, List<List<String>> start)
            throws IOException {
        AllowFile allow = new AllowFile(
                LabInventory.ENVIRONMENT,
                faults,
                FAULT_SECONDS_MOST,
                FAULTS_AT_ONCE_MOST,
                interfaces,
                List.of(),
                List.of(),
                start,
                true,
                false,
                TcpDelay.java());
        write(process.pid(), new GeneratedFile(AllowFile.PATH, allow.text(), false));
    }

    /** Nines' own daemons on hosts that see the machine's files: they run from where this program does. */
    private static void javaOptions(LabState state) throws IOException {
        for (Daemon daemon : state.daemons()) {
            if (daemon.start().contains("@" + DatabaseDaemons.JAVA_OPTIONS)) {
                String text = "-Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto\n-cp\n\""
                        + Machine.classPath().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
                write(
                        state.host(daemon.host()).process().pid(),
                        new GeneratedFile(DatabaseDaemons.JAVA_OPTIONS, text, false));
            }
        }
    }

    private static long millis(long nanos) {
        return Math.max(1, nanos / 1_000_000L);
    }

    private static void start(LabPlan plan, LabState state, Consumer<String> said) throws IOException {
        for (Daemon daemon : plan.daemons()) {
            for (GeneratedFile file : daemon.files()) {
                write(state.host(daemon.host()).process().pid(), file);
            }
        }
        javaOptions(state);
        once(state, Daemon::before);
        for (Daemon daemon : state.daemons()) {
            run(state, daemon, daemon.product().stays() ? inBackground(daemon) : daemon.start());
            said.accept(daemon.product().word() + " on " + daemon.host());
        }
        once(state, Daemon::after);
    }

    /** A pipe that nobody reads any more would kill it: its words go to its log. */
    private static List<String> inBackground(Daemon daemon) {
        String script = "exec setsid --fork \"$@\" </dev/null >>" + daemon.log() + " 2>&1";
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "start"));
        command.addAll(daemon.start());
        return command;
    }

    private static void once(LabState state, Function<Daemon, List<String>> command) {
        for (Daemon daemon : state.daemons()) {
            if (!command.apply(daemon).isEmpty()) {
                run(state, daemon, Machine.withPath(command.apply(daemon)));
            }
        }
    }

    /** What the daemon wrote last tells why it failed. */
    private static void run(LabState state, Daemon daemon, List<String> command) {
        try {
            run(state, daemon.host(), command);
        } catch (TargetGone | LabRefused e) {
            String log = daemon.log();
            String said = Proc.read(
                            Proc.seenBy(state.host(daemon.host()).process().pid(), log))
                    .map(text -> text.substring(Math.max(0, text.length() - LOG_END)))
                    .orElse("");
            throw new LabRefused(e.getMessage() + (said.isBlank() ? "" : "\n" + log + " ends with:\n" + said), e);
        }
    }

    /** Into the host's memory, through its first process. */
    private static void write(long pid, GeneratedFile file) throws IOException {
        Path path = Proc.seenBy(pid, file.path());
        if (!Files.exists(path.getParent())) {
            Files.createDirectories(path.getParent());
            // The one folder that is not there is the one that a design wants to be open to everybody.
            Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.writeString(path, file.text());
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void run(LabState state, String name, List<String> command) {
        Target host = new LabView(state).target(name);
        Outcome outcome = Progress.run(host, state.host(name).process().pid(), command);
        if (!outcome.ok()) {
            throw new LabRefused(name + ": " + String.join(" ", command) + " ended with " + outcome.exit() + ": "
                    + (outcome.errors() + outcome.output()).strip());
        }
    }
}
