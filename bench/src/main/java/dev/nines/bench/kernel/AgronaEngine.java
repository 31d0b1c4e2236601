package dev.nines.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2LongHashMap;

/** Agrona's timer wheel, ticks of about a millisecond: timers of one tick expire in no particular order. */
final class AgronaEngine implements Loads {
    private static final long TICK_NANOS = 1 << 20;
    private static final int TICKS = 1 << 12;

    @Override
    public Engine timers(int nodes) {
        DeadlineTimerWheel wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, 0, TICK_NANOS, TICKS);
        Long2LongHashMap nodeOf = new Long2LongHashMap(2 * nodes, 0.5f, -1);
        long[] timeouts = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            timeouts[i] = wheel.scheduleTimer(Delays.TIMEOUT_NANOS);
            nodeOf.put(wheel.scheduleTimer(Delays.phaseNanos(i)), i);
        }
        long[] now = {0};
        long[] done = {0};
        DeadlineTimerWheel.TimerHandler handler = (unit, time, timer) -> {
            int node = (int) nodeOf.remove(timer);
            long due = time;
            done[0]++;
            wheel.cancelTimer(timeouts[node]);
            timeouts[node] = wheel.scheduleTimer(due + Delays.TIMEOUT_NANOS);
            nodeOf.put(wheel.scheduleTimer(due + Delays.BEAT_NANOS), node);
            return true;
        };
        return units -> {
            long end = done[0] + units;
            while (done[0] < end) {
                now[0] += wheel.poll(now[0], handler, (int) (end - done[0])) == 0 ? TICK_NANOS : 0;
            }
            return now[0];
        };
    }
}
