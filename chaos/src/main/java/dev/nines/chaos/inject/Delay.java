package dev.nines.chaos.inject;

import dev.nines.chaos.inject.Injection.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * What leaves an interface takes longer, by the kernel's netem. Where the kernel has none, {@link TcpDelay} does a part of it.
 *
 * @param reorderedOfTenThousand so many packets do not wait, and so overtake others; 0: none
 */
public record Delay(String target, String port, long delayNanos, long jitterNanos, int reorderedOfTenThousand)
        implements Injection {
    private static final long NANOS_PER_MICRO = 1_000;

    public Delay {
        Form.INTERFACE.require(port);
        Form.range("delay", delayNanos, NANOS_PER_MICRO, 60_000_000_000L);
        Form.range("jitter", jitterNanos, 0, delayNanos);
        Form.range("share", reorderedOfTenThousand, 0, 10_000);
    }

    /** In order. */
    public Delay(String target, String port, long delayNanos, long jitterNanos) {
        this(target, port, delayNanos, jitterNanos, 0);
    }

    @Override
    public String fault() {
        return "delay";
    }

    @Override
    public List<String> parameters() {
        List<String> all = new ArrayList<>(List.of(
                "interface=" + port,
                "delay=" + delayNanos / NANOS_PER_MICRO,
                "jitter=" + jitterNanos / NANOS_PER_MICRO));
        if (reorderedOfTenThousand > 0) {
            all.add("reorder=" + reorderedOfTenThousand);
        }
        return all;
    }
}
