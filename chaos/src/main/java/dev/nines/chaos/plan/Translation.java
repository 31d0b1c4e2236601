package dev.nines.chaos.plan;

import dev.nines.chaos.inject.Delay;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Injection.Cut;
import dev.nines.chaos.inject.Injection.ProcessOf;
import dev.nines.chaos.inject.Injection.Signal;
import dev.nines.chaos.inject.PowerOff;
import dev.nines.chaos.inject.Traffic;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Supply;
import dev.nines.fault.Fault;
import java.util.List;
import java.util.function.Function;

/** From the scenario's faults to injections on the targets of an inventory. */
final class Translation {
    /** Lab hosts have one interface, with this name. */
    private static final String LAB_INTERFACE = "eth0";

    private final Inventory inventory;
    private final Function<String, String> holder;

    /** @param holder from a role to the host that has it */
    Translation(Inventory inventory, Function<String, String> holder) {
        this.inventory = inventory;
        this.holder = holder;
    }

    /** @throws NotPossible if these targets cannot do it */
    List<Injection> of(Fault fault) {
        if (fault instanceof Fault.Crash f) {
            return List.of(crash(host(f.target())));
        }
        if (fault instanceof Fault.Kill f) {
            return List.of(kill(f.target(), true, Signal.KILL));
        }
        if (fault instanceof Fault.KillParent f) {
            return List.of(kill(f.target(), false, Signal.KILL));
        }
        if (fault instanceof Fault.Stop f) {
            return List.of(kill(f.target(), false, Signal.TERM));
        }
        if (fault instanceof Fault.Hang || fault instanceof Fault.Pause) {
            Inventory.Component component = component(fault.target());
            return List.of(new Injection.Pause(component.target(), process(component), true));
        }
        if (fault instanceof Fault.CableCut || fault instanceof Fault.SilentCut) {
            return List.of(atSwitch(fault));
        }
        if (fault instanceof Fault.Partition f) {
            return partition(f);
        }
        if (fault instanceof Fault.Loss f) {
            return loss(f);
        }
        if (fault instanceof Fault.Latency f) {
            String host = host(f.target());
            return List.of(new Delay(host, labInterface(host), f.extraNanos(), 0));
        }
        if (fault instanceof Fault.Rate f) {
            String host = host(f.target());
            return List.of(new Injection.Rate(host, labInterface(host), f.bitsPerSecond()));
        }
        if (fault instanceof Fault.PowerOff f) {
            return List.of(powerOff(host(f.target())));
        }
        throw new NotPossible("no injection does `" + fault.verb() + "` to real targets");
    }

    private Injection powerOff(String host) {
        Supply supply = inventory.supplies().get(host);
        if (supply == null) {
            throw new NotPossible("no BMC and no hypervisor: nothing here can switch off the power of " + host);
        }
        return new PowerOff(host, supply, false);
    }

    private Injection crash(String host) {
        String port = labInterface(host);
        List<List<String>> start = inventory.components().values().stream()
                .filter(component -> component.target().equals(host))
                .map(Inventory.Component::start)
                .filter(command -> !command.isEmpty())
                .distinct()
                .toList();
        return new Injection.Crash(host, port, address(host), start);
    }

    private Injection kill(String target, boolean children, Signal signal) {
        Inventory.Component component = component(target);
        return new Injection.Kill(component.target(), process(component), children, signal, component.start());
    }

    private static ProcessOf process(Inventory.Component component) {
        if (component.pidfile().isEmpty()) {
            throw new NotPossible("the inventory does not say where the number of its process is: pidfile");
        }
        return new ProcessOf.Pidfile(component.pidfile());
    }

    private Injection atSwitch(Fault fault) {
        String host = host(fault.target());
        Inventory.Switch cables =
                inventory.cables().orElseThrow(() -> new NotPossible("no switch: nothing here can cut a cable"));
        String port = cables.ports().get(host);
        if (port == null) {
            throw new NotPossible("the switch has no port of " + host);
        }
        return fault instanceof Fault.SilentCut
                ? new Injection.SilentCut(cables.target(), port)
                : new Injection.InterfaceDown(cables.target(), port);
    }

    /**
     * Messages are dropped where they arrive. What is sent to a group, as VRRP's advertisements are, has no peer's address on
     * its way out: both receivers are hit, unless only TCP is meant.
     */
    private List<Injection> partition(Fault.Partition fault) {
        String from = host(fault.target());
        String to = host(fault.to());
        if (!fault.oneWay() && fault.traffic() == Fault.Traffic.TCP) {
            Traffic traffic = of(fault.traffic(), Traffic.with(List.of(address(to))));
            return List.of(Cut.partition(from, traffic.going(Traffic.Direction.BOTH, labInterface(from))));
        }
        Injection there = arriving(fault, from, to);
        return fault.oneWay() ? List.of(there) : List.of(there, arriving(fault, to, from));
    }

    private Injection arriving(Fault.Partition fault, String from, String to) {
        return Cut.partition(to, of(fault.traffic(), Traffic.with(List.of(address(from)))));
    }

    private static Traffic of(Fault.Traffic kind, Traffic traffic) {
        return switch (kind) {
            case ALL -> traffic;
            case VRRP -> traffic.of(Traffic.Protocol.VRRP);
            case TCP -> traffic.of(Traffic.Protocol.TCP);
        };
    }

    private List<Injection> loss(Fault.Loss fault) {
        String host = host(fault.target());
        Traffic traffic = fault.to().isEmpty() ? Traffic.all() : Traffic.with(List.of(address(host(fault.to()))));
        Traffic.Direction way = fault.oneWay() ? Traffic.Direction.OUT : Traffic.Direction.BOTH;
        int share = (int) Math.round(10_000 * fault.probability());
        return List.of(Cut.loss(host, traffic.going(way, labInterface(host)), share));
    }

    /** A host by its name or by its role. */
    private String host(String target) {
        String name = Roles.isRole(target) ? holder.apply(target) : target;
        if (target.startsWith("any host")) {
            throw new NotPossible("`" + target + "` names no single host");
        }
        return located(name);
    }

    private String located(String host) {
        if (!inventory.targets().containsKey(host)) {
            throw new NotPossible("the inventory has no target " + host);
        }
        return host;
    }

    private Inventory.Component component(String target) {
        String name = Roles.isRole(target)
                ? target.substring(target.indexOf(" of ") + 4) + "@" + holder.apply(target)
                : target;
        Inventory.Component component = inventory.components().get(name);
        if (component == null) {
            throw new NotPossible("the inventory has no component " + name);
        }
        return component;
    }

    private String address(String host) {
        String address = inventory.addresses().get(host);
        if (address == null) {
            throw new NotPossible("the inventory has no address of " + host);
        }
        return address;
    }

    private String labInterface(String host) {
        if (!(inventory.location(host) instanceof Location.Namespace)) {
            throw new NotPossible(
                    host + " is no lab host: this needs its hypervisor, BMC or the name of its interface");
        }
        return LAB_INTERFACE;
    }
}
