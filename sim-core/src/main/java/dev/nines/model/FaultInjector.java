package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.measure.FaultEffect;
import dev.nines.measure.TrialRecord.Served;
import dev.nines.network.Rule;
import dev.nines.protocol.block.Unit;
import java.util.ArrayList;
import java.util.List;

/** Puts faults into the world and takes them out again; remembers what was in effect when. */
final class FaultInjector {
    private static final String MASTER_OF = "master of ";
    private static final String PRIMARY_OF = "primary of ";

    private final World world;
    private final List<Active> faults = new ArrayList<>();
    private List<Served> servedInHealth = List.of();

    /** A fault that was injected, and how to undo it. */
    private static final class Active {
        private final long fromNanos;
        private final String cause;
        private final boolean planned;
        private final Runnable undo;
        private boolean repaired;
        private long toNanos = Long.MAX_VALUE;

        Active(long fromNanos, String cause, boolean planned, Runnable undo) {
            this.fromNanos = fromNanos;
            this.cause = cause;
            this.planned = planned;
            this.undo = undo;
        }
    }

    FaultInjector(World world) {
        this.world = world;
    }

    /** @return a number for {@link #repair} */
    int inject(Fault fault, boolean planned) {
        return inject(fault, planned, false);
    }

    /**
     * @param ownRepair a unit that fails is repaired by its own law
     * @return a number for {@link #repair}
     */
    int inject(Fault fault, boolean planned, boolean ownRepair) {
        if (faults.isEmpty()) {
            servedInHealth = world.served();
        }
        String target = resolve(fault.target());
        String cause = fault.verb() + " " + target;
        world.say("fault", cause);
        Runnable undo = world.blocks.isUnit(target)
                ? applyToUnit(world.blocks.unitToHit(target), cause, planned, ownRepair)
                : apply(fault, target);
        Active active = new Active(world.sim.now(), cause, planned, undo);
        active.repaired = fault instanceof Fault.Restart || ownRepair; // it repairs itself
        faults.add(active);
        world.note();
        lookAtPlans();
        return faults.size() - 1;
    }

    void repair(int number) {
        Active fault = faults.get(number);
        if (!fault.repaired) {
            fault.repaired = true;
            world.say("repair", fault.cause);
            fault.undo.run();
            world.note();
        }
    }

    /** The world is calm: what was repaired has been recovered from. */
    void recovered() {
        for (Active fault : faults) {
            if (fault.repaired && fault.toNanos == Long.MAX_VALUE) {
                fault.toNanos = world.sim.now();
            }
        }
        lookAtPlans();
    }

    private void lookAtPlans() {
        boolean planned = false;
        boolean unplanned = false;
        for (Active fault : faults) {
            boolean inEffect = fault.toNanos == Long.MAX_VALUE;
            planned |= inEffect && fault.planned;
            unplanned |= inEffect && !fault.planned;
        }
        for (MeasuredService service : world.measured()) {
            service.planned(planned && !unplanned);
        }
    }

    /** What each node had served when the first fault struck, or has served now if there was none. */
    List<Served> servedInHealth() {
        return faults.isEmpty() ? world.served() : servedInHealth;
    }

    /** The faults so far, in order of time. */
    List<String> causes() {
        return faults.stream().map(fault -> fault.cause).toList();
    }

    List<FaultEffect> effects() {
        List<FaultEffect> effects = new ArrayList<>();
        for (Active fault : faults) {
            effects.add(new FaultEffect(fault.fromNanos, fault.toNanos, fault.cause, fault.planned));
        }
        return effects;
    }

    /** Roles become hosts at the instant of the fault; the first node stands in for a role that nobody has. */
    private String resolve(String target) {
        int at = target.indexOf('@');
        if (at >= 0) {
            return target.substring(0, at + 1) + resolve(target.substring(at + 1));
        }
        String service = target.startsWith(MASTER_OF)
                ? target.substring(MASTER_OF.length())
                : target.startsWith(PRIMARY_OF) ? target.substring(PRIMARY_OF.length()) : "";
        if (service.isEmpty()) {
            return target;
        }
        Service owner = world.service(service);
        int host = owner.inCharge();
        return host < 0 ? owner.processes().get(0).host.name : world.hostAt(host).name;
    }

    private Runnable apply(Fault fault, String target) {
        if (fault instanceof Fault.Crash || fault instanceof Fault.PowerOff) {
            return powerOff(world.host(target));
        }
        if (fault instanceof Fault.ZoneOutage) {
            return zoneOutage(target);
        }
        if (fault instanceof Fault.CableCut) {
            HostModel host = world.host(target);
            host.carrier(false);
            return () -> host.carrier(true);
        }
        if (fault instanceof Fault.SilentCut) {
            HostModel host = world.host(target);
            world.network.silentCut(host.index, true);
            return () -> world.network.silentCut(host.index, false);
        }
        if (fault instanceof Fault.Partition partition) {
            return partition(partition, target);
        }
        if (fault instanceof Fault.Loss loss) {
            return loss(loss, target);
        }
        if (fault instanceof Fault.Latency latency) {
            int host = world.host(target).index;
            return rules(
                    Rule.delay(host, Rule.ANY, Fault.Traffic.ALL, latency.extraNanos()),
                    Rule.delay(Rule.ANY, host, Fault.Traffic.ALL, latency.extraNanos()));
        }
        if (fault instanceof Fault.Rate rate) {
            int host = world.host(target).index;
            world.limitRate(host, rate.bitsPerSecond());
            return () -> world.limitRate(host, 0);
        }
        return applyToService(fault, target);
    }

    private Runnable applyToService(Fault fault, String target) {
        if (fault instanceof Fault.ReplicaLag lag) {
            MysqlService database = (MysqlService) world.service(target);
            database.replicasLag(lag.lagNanos());
            return () -> database.replicasLag(0);
        }
        if (fault instanceof Fault.BothMasters) {
            Service service = world.service(target);
            service.bothMasters(true);
            return () -> service.bothMasters(false);
        }
        return applyToProcess(fault, target);
    }

    private Runnable applyToProcess(Fault fault, String target) {
        int at = target.indexOf('@');
        if (at < 0) {
            return applyToHost(fault, world.host(target));
        }
        Process process = world.service(target.substring(0, at)).processOn(world.host(target.substring(at + 1)));
        if (fault instanceof Fault.Kill) {
            process.end(Process.Death.KILL, true);
            return process::release;
        }
        if (fault instanceof Fault.KillParent) {
            if (process instanceof KeepalivedNode keepalived) {
                keepalived.killParent();
            } else {
                process.end(Process.Death.KILL, true);
            }
            return process::release;
        }
        if (fault instanceof Fault.Stop) {
            process.end(Process.Death.TERM, true);
            return process::release;
        }
        if (fault instanceof Fault.Restart) {
            process.end(Process.Death.TERM, true);
            process.release();
            return () -> {};
        }
        if (fault instanceof Fault.Hang || fault instanceof Fault.Pause) {
            process.hang();
            return process::thaw;
        }
        if (fault instanceof Fault.Slow slow) {
            process.slow(slow.factor());
            return () -> process.slow(1 / slow.factor());
        }
        throw new IllegalArgumentException(fault.verb() + " does not apply to a process");
    }

    private Runnable applyToHost(Fault fault, HostModel host) {
        if (fault instanceof Fault.Stop) {
            host.shutDown();
            return host::powerOn;
        }
        if (fault instanceof Fault.Restart) {
            host.shutDown();
            host.powerOn();
            return () -> {};
        }
        if (fault instanceof Fault.Kill) {
            host.processes.forEach(process -> process.end(Process.Death.KILL, true));
            return () -> host.processes.forEach(Process::release);
        }
        if (fault instanceof Fault.Hang || fault instanceof Fault.Pause) {
            host.processes.forEach(Process::hang);
            return () -> host.processes.forEach(Process::thaw);
        }
        if (fault instanceof Fault.Slow slow) {
            host.processes.forEach(process -> process.slow(slow.factor()));
            return () -> host.processes.forEach(process -> process.slow(1 / slow.factor()));
        }
        throw new IllegalArgumentException(fault.verb() + " does not apply to a host");
    }

    private static Runnable applyToUnit(Unit unit, String cause, boolean planned, boolean ownRepair) {
        if (ownRepair) {
            unit.strike(cause, planned);
            return () -> {};
        }
        unit.hold(cause, planned);
        return unit::release;
    }

    private Runnable powerOff(HostModel host) {
        host.powerOff();
        return host::powerOn;
    }

    private Runnable zoneOutage(String zone) {
        List<HostModel> hit = new ArrayList<>();
        for (HostModel host : world.hosts()) {
            if (host.zone.equals(zone) || host.zone.startsWith(zone + "/")) {
                hit.add(host);
                host.powerOff();
            }
        }
        return () -> hit.forEach(HostModel::powerOn);
    }

    private Runnable partition(Fault.Partition partition, String target) {
        int from = world.host(target).index;
        int to = partition.to().isEmpty() ? Rule.ANY : world.host(resolve(partition.to())).index;
        Rule there = Rule.drop(from, to, partition.traffic());
        return partition.oneWay() ? rules(there) : rules(there, Rule.drop(to, from, partition.traffic()));
    }

    private Runnable loss(Fault.Loss loss, String target) {
        int from = world.host(target).index;
        int to = loss.to().isEmpty() ? Rule.ANY : world.host(resolve(loss.to())).index;
        Rule there = Rule.loss(from, to, Fault.Traffic.ALL, loss.probability());
        return loss.oneWay() ? rules(there) : rules(there, Rule.loss(to, from, Fault.Traffic.ALL, loss.probability()));
    }

    private Runnable rules(Rule... added) {
        int[] handles = new int[added.length];
        for (int i = 0; i < added.length; i++) {
            handles[i] = world.network.addRule(added[i]);
        }
        return () -> {
            for (int handle : handles) {
                world.network.removeRule(handle);
            }
        };
    }
}
