package dev.nines.chaos.live;

import dev.nines.model.spec.KeepalivedSpec;
import java.io.IOException;
import java.util.List;

/**
 * keepalived's VRRP machine of one node of a design, in real time. Its file:
 *
 * <pre>
 * nines-live: 1
 * pidfile: /run/vip.pid
 * role:
 *   design: haproxy-keepalived
 *   service: vip
 *   node: lb1
 *   addresses: {lb1: 10.77.0.11, lb2: 10.77.0.12}
 *   virtual: 10.77.0.100/24
 *   interface: eth0
 *   port: 10112
 * </pre>
 *
 * Adverts are those of VRRP in UDP datagrams. Tracked scripts and sync groups are left out, and the carrier is looked at every 100 ms.
 */
public final class VrrpMain {
    private VrrpMain() {}

    /** @param args the configuration file */
    public static void main(String[] args) throws IOException {
        Program.run(args, EventLoop.First.SOCKETS, VrrpMain::make);
    }

    private static Program.Part make(EventLoop loop, LiveConfig config) throws IOException {
        Role role = config.role(KeepalivedSpec.class, "keepalived");
        boolean unicast = ((KeepalivedSpec) role.service()).unicast();
        config.needs(role, unicast ? role.service().nodes() : List.of(role.node()));
        return new LiveRouter(loop, role, new Log(System.out, role.name()));
    }
}
