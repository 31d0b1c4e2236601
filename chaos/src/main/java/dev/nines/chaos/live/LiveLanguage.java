package dev.nines.chaos.live;

import dev.nines.chaos.target.Matching;
import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words;
import java.util.List;

/** The tables of the daemons' configuration files. */
final class LiveLanguage {
    private static final Type DURATION = Quantities.duration("1ms", "1h");

    private static final Block PASSWORD = Block.of(
                    "password",
                    "Where the password is.",
                    Key.optional("env", Matching.NAME, "variable that holds it"),
                    Key.optional("file", Matching.PATH, "file whose first line it is"))
            .withExactlyOne(List.of("env", "file"));

    private static final Type ENDPOINTS = new Type.MapOf(Matching.NAME, Matching.ENDPOINT, 0);

    private static final Block PROMOTION = Block.of(
            "promotion",
            "The manager of a replicated database.",
            Key.required("service", Matching.NAME, "name of the database"),
            Key.required(
                    "nodes",
                    new Type.MapOf(Matching.NAME, Matching.ENDPOINT, 1),
                    "address and port by node; the first is the primary"),
            Key.required("user", Matching.NAME, "who may change replication"),
            Key.required("password", new Type.Sub(PASSWORD), "where the password is"),
            Key.of("check-interval", DURATION, Default.documented("1s", "as in a scenario"), "from ping to ping"),
            Key.of("check-timeout", DURATION, Default.documented("1s", "as in a scenario"), "of one ping"),
            Key.of(
                    "failures",
                    new Quantities.Count(1, 1000),
                    Default.documented("3", "as in a scenario"),
                    "failed pings in a row that end a primary"),
            Key.of(
                    "act",
                    Quantities.duration("0s", "1h"),
                    Default.documented("0s", "the steps themselves take time"),
                    "added before the replica becomes the primary"),
            Key.required("record", Matching.PATH, "file that remembers the primary"),
            Key.optional("agents", ENDPOINTS, "who move the primary's address, by node"));

    private static final Block ADDRESS = Block.of(
            "address",
            "An agent that takes and releases an address when a manager asks.",
            Key.required("listen", Matching.ENDPOINT, "where it is asked"),
            Key.required("virtual", Matching.PREFIXED, "the address, with the length of its prefix"),
            Key.required("interface", Matching.INTERFACE, "that carries it"));

    private static final Block ROLE = Block.of(
            "role",
            "A part of a design.",
            Key.required(
                    "design", new Words.FileName(), "path of a scenario or name of a worked design, as for nines run"),
            Key.required("service", Matching.NAME, "which service of the design"),
            Key.required("node", Matching.NAME, "which of its nodes"),
            Key.required(
                    "addresses", new Type.MapOf(Matching.NAME, Matching.ADDRESS, 1), "IPv4 addresses of the hosts"),
            Key.optional(
                    "virtual", new Type.ListOf(Matching.PREFIXED, 1, true), "the addresses that the service moves"),
            Key.of("interface", Matching.INTERFACE, Default.documented("eth0", "as in a lab"), "that carries them"),
            Key.of(
                    "port",
                    new Quantities.Count(1, 65535),
                    Default.documented("10112", "VRRP is IP protocol 112"),
                    "of UDP between the nodes, or of the servers to check"));

    static final Block FILE = Block.of(
                    "daemon",
                    "The configuration of a daemon.",
                    Key.required("nines-live", new Quantities.Count(1, 1), "version of the language"),
                    Key.optional("pidfile", Matching.PATH, "file to write the number of the process to"),
                    Key.optional("promotion", new Type.Sub(PROMOTION), "a promotion manager"),
                    Key.optional("address", new Type.Sub(ADDRESS), "an agent for addresses"),
                    Key.optional("role", new Type.Sub(ROLE), "a part of a design"))
            .withExactlyOne(List.of("promotion", "address", "role"));

    private LiveLanguage() {}
}
