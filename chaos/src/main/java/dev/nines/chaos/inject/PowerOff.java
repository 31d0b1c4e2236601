package dev.nines.chaos.inject;

import dev.nines.chaos.target.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host loses its power at once, by its BMC or its hypervisor. No lease on the host can heal that: only the controller, or a
 * person, switches it on again.
 *
 * @param withBmc the BMC goes too, as with the whole rack: its managers cannot ask it any more, see {@link #withBmc}
 */
public record PowerOff(String target, Supply supply, boolean withBmc) implements Injection {

    /**
     * The power of a host and of its BMC: whoever would fence the host by its BMC gets no answer, and the host's power goes
     * then, by the way that is left to us.
     *
     * @param managers targets from which the BMC is asked, each with the interface that leads there
     */
    public static List<Injection> withBmc(String target, Supply.Bmc bmc, List<Manager> managers) {
        List<Injection> all = new ArrayList<>();
        for (Manager manager : managers) {
            // Its questions go out into nothing: IPMI (623) and Redfish (443).
            Traffic toBmc = Traffic.with(List.of(bmc.address()))
                    .fromPorts(bmc.port(), REDFISH)
                    .going(Traffic.Direction.BOTH, manager.port());
            all.add(Cut.partition(manager.target(), toBmc));
        }
        all.add(new PowerOff(target, bmc, true));
        return all;
    }

    /** @param port its interface towards the BMC */
    public record Manager(String target, String port) {}

    private static final int REDFISH = 443;

    @Override
    public String fault() {
        return withBmc ? "power-off-with-bmc" : "power-off";
    }

    @Override
    public List<String> parameters() {
        return supply.parameters();
    }

    @Override
    public Optional<String> irreversible() {
        return Optional.of(
                "the power of " + target + " goes: what was not on its disks is lost, and if this controller dies "
                        + "nobody switches it on again");
    }
}
