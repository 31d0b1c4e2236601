package dev.nines.chaos.live;

import dev.nines.model.Machines;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The health checks of one HAProxy of a design, in real time: it says which servers it takes for up, and balances nothing. Its file is
 * that of {@link VrrpMain}; {@code addresses} has the servers, {@code port} is theirs.
 */
public final class CheckMain {
    private CheckMain() {}

    /** @param args the configuration file */
    public static void main(String[] args) throws IOException {
        Program.run(args, EventLoop.First.SOCKETS, CheckMain::make);
    }

    private static Program.Part make(EventLoop loop, LiveConfig config) {
        Role role = config.role(HaproxySpec.class, "haproxy");
        HaproxySpec haproxy = (HaproxySpec) role.service();
        List<String> servers = role.design().services().stream()
                .filter(service -> service.name().equals(haproxy.servers()))
                .findFirst()
                .map(ServiceSpec::nodes)
                .orElseThrow();
        config.needs(role, servers);
        ServerCheckConfig check = Machines.serverCheck(haproxy);
        Log log = new Log(System.out, role.name());
        List<LiveCheck> checks = new ArrayList<>();
        for (String server : servers) {
            InetSocketAddress address = new InetSocketAddress(role.address(server), role.port());
            checks.add(new LiveCheck(loop, check, server, address, log, checks.size()));
        }
        return new Program.Part() {
            @Override
            public void start() {
                log.say("checks " + String.join(", ", servers));
                long windowNanos = ServerCheckConfig.staggerWindowNanos(List.of(check));
                for (int i = 0; i < checks.size(); i++) {
                    checks.get(i).start(windowNanos, i, checks.size());
                }
            }

            @Override
            public void stop(Runnable ended) {
                checks.forEach(LiveCheck::stop);
                ended.run();
            }
        };
    }
}
