package dev.nines.chaos.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The promotion manager of a replicated MariaDB: watches the primary, and makes a replica the primary when it is gone. Its file:
 *
 * <pre>
 * nines-live: 1
 * pidfile: /run/db-manager.pid
 * promotion:
 *   service: db
 *   nodes: {db1: 10.77.0.14:3306, db2: 10.77.0.15:3306}
 *   user: nines
 *   password: {file: /run/lab/db.password}
 *   check-interval: 1s
 *   check-timeout: 1s
 *   failures: 3
 *   act: 0s
 *   record: /run/db-manager.record
 *   agents: {db1: 10.77.0.14:7010, db2: 10.77.0.15:7010}
 * </pre>
 *
 * Its log is standard output.
 */
public final class PromotionManagerMain {
    private PromotionManagerMain() {}

    /** @param args the configuration file */
    public static void main(String[] args) throws IOException {
        Program.run(args, EventLoop.First.TIMERS, PromotionManagerMain::make);
    }

    private static Program.Part make(EventLoop loop, LiveConfig config) {
        PromotionSettings settings = config.promotion();
        List<DatabaseServer> servers = settings.nodes().values().stream()
                .<DatabaseServer>map(
                        node -> new MariadbServer(node, settings.user(), settings.password(), settings.askNanos()))
                .toList();
        Optional<ServiceAddress> address = settings.agents().isEmpty()
                ? Optional.empty()
                : Optional.of(new AddressAgents(
                        settings.names().stream().map(settings.agents()::get).toList(), settings.askNanos()));
        LivePromotion manager =
                new LivePromotion(loop, settings, servers, address, new Log(System.out, settings.service()));
        return new Program.Part() {
            @Override
            public void start() {
                manager.start();
            }

            @Override
            public void stop(Runnable ended) {
                manager.stop();
                ended.run();
            }
        };
    }
}
