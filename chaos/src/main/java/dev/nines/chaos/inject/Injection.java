package dev.nines.chaos.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One fault on one target. Values have forms of their own, which the script on the target checks again: nothing in them can
 * mean anything to a shell. All constructors throw {@link IllegalArgumentException} for a value of another form.
 */
public sealed interface Injection
        permits Injection.Kill,
                Injection.Rehearsal,
                Injection.HoldDown,
                Injection.Pause,
                Injection.Cut,
                Injection.SilentCut,
                Injection.InterfaceDown,
                Injection.Rate,
                Injection.DiskFill,
                Injection.Cpu,
                Injection.Memory,
                Injection.Crash,
                Delay,
                TcpDelay,
                PowerOff {
    /** The name in the inventory of the target that is hit. */
    String target();

    /** The word of allow-files: {@code kill}, {@code partition}, … */
    String fault();

    /** What the script is told, as {@code key=value}. */
    List<String> parameters();

    /** Why no undo of ours brings everything back, whatever happens; empty: it does. */
    default Optional<String> irreversible() {
        return Optional.empty();
    }

    /** A process: by the file that holds its number, or by number and start time. */
    sealed interface ProcessOf {
        List<String> parameters();

        /** The script refuses a process that is younger than the file. */
        record Pidfile(String path) implements ProcessOf {
            public Pidfile {
                Form.PATH.require(path);
            }

            @Override
            public List<String> parameters() {
                return List.of("pidfile=" + path);
            }
        }

        /** @param started in ticks since boot, as the target counts */
        record Numbered(long pid, long started) implements ProcessOf {
            public Numbered {
                Form.range("pid", pid, 2, 1L << 22);
                Form.range("start time", started, 0, Long.MAX_VALUE / 10_000);
            }

            @Override
            public List<String> parameters() {
                return List.of("pid=" + pid, "started=" + started);
            }
        }
    }

    /** SIGKILL is crash-like: with children all are stopped first, so that none sees another die. SIGTERM goes to the first alone. */
    enum Signal {
        KILL,
        TERM
    }

    /**
     * A process dies.
     *
     * @param children die with it
     * @param start the command that starts it again; empty: nothing does
     */
    record Kill(String target, ProcessOf process, boolean children, Signal signal, List<String> start)
            implements Injection {
        public Kill {
            start = List.copyOf(start);
            start.forEach(Form.WORD::require);
        }

        @Override
        public String fault() {
            return "kill";
        }

        @Override
        public List<String> parameters() {
            List<String> all = new ArrayList<>(process.parameters());
            all.add("tree=" + (children ? "yes" : "no"));
            all.add("signal=" + signal);
            start.forEach(word -> all.add("start=" + word));
            return all;
        }

        @Override
        public Optional<String> irreversible() {
            return start.isEmpty()
                    ? Optional.of("nothing starts the killed process on " + target + " again")
                    : Optional.empty();
        }
    }

    /** Who takes a fault away when nobody else does. */
    enum Healer {
        /** The process that made it. */
        controller,
        /** A process of its own on the target. */
        plain,
        /** The same, started by systemd. */
        systemd,
        /** A set of rules whose elements time out. */
        kernel
    }

    /** Something for a healer to take away that hurts nobody: a process and a file of its own, or a rule against 192.0.2.1. */
    record Rehearsal(String target, Healer healer) implements Injection {
        @Override
        public String fault() {
            return "rehearsal";
        }

        @Override
        public List<String> parameters() {
            return healer == Healer.kernel
                    ? List.of("healer=" + healer, "peers=192.0.2.1")
                    : List.of("healer=" + healer);
        }
    }

    /** A unit of systemd is stopped and kept from starting. */
    record HoldDown(String target, String unit) implements Injection {
        public HoldDown {
            Form.UNIT.require(unit);
        }

        @Override
        public String fault() {
            return "hold-down";
        }

        @Override
        public List<String> parameters() {
            return List.of("unit=" + unit);
        }
    }

    /** A process stands still; the kernel still accepts connections for it. */
    record Pause(String target, ProcessOf process, boolean children) implements Injection {
        @Override
        public String fault() {
            return "pause";
        }

        @Override
        public List<String> parameters() {
            List<String> all = new ArrayList<>(process.parameters());
            all.add("tree=" + (children ? "yes" : "no"));
            return all;
        }
    }

    /**
     * Messages are dropped, rejected or lost by chance. The kernel itself forgets these rules when the lease is not renewed.
     *
     * @param shareLost of ten thousand, for {@code LOSS}
     */
    record Cut(String target, Kind kind, Traffic traffic, int shareLost) implements Injection {
        /** Words of allow-files. */
        public enum Kind {
            PARTITION,
            REJECT,
            LOSS,
            DNS,
            STORAGE
        }

        public Cut {
            Form.range("share", shareLost, kind == Kind.LOSS ? 1 : 0, kind == Kind.LOSS ? 10_000 : 0);
        }

        public static Cut partition(String target, Traffic traffic) {
            return new Cut(target, Kind.PARTITION, traffic, 0);
        }

        /** Connections are refused at once instead of running into silence. */
        public static Cut reject(String target, Traffic traffic) {
            return new Cut(target, Kind.REJECT, traffic, 0);
        }

        public static Cut loss(String target, Traffic traffic, int shareOfTenThousand) {
            return new Cut(target, Kind.LOSS, traffic, shareOfTenThousand);
        }

        /** Advertisements of VRRP (protocol 112) no longer arrive, everything else does: two masters. */
        public static Cut vrrp(String target) {
            return partition(target, Traffic.all().of(Traffic.Protocol.VRRP));
        }

        /** Answers of name servers (ports 53 and 853) no longer arrive. */
        public static Cut dns(String target, List<String> resolvers) {
            return new Cut(target, Kind.DNS, Traffic.with(resolvers).fromPorts(53, 853), 0);
        }

        /** NFS (2049, 111) and iSCSI (3260) no longer answer. Processes may hang, and may need repair afterwards. */
        public static Cut storage(String target, List<String> servers) {
            return new Cut(target, Kind.STORAGE, Traffic.with(servers).fromPorts(2049, 111, 3260), 0);
        }

        @Override
        public String fault() {
            return kind.name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public List<String> parameters() {
            List<String> all = new ArrayList<>(traffic.parameters());
            if (kind == Kind.LOSS) {
                all.add("share=" + shareLost);
            }
            return all;
        }
    }

    /** The switch forwards nothing for a port; the carrier stays. */
    record SilentCut(String target, String port) implements Injection {
        public SilentCut {
            Form.INTERFACE.require(port);
        }

        @Override
        public String fault() {
            return "silent-cut";
        }

        @Override
        public List<String> parameters() {
            return List.of("interface=" + port);
        }
    }

    /** An interface is down; on a lab's switch a cable is cut, and the host sees the loss of carrier. */
    record InterfaceDown(String target, String port) implements Injection {
        public InterfaceDown {
            Form.INTERFACE.require(port);
        }

        @Override
        public String fault() {
            return "interface-down";
        }

        @Override
        public List<String> parameters() {
            return List.of("interface=" + port);
        }
    }

    /** What leaves an interface is slowed down to a rate. */
    record Rate(String target, String port, long bitsPerSecond) implements Injection {
        private static final long BURST_BYTES_LEAST = 16_384;

        public Rate {
            Form.INTERFACE.require(port);
            Form.range("rate", bitsPerSecond, 8_000, 100_000_000_000L);
        }

        @Override
        public String fault() {
            return "rate";
        }

        /** The burst is what comes in 4 ms, the kernel's tick at 250 Hz: with less the rate is not reached. */
        @Override
        public List<String> parameters() {
            long burst = Math.max(BURST_BYTES_LEAST, bitsPerSecond / 8 / 250);
            return List.of("interface=" + port, "rate=" + bitsPerSecond, "burst=" + burst);
        }
    }

    /**
     * A file fills a file system.
     *
     * @param leaveBytes what stays free
     * @param keepFloor at least 512 MiB and 1 % must stay free; false asks the allow-file for {@code enospc}
     */
    record DiskFill(String target, String path, long leaveBytes, boolean keepFloor) implements Injection {
        public DiskFill {
            Form.PATH.require(path);
            Form.range("bytes", leaveBytes, 0, 1L << 49);
        }

        @Override
        public String fault() {
            return "disk-fill";
        }

        @Override
        public List<String> parameters() {
            return List.of("path=" + path, "leave=" + leaveBytes, "floor=" + (keepFloor ? "yes" : "no"));
        }
    }

    /** Processes that compute without end. */
    record Cpu(String target, int workers) implements Injection {
        public Cpu {
            Form.range("workers", workers, 1, 256);
        }

        @Override
        public String fault() {
            return "cpu";
        }

        @Override
        public List<String> parameters() {
            return List.of("workers=" + workers);
        }
    }

    /** A process that holds memory, and is the first to die when there is none left. */
    record Memory(String target, long bytes) implements Injection {
        public Memory {
            Form.range("bytes", bytes, 1 << 20, 1L << 44);
        }

        @Override
        public String fault() {
            return "memory";
        }

        @Override
        public List<String> parameters() {
            return List.of("bytes=" + bytes);
        }
    }

    /**
     * The crash of a lab host: its cable is out, every process but the first dies, addresses that daemons had taken are gone.
     *
     * @param port its interface
     * @param address its own address, which it has again after a boot
     * @param start what is started then, in order
     */
    record Crash(String target, String port, String address, List<List<String>> start) implements Injection {
        public Crash {
            Form.INTERFACE.require(port);
            Form.ADDRESS.require(address);
            start = start.stream().map(List::copyOf).toList();
            start.forEach(command -> command.forEach(Form.WORD::require));
        }

        @Override
        public String fault() {
            return "crash";
        }

        @Override
        public List<String> parameters() {
            List<String> all = new ArrayList<>(List.of("interface=" + port, "keep=" + address));
            for (int i = 0; i < start.size(); i++) {
                if (i > 0) {
                    all.add("next=yes");
                }
                start.get(i).forEach(word -> all.add("start=" + word));
            }
            return all;
        }
    }

    /** What values look like. */
    enum Form {
        PATH("/[A-Za-z0-9_./-]{1,199}"),
        UNIT("[A-Za-z0-9_.@:][A-Za-z0-9_.@:-]{0,99}"),
        INTERFACE("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}"),
        ADDRESS("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"),
        NETWORK("(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/[0-9]{1,3})?"),
        WORD("[A-Za-z0-9_@%+=:,./-]{1,200}");

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        String require(String value) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException("not of the form " + pattern + ": " + printable(value));
            }
            return value;
        }

        static void range(String what, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " " + value + " is not from " + least + " to " + most);
            }
        }

        /** Control characters could write into a terminal or a log what was never said. */
        static String printable(String value) {
            return value.replaceAll("[^ -~]", "?");
        }
    }
}
