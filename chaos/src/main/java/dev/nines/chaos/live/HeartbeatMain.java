package dev.nines.chaos.live;

import dev.nines.model.spec.HeartbeatSpec;
import java.io.IOException;
import java.util.Random;

/**
 * One node of a heartbeat group of a design, in real time, with the failure detector that the design names. Its file is that of {@link
 * VrrpMain}; {@code addresses} has all nodes of the group.
 */
public final class HeartbeatMain {
    private HeartbeatMain() {}

    /** @param args the configuration file */
    public static void main(String[] args) throws IOException {
        Program.run(args, EventLoop.First.TIMERS, HeartbeatMain::make);
    }

    private static Program.Part make(EventLoop loop, LiveConfig config) throws IOException {
        Role role = config.role(HeartbeatSpec.class, "heartbeat");
        config.needs(role, role.service().nodes());
        return new LiveHeartbeat(loop, role, new Random().nextDouble(), new Log(System.out, role.name()));
    }
}
