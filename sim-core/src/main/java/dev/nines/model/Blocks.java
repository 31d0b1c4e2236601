package dev.nines.model;

import dev.nines.kernel.Law;
import dev.nines.measure.FaultEffect;
import dev.nines.measure.ServiceRecord;
import dev.nines.model.spec.BlockSpec;
import dev.nines.model.spec.KOfNSpec;
import dev.nines.model.spec.QueueSpec;
import dev.nines.model.spec.RepairCrewSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.StandbySpec;
import dev.nines.model.spec.UnitSpec;
import dev.nines.protocol.block.CommonCause;
import dev.nines.protocol.block.KOfN;
import dev.nines.protocol.block.Part;
import dev.nines.protocol.block.Plant;
import dev.nines.protocol.block.RepairCrew;
import dev.nines.protocol.block.Standby;
import dev.nines.protocol.block.StandbyConfig;
import dev.nines.protocol.block.Unit;
import dev.nines.protocol.block.UnitConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts without a product: builds them from the design and measures them. */
final class Blocks {
    private final World world;
    private final BlockClocks clocks;
    private final Plant plant;
    private final Map<String, List<Unit>> units = new LinkedHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, RepairCrew> crews = new LinkedHashMap<>();
    private final Map<String, CalledPart> called = new LinkedHashMap<>();
    private final Map<String, QueueDriver> queues = new LinkedHashMap<>();
    private final List<BlockMeter> meters = new ArrayList<>();
    private int unitCount;
    private int commonCauseCount;
    private int standbyCount;

    Blocks(World world) {
        this.world = world;
        clocks = new BlockClocks(world.sim);
        plant = new Plant(clocks);
        Map<String, Double> betas = betas();
        for (ServiceSpec spec : ServiceOrder.bottomUp(world.design.services())) {
            if (spec instanceof BlockSpec block) {
                build(block, betas);
            }
        }
        for (ServiceSpec spec : world.design.services()) {
            if (parts.containsKey(spec.name())
                    && !world.design.calledByClients(spec.name()) // who call it see for themselves
                    && world.design.probe().services().contains(spec.name())) {
                meters.add(new BlockMeter(world, parts.get(spec.name()), Optional.ofNullable(queues.get(spec.name()))));
            }
        }
    }

    /** The share of each unit's failure rate that strikes its whole group. */
    private Map<String, Double> betas() {
        Map<String, Double> betas = new LinkedHashMap<>();
        for (ServiceSpec spec : world.design.services()) {
            if (spec instanceof KOfNSpec group && group.commonCause().isPresent()) {
                group.of()
                        .forEach(unit -> betas.put(
                                unit, group.commonCause().orElseThrow().beta()));
            }
        }
        return betas;
    }

    private void build(BlockSpec spec, Map<String, Double> betas) {
        if (spec instanceof RepairCrewSpec crew) {
            crews.put(crew.name(), new RepairCrew(crew.size()));
        } else if (spec instanceof UnitSpec unit) {
            buildUnits(unit, slower(unit.fails(), 1 - betas.getOrDefault(unit.name(), 0.0)));
        } else if (spec instanceof KOfNSpec group) {
            List<Part> members = new ArrayList<>();
            group.of().forEach(name -> members.addAll(members(name)));
            parts.put(group.name(), new KOfN(plant, group.name(), group.k(), members));
            group.commonCause().ifPresent(cause -> buildCommonCause(group, cause));
        } else if (spec instanceof StandbySpec standby) {
            buildStandby(standby);
        } else if (spec instanceof QueueSpec queue) {
            QueueDriver driver = new QueueDriver(world, queue, plant);
            queue.needs().forEach(name -> driver.station.needs(parts.get(name)));
            parts.put(queue.name(), driver.station);
            queues.put(queue.name(), driver);
        } else {
            throw new IllegalStateException("unknown kind of block " + spec);
        }
    }

    private void buildUnits(UnitSpec spec, Law life) {
        boolean repairable = !(spec.repair() instanceof Law.Never);
        List<Unit> copies = new ArrayList<>();
        for (int i = 0; i < spec.count(); i++) {
            UnitConfig config = new UnitConfig(spec.name(), unitCount++, repairable, spec.testEveryNanos() > 0);
            Unit unit = new Unit(plant, config, crews.get(spec.crew()));
            spec.needs().forEach(name -> unit.needs(parts.get(name)));
            String stream = spec.count() == 1 ? spec.name() : spec.name() + "#" + (i + 1);
            clocks.add(unit, stream, life, spec.repair(), spec.testEveryNanos());
            copies.add(unit);
        }
        units.put(spec.name(), copies);
        if (copies.size() == 1) {
            parts.put(spec.name(), copies.get(0));
        }
    }

    /** An exponential law with a share of the rate. */
    private static Law slower(Law law, double share) {
        if (share == 1) {
            return law;
        }
        return share == 0 ? Law.never() : new Law.Exponential(law.meanNanos() / share);
    }

    private void buildCommonCause(KOfNSpec group, KOfNSpec.CommonCause spec) {
        List<Unit> struck = new ArrayList<>();
        group.of().forEach(name -> struck.addAll(units.get(name)));
        Law life = unitSpec(group.of().get(0)).fails();
        boolean ownRepair = spec.repair().isPresent();
        CommonCause cause = new CommonCause(plant, commonCauseCount++, group.name(), struck, ownRepair);
        clocks.add(cause, group.name(), slower(life, spec.beta()), spec.repair().orElse(Law.never()));
    }

    private void buildStandby(StandbySpec spec) {
        List<Unit> members = new ArrayList<>();
        spec.of().forEach(name -> members.addAll(units.get(name)));
        StandbyConfig config =
                new StandbyConfig(spec.name(), standbyCount++, spec.active(), spec.dormancy(), spec.failback());
        Standby standby = new Standby(plant, config, members);
        clocks.add(standby, spec);
        parts.put(spec.name(), standby);
    }

    private UnitSpec unitSpec(String name) {
        for (ServiceSpec spec : world.design.services()) {
            if (spec instanceof UnitSpec unit && unit.name().equals(name)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("no unit " + name);
    }

    private List<? extends Part> members(String name) {
        return units.containsKey(name) ? units.get(name) : List.of(parts.get(name));
    }

    /**
     * Lives begin.
     *
     * @param ownFailures false: units fail by faults only
     * @param testsFromNanos when a test of all tested units happens
     */
    void start(boolean ownFailures, long testsFromNanos) {
        clocks.start(ownFailures, testsFromNanos);
        plant.start();
        queues.values().forEach(QueueDriver::start);
    }

    void begin() {
        meters.forEach(BlockMeter::begin);
    }

    List<ServiceRecord> finish(boolean infinite) {
        return meters.stream().map(meter -> meter.finish(infinite)).toList();
    }

    boolean isPart(String name) {
        return parts.containsKey(name);
    }

    /** A product stands on the part. */
    CalledPart call(String name) {
        return called.computeIfAbsent(name, n -> new CalledPart(world, parts.get(n)));
    }

    /** What products saw of the parts that they stand on. */
    List<FaultEffect> effects() {
        List<FaultEffect> effects = new ArrayList<>();
        called.values().forEach(part -> effects.addAll(part.effects()));
        return effects;
    }

    /** A name that both a host and a unit have means the host. */
    boolean isUnit(String name) {
        return units.containsKey(name)
                && world.design.hosts().stream().noneMatch(host -> host.name().equals(name));
    }

    /** The one that a fault hits: the first that works. */
    Unit unitToHit(String name) {
        for (Unit unit : units.get(name)) {
            if (unit.works()) {
                return unit;
            }
        }
        return units.get(name).get(0);
    }
}
