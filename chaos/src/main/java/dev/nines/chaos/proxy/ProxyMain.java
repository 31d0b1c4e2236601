package dev.nines.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BooleanSupplier;

/**
 * The proxy as a process on a lab host, started by the script there. It lives as long as the lease of its fault: until the
 * deadline in the fault's folder has passed, or the folder is gone.
 */
public final class ProxyMain {
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final int FIRST_SERVICE = 4;

    private ProxyMain() {}

    /**
     * Writes {@code ports} into the folder when all doors are open: a line {@code PORT ADDRESS PORT} for each service.
     *
     * @param args the folder of the fault, delay and jitter in microseconds, bits per second (0: any), then services as
     *     {@code ADDRESS:PORT}
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long delayNanos = Long.parseLong(args[1]) * NANOS_PER_MICRO;
        long jitterNanos = Long.parseLong(args[2]) * NANOS_PER_MICRO;
        Pacing.Slowness slowness = new Pacing.Slowness(delayNanos, jitterNanos, Long.parseLong(args[3]));
        try (SlowProxy proxy = new SlowProxy(slowness, 1)) {
            StringBuilder ports = new StringBuilder();
            for (int i = FIRST_SERVICE; i < args.length; i++) {
                int colon = args[i].lastIndexOf(':');
                InetAddress address = InetAddress.getByName(args[i].substring(0, colon));
                int port = Integer.parseInt(args[i].substring(colon + 1));
                int door = proxy.open(InetAddress.getByName("0.0.0.0"), new InetSocketAddress(address, port));
                ports.append(door + " " + address.getHostAddress() + " " + port + "\n");
            }
            Path draft = folder.resolve("ports.new");
            Files.writeString(draft, ports);
            Files.move(draft, folder.resolve("ports"), StandardCopyOption.ATOMIC_MOVE);
            proxy.run(lease(folder.resolve("deadline")));
        }
    }

    /** True when the lease has run out: its deadline is in hundredths of a second of boot time. */
    private static BooleanSupplier lease(Path deadline) {
        return () -> {
            try {
                long end = Long.parseLong(Files.readString(deadline).strip());
                String up = Files.readString(Path.of("/proc/uptime"))
                        .split(" ", 2)[0]
                        .replace(".", "");
                return Long.parseLong(up) >= end;
            } catch (IOException | NumberFormatException e) {
                return true; // the folder is gone, and with it the fault
            }
        };
    }
}
