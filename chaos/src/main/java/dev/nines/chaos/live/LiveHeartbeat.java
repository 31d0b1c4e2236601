package dev.nines.chaos.live;

import dev.nines.model.Machines;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.protocol.heartbeat.HeartbeatConfig;
import dev.nines.protocol.heartbeat.HeartbeatMonitor;
import dev.nines.protocol.heartbeat.HeartbeatMonitor.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Drives a {@link HeartbeatMonitor} over UDP. As in the simulator the first node of the list that is not suspected has the service's
 * address, if it has one. Peers are numbered in the order of the list without the node itself.
 */
final class LiveHeartbeat implements HeartbeatMonitor.Effects, Program.Part {
    private static final String BEAT = "beat";
    private static final String ASK = "ask";
    private static final int BYTES_MAX = 512;
    private static final int ANNOUNCEMENTS = 5;

    private final EventLoop loop;
    private final Role role;
    private final Log log;
    private final List<String> nodes;
    private final Interface device;
    private final EventLoop.Worker kernel;
    private final Timers<Timer> timers;
    private final HeartbeatMonitor monitor;
    private final Datagrams datagrams;
    private boolean owns;

    /** @param phase 0 … 1, of a product's timers that drift apart */
    LiveHeartbeat(EventLoop loop, Role role, double phase, Log log) throws IOException {
        this.loop = loop;
        this.role = role;
        this.log = log;
        HeartbeatSpec spec = (HeartbeatSpec) role.service();
        nodes = spec.nodes();
        device = new Interface(role.device());
        kernel = loop.worker("kernel");
        timers = new Timers<>(loop, this::due);
        HeartbeatConfig config = Machines.heartbeat(spec, phase);
        monitor = new HeartbeatMonitor(config, Machines.detector(spec), this);
        datagrams = Datagrams.unicast(loop, address(role.node()), BYTES_MAX, this::received);
    }

    private InetSocketAddress address(String node) {
        return new InetSocketAddress(role.address(node), role.port());
    }

    private String peer(int number) {
        return nodes.get(number < role.index() ? number : number + 1);
    }

    private int number(String peer) {
        int index = nodes.indexOf(peer);
        return index < role.index() ? index : index - 1;
    }

    // --- events ---

    @Override
    public void start() {
        monitor.onStart(loop.now());
        log.say("started");
        decide();
    }

    private void due(Timer timer, int key) {
        monitor.onTimer(timer, key, loop.now());
    }

    /** {@code beat SERVICE NODE}; what is not ours is ignored. */
    private void received(ByteBuffer data, InetAddress sender) {
        String[] words = StandardCharsets.US_ASCII.decode(data).toString().split(" ", -1);
        boolean ours = words.length == 3
                && words[1].equals(role.service().name())
                && nodes.contains(words[2])
                && !words[2].equals(role.node())
                && sender.equals(address(words[2]).getAddress());
        if (ours && words[0].equals(BEAT)) {
            monitor.onBeat(number(words[2]), loop.now());
        } else if (ours && words[0].equals(ASK)) {
            monitor.onAsked(number(words[2]));
        }
    }

    @Override
    public void stop(Runnable ended) {
        monitor.onStop();
        timers.stop();
        own(false);
        kernel.ask(() -> true, done -> ended.run(), failed -> ended.run());
    }

    private void decide() {
        boolean first = true;
        for (int node = 0; node < role.index(); node++) {
            first &= !monitor.trusts(number(nodes.get(node)));
        }
        own(first);
    }

    private void own(boolean on) {
        if (owns == on) {
            return;
        }
        owns = on;
        log.say(on ? "takes the address" : "leaves the address");
        kernel.ask(
                () -> {
                    for (String address : role.virtual()) {
                        if (on) {
                            device.add(address);
                        } else {
                            device.remove(address);
                        }
                    }
                    if (on) {
                        device.announce(role.virtual(), ANNOUNCEMENTS);
                    }
                    return on;
                },
                done -> {},
                failed -> log.say(String.valueOf(failed.getMessage())));
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, int key, long delayNanos) {
        timers.arm(timer, key, delayNanos);
    }

    @Override
    public void disarm(Timer timer, int key) {
        timers.disarm(timer, key);
    }

    @Override
    public void sendBeat() {
        toAll(BEAT);
    }

    @Override
    public void askPeers() {
        toAll(ASK);
    }

    @Override
    public void answer(int peer) {
        send(BEAT, peer(peer));
    }

    private void toAll(String what) {
        nodes.stream().filter(node -> !node.equals(role.node())).forEach(node -> send(what, node));
    }

    private void send(String what, String node) {
        String text = what + " " + role.service().name() + " " + role.node();
        datagrams.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), address(node));
    }

    @Override
    public void suspect(int peer) {
        log.say("suspects " + peer(peer));
        decide();
    }

    @Override
    public void trust(int peer) {
        log.say("trusts " + peer(peer));
        decide();
    }
}
