package dev.nines.model;

import dev.nines.measure.DailyDowntime;
import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.protocol.block.Part;
import dev.nines.protocol.block.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Measures a part by its state: exactly, without probes. */
final class BlockMeter implements Part.Watcher {
    private final World world;
    private final Part part;
    private final Optional<QueueDriver> queue;
    private long beginNanos;
    private boolean measuring;
    private boolean up = true;
    private boolean redundant;
    private long sinceNanos;
    private long unprotectedNanos;

    /** Start and end of each outage; the end of the open one is not known yet. */
    private long[] edges = new long[16];

    private final List<Causes> causes = new ArrayList<>();
    private final List<Unit> downUnits = new ArrayList<>();

    /** What took it down. */
    private record Causes(List<String> names, boolean planned) {}

    /** @param queue present when the part is one */
    BlockMeter(World world, Part part, Optional<QueueDriver> queue) {
        this.world = world;
        this.part = part;
        this.queue = queue;
        part.watch(this);
    }

    String name() {
        return part.name();
    }

    /** What came before does not count; what is down is an outage from now on. */
    void begin() {
        measuring = true;
        beginNanos = world.sim.now();
        queue.ifPresent(QueueDriver::begin);
        unprotectedNanos = 0;
        causes.clear();
        up = true;
        redundant = part.isProtected();
        sinceNanos = beginNanos;
        onChange(part);
    }

    @Override
    public void onChange(Part changed) {
        if (!measuring) {
            return;
        }
        long now = world.sim.now();
        unprotectedNanos += up && !redundant ? now - sinceNanos : 0;
        if (up && !part.up()) {
            open(now);
            world.say(name(), "down");
        } else if (!up && part.up()) {
            close(now);
            world.say(name(), "up");
        }
        up = part.up();
        redundant = part.isProtected();
        sinceNanos = now;
    }

    /** An outage that begins where the last one ended goes on with it. */
    private void open(long now) {
        int last = causes.size() - 1;
        if (last >= 0 && edges[2 * last + 1] == now) {
            return;
        }
        if (2 * causes.size() == edges.length) {
            edges = Arrays.copyOf(edges, 2 * edges.length);
        }
        edges[2 * causes.size()] = now;
        causes.add(causesNow());
    }

    /** What lasts no time is no outage. */
    private void close(long now) {
        int last = causes.size() - 1;
        if (edges[2 * last] == now) {
            causes.remove(last);
        } else {
            edges[2 * last + 1] = now;
        }
    }

    private Causes causesNow() {
        downUnits.clear();
        part.collectDown(downUnits);
        downUnits.sort(Comparator.comparingLong(Unit::failureNumber));
        List<String> names = new ArrayList<>(1);
        boolean planned = !downUnits.isEmpty();
        for (Unit unit : downUnits) {
            planned &= unit.planned();
            if (!names.contains(unit.cause())) {
                names.add(unit.cause());
            }
        }
        if (names.isEmpty()) {
            names.add("switch-over " + name()); // back to a preferred unit
        }
        return new Causes(names, planned);
    }

    /** Everything that is down is down for ever. */
    private boolean brokenForEver() {
        downUnits.clear();
        part.collectDown(downUnits);
        boolean all = !downUnits.isEmpty();
        for (Unit unit : downUnits) {
            all &= unit.state() == Unit.State.BROKEN;
        }
        return all;
    }

    /** @param over nothing is pending */
    ServiceRecord finish(boolean over) {
        onChange(part);
        boolean infinite = !up && (over || brokenForEver());
        long now = world.sim.now();
        List<Outage> outages = new ArrayList<>(causes.size());
        DailyDowntime daily = new DailyDowntime();
        daily.startAt(beginNanos);
        long downtime = 0;
        long planned = 0;
        for (int i = 0; i < causes.size(); i++) {
            boolean open = !up && i == causes.size() - 1;
            long end = open ? now : edges[2 * i + 1];
            long length = end - edges[2 * i];
            Causes why = causes.get(i);
            downtime += why.planned ? 0 : length;
            if (!why.planned) {
                daily.down(edges[2 * i], end);
            }
            planned += why.planned ? length : 0;
            Outage.End how = !open ? Outage.End.CLOSED : infinite ? Outage.End.INFINITE : Outage.End.CENSORED;
            outages.add(new Outage(edges[2 * i], end, 1, length, how, why.planned, why.names, null));
        }
        return new ServiceRecord(
                name(),
                beginNanos,
                outages,
                0,
                0,
                downtime,
                daily,
                planned,
                0,
                unprotectedNanos,
                0,
                0,
                false,
                null,
                Losses.NONE,
                queue.map(QueueDriver::finish));
    }
}
