package dev.nines.chaos.target;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words;
import java.util.List;

/** The tables of an inventory file. */
final class InventoryLanguage {
    private static final Type NUMBER = new Quantities.Count(1, Integer.MAX_VALUE);

    private static final Block NAMESPACE = Block.of(
            "namespace",
            "The namespaces of a process of this machine.",
            Key.required("pid", NUMBER, "its number"),
            Key.required("started", NUMBER, "its start time in ticks since boot, field 22 of /proc/PID/stat"));

    private static final Block BMC = Block.of(
            "bmc",
            "What switches the power of a machine, asked by ipmitool.",
            Key.required("address", Matching.ADDRESS, "of the BMC"),
            Key.of("port", new Quantities.Count(1, 65535), Default.documented("623", "IPMI"), "its port"),
            Key.required("user", Matching.NAME, "who may switch it"),
            Key.required("password-env", Matching.VARIABLE, "the variable that holds the password"));

    private static final Block HYPERVISOR = Block.of(
            "hypervisor",
            "What runs a virtual machine, asked by virsh.",
            Key.required("uri", Matching.LIBVIRT, "of libvirt"),
            Key.required("domain", Matching.NAME, "the machine's name there"));

    private static final Block TARGET = Block.of(
                    "target",
                    "A machine, or a part of one.",
                    Key.optional("ssh", Matching.SSH, "user and host, with a port if it is not 22"),
                    Key.optional("namespace", new Type.Sub(NAMESPACE), "a lab host"),
                    Key.optional("local", new Words.Flag(), "true: this machine itself"),
                    Key.optional("host-key", Matching.HOST_KEY, "the only host key that is accepted"),
                    Key.optional("jump", Matching.NAME, "the target that leads there, with a host key of its own"),
                    Key.optional("bmc", new Type.Sub(BMC), "what switches its power"),
                    Key.optional("hypervisor", new Type.Sub(HYPERVISOR), "what runs it, if it is a virtual machine"))
            .withExactlyOne(List.of("ssh", "namespace", "local"));

    private static final Block COMPONENT = Block.of(
            "component",
            "A process of a service on a host.",
            Key.optional("pidfile", Matching.PATH, "file with the number of its first process"),
            Key.optional("start", new Type.ListOf(Matching.WORD, 1, false), "the command that starts it again"),
            Key.optional("unit", Matching.UNIT, "its unit, where systemd runs it"));

    private static final Block SWITCH = Block.of(
            "switch",
            "Where cables are.",
            Key.required("target", Matching.NAME, "the target that is the switch"),
            Key.required("ports", new Type.MapOf(Matching.NAME, Matching.INTERFACE, 1), "the interface of each host"));

    private static final Block PASSWORD = Block.of(
                    "password",
                    "Where the password is.",
                    Key.optional("env", Matching.NAME, "variable that holds it"),
                    Key.optional("file", Matching.PATH, "file whose first line it is"))
            .withExactlyOne(List.of("env", "file"));

    private static final Block SQL = Block.of(
            "sql",
            "A write to a database.",
            Key.required("host", Matching.ADDRESS, "address of the database"),
            Key.of("port", new Quantities.Count(1, 65535), Default.documented("3306", "MySQL and MariaDB"), "its port"),
            Key.required("user", Matching.NAME, "who writes"),
            Key.optional("password", new Type.Sub(PASSWORD), "where the password is"),
            Key.of(
                    "database",
                    Matching.NAME,
                    Default.documented("nines", "the database of the lab"),
                    "where the table nines_writes is made"));

    private static final Block PROBE = Block.of(
                    "probe",
                    "What is asked to see whether a service works.",
                    Key.required("from", Matching.NAME, "the target that asks"),
                    Key.optional("http", Matching.URL, "an HTTP request"),
                    Key.optional("tcp", Matching.ENDPOINT, "a TCP connection"),
                    Key.optional("udp", Matching.ENDPOINT, "a datagram that is answered"),
                    Key.optional("sql", new Type.Sub(SQL), "a write"),
                    Key.optional(
                            "sources", new Type.ListOf(Matching.ADDRESS, 1, false), "addresses asked from in turn"),
                    Key.of(
                            "every",
                            Quantities.duration("1ms", "1h"),
                            Default.documented("10ms", "as the simulator's probes"),
                            "time between two"),
                    Key.of(
                            "timeout",
                            Quantities.duration("1ms", "1min"),
                            Default.documented("1s", "as the simulator's probes"),
                            "longest wait for an answer"))
            .withExactlyOne(List.of("http", "tcp", "udp", "sql"));

    private static final Block LIMITS = Block.of(
            "limits",
            "What no plan may exceed.",
            Key.optional("ttl", Quantities.duration("2s", "1h"), "longest lease"),
            Key.of("targets", new Quantities.Count(1, 1000), Default.documented("1", "one at a time"), "hit at once"),
            Key.of(
                    "rehearsal",
                    Quantities.duration("1min", "365d"),
                    Default.documented("7d", "long enough for a week of drills"),
                    "age at which a rehearsal of the healers must be repeated"),
            Key.optional("load", Quantities.rate(), "most requests of clients in a second, over all services"),
            Key.optional(
                    "expect",
                    Words.Choice.of("total-outage"),
                    "drills may take all nodes of a service; the allow-files must permit it too"));

    static final Block FILE = Block.of(
                    "inventory",
                    "A staging system.",
                    Key.required("nines-inventory", new Quantities.Count(1, 1), "version of the language"),
                    Key.required("environment", Matching.ENVIRONMENT, "as in the allow-file of each target"),
                    Key.required(
                            "targets", new Type.MapOf(Matching.NAME, new Type.Sub(TARGET), 1), "machines by host name"),
                    Key.optional(
                            "components",
                            new Type.MapOf(Matching.COMPONENT, new Type.Sub(COMPONENT), 0),
                            "processes of services"),
                    Key.optional(
                            "addresses", new Type.MapOf(Matching.NAME, Matching.ADDRESS, 0), "of hosts and services"),
                    Key.optional("switch", new Type.Sub(SWITCH), "where cables are"),
                    Key.optional(
                            "probes",
                            new Type.MapOf(Matching.NAME, new Type.Sub(PROBE), 0),
                            "what measures each service"),
                    Key.optional("limits", new Type.Sub(LIMITS), "what no plan may exceed"))
            .plus(SafetyLanguage.keys(PROBE));

    private InventoryLanguage() {}
}
