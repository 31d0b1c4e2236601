package dev.nines.chaos.live;

import dev.nines.model.Machines;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.protocol.vrrp.VirtualRouter;
import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import dev.nines.protocol.vrrp.VirtualRouterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Drives a {@link VirtualRouter}: adverts over UDP, addresses on an interface. Adverts leave at once; what the kernel is asked for is
 * done by a worker in the order of the machine's calls.
 */
final class LiveRouter implements VirtualRouter.Effects, Program.Part {
    private static final String GROUP = "224.0.0.18";
    private static final int LINK_DOWN = 0;
    private static final long LINK_POLL_NANOS = 100_000_000L;

    private final EventLoop loop;
    private final Role role;
    private final KeepalivedSpec spec;
    private final int routerId;
    private final Log log;
    private final Interface device;
    private final EventLoop.Worker kernel;
    private final Timers<Timer> timers;
    private final VirtualRouter router;
    private final VirtualRouterConfig config;
    private final Datagrams adverts;
    private final List<InetSocketAddress> peers = new ArrayList<>();
    private final List<InetAddress> virtual = new ArrayList<>();
    private final EventLoop.Alarm linkPoll;
    private boolean linkUp = true;

    LiveRouter(EventLoop loop, Role role, Log log) throws IOException {
        this.loop = loop;
        this.role = role;
        this.log = log;
        spec = (KeepalivedSpec) role.service();
        // The routers of a design have numbers in its order; any number will do that its nodes agree on.
        routerId = 1 + role.design().services().indexOf(spec) % 255;
        device = new Interface(role.device());
        kernel = loop.worker("kernel");
        InetAddress own = InetAddress.getByName(role.address(role.node()));
        config = Machines.virtualRouter(spec, spec.instances().get(role.index()), number(own));
        timers = new Timers<>(loop, (timer, key) -> machine().onTimer(timer));
        router = new VirtualRouter(config, this);
        for (String address : role.virtual()) {
            virtual.add(InetAddress.getByName(address.replaceFirst("/.*", "")));
        }
        linkPoll = loop.alarm(this::lookAtLink);
        adverts = open(own);
    }

    private VirtualRouter machine() {
        return router;
    }

    private Datagrams open(InetAddress own) throws IOException {
        if (spec.unicast()) {
            for (String node : spec.nodes()) {
                if (!node.equals(role.node())) {
                    peers.add(new InetSocketAddress(role.address(node), role.port()));
                }
            }
            return Datagrams.unicast(loop, new InetSocketAddress(own, role.port()), Advert.BYTES_MAX, this::received);
        }
        InetSocketAddress group = new InetSocketAddress(GROUP, role.port());
        peers.add(group);
        NetworkInterface at = NetworkInterface.getByName(role.device());
        if (at == null) {
            throw new IOException("no interface " + role.device() + " here");
        }
        return Datagrams.multicast(
                loop, at, new InetSocketAddress(own, role.port()), group, Advert.BYTES_MAX, this::received);
    }

    private static int number(InetAddress address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    // --- events ---

    /** As keepalived at its start, it first takes off what a killed one has left on the interface. */
    @Override
    public void start() {
        kernel.ask(
                () -> {
                    for (String address : role.virtual()) {
                        device.remove(address);
                    }
                    return true;
                },
                done -> begin(),
                failed -> {
                    throw new IllegalStateException(failed);
                });
    }

    private void begin() {
        lookAtLink();
        router.onStart();
    }

    private void received(ByteBuffer data, InetAddress sender) {
        Advert.decode(data).filter(advert -> advert.router() == routerId).ifPresent(advert -> {
            if (advert.version() == config.version()) {
                router.onAdvert(advert.priority(), advert.intervalNanos(), number(sender));
            } else {
                router.onRejectedAdvert();
            }
        });
    }

    /** Java is not told about carriers. */
    private void lookAtLink() {
        linkPoll.arm(LINK_POLL_NANOS);
        boolean up = isUp();
        if (up == linkUp || !spec.trackPrimary()) {
            return;
        }
        linkUp = up;
        if (up) {
            router.onFaultCleared(LINK_DOWN);
        } else {
            router.onFault(LINK_DOWN);
        }
    }

    private boolean isUp() {
        try {
            NetworkInterface at = NetworkInterface.getByName(role.device());
            return at != null && at.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /** SIGTERM: a master says so and gives its addresses back. */
    @Override
    public void stop(Runnable ended) {
        router.onShutdown();
        timers.stop();
        linkPoll.disarm();
        kernel.ask(() -> true, done -> ended.run(), failed -> ended.run());
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        timers.arm(timer, 0, delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        timers.disarm(timer, 0);
    }

    @Override
    public long remainingNanos(Timer timer) {
        return timers.remainingNanos(timer, 0);
    }

    @Override
    public void sendAdvert(int priority, long intervalNanos) {
        ByteBuffer packet =
                new Advert(config.version(), routerId, priority, intervalNanos, virtual.size()).encode(virtual);
        peers.forEach(peer -> adverts.send(packet.duplicate(), peer));
    }

    @Override
    public void addAddresses() {
        change("add", () -> {
            for (String address : role.virtual()) {
                device.add(address);
            }
        });
    }

    @Override
    public void removeAddresses() {
        change("remove", () -> {
            for (String address : role.virtual()) {
                device.remove(address);
            }
        });
    }

    @Override
    public void sendGratuitousArps(int packetsPerAddress) {
        change("announce", () -> device.announce(role.virtual(), packetsPerAddress));
    }

    @Override
    public void announceOwnAddress() {
        change("announce", () -> device.announce(List.of(role.address(role.node())), 1));
    }

    @Override
    public void lowerPriorityHeard() {
        log.say("heard a lower priority");
    }

    @Override
    public void stateChanged(VirtualRouter.State from, VirtualRouter.State to, VirtualRouter.Reason reason) {
        log.say(from + " -> " + to + " (" + reason + ")");
    }

    /** Something that the kernel may refuse. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private void change(String what, Change change) {
        kernel.ask(
                () -> {
                    change.make();
                    return what;
                },
                done -> {},
                failed -> log.say(what + ": " + failed.getMessage()));
    }
}
