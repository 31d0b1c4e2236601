package dev.nines.chaos.inject;

import dev.nines.chaos.target.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The switch of a host's power, by the program that its supply is asked with. */
final class PowerSwitch {
    /** What a switch says. */
    enum Power {
        ON,
        OFF,
        UNKNOWN
    }

    private final Supply supply;
    private final PowerTools tools;
    private String said = "";

    PowerSwitch(Supply supply, PowerTools tools) {
        this.supply = supply;
        this.tools = tools;
    }

    /** What the program printed last. */
    String said() {
        return said;
    }

    Power status() {
        boolean bmc = supply instanceof Supply.Bmc;
        Commands.Ended ended = run(bmc ? List.of("chassis", "power", "status") : List.of("domstate"));
        String text = ended.output().toLowerCase(Locale.ROOT);
        if (ended.exit() != 0) {
            return Power.UNKNOWN;
        }
        if (text.endsWith(bmc ? "power is on" : "running")) {
            return Power.ON;
        }
        return text.endsWith(bmc ? "power is off" : "shut off") ? Power.OFF : Power.UNKNOWN;
    }

    /** False if the program failed; what became of the power, {@link #status} tells. */
    boolean off() {
        return run(supply instanceof Supply.Bmc ? List.of("chassis", "power", "off") : List.of("destroy"))
                        .exit()
                == 0;
    }

    boolean on() {
        return run(supply instanceof Supply.Bmc ? List.of("chassis", "power", "on") : List.of("start"))
                        .exit()
                == 0;
    }

    private Commands.Ended run(List<String> action) {
        Map<String, String> secrets = supply instanceof Supply.Bmc bmc
                ? Map.of("IPMI_PASSWORD", tools.environment().getOrDefault(bmc.passwordEnvironment(), ""))
                : Map.of();
        Commands.Ended ended = Commands.run(
                Stream.concat(tools.before().stream(), command(action).stream()).toList(), secrets, tools.toAnswer());
        said = ended.output();
        return ended;
    }

    /** The password is not among the words: everybody on this machine can read those. */
    List<String> command(List<String> action) {
        if (supply instanceof Supply.Bmc bmc) {
            List<String> ipmitool = List.of(
                    "ipmitool",
                    "-I",
                    "lanplus",
                    "-H",
                    bmc.address(),
                    "-p",
                    Integer.toString(bmc.port()),
                    "-U",
                    bmc.user(),
                    "-E",
                    "-N",
                    "2",
                    "-R",
                    "2");
            return Stream.concat(ipmitool.stream(), action.stream()).toList();
        }
        Supply.Domain domain = (Supply.Domain) supply;
        List<String> virsh = new ArrayList<>(List.of("virsh", "--connect", domain.uri(), "--quiet"));
        virsh.addAll(action);
        virsh.addAll(List.of("--domain", domain.name()));
        return List.copyOf(virsh);
    }

    /** What a person types to switch it on again. */
    String onCommand() {
        boolean bmc = supply instanceof Supply.Bmc;
        String words = String.join(" ", command(bmc ? List.of("chassis", "power", "on") : List.of("start")));
        return supply instanceof Supply.Bmc b ? "IPMI_PASSWORD=\"$" + b.passwordEnvironment() + "\" " + words : words;
    }
}
