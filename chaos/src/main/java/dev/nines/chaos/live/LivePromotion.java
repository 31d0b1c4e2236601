package dev.nines.chaos.live;

import dev.nines.protocol.replication.PromotionManager;
import dev.nines.protocol.replication.PromotionManager.Role;
import dev.nines.protocol.replication.PromotionManager.State;
import dev.nines.protocol.replication.PromotionManager.Timer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Drives a {@link PromotionManager} against real databases.
 *
 * <p>What changes servers is done by one worker in the order of the machine's calls. Questions have threads of their own. With each ping
 * the others are looked at too: how far replicas have received, so that the machine's question is answered at once and from what was
 * true no longer ago than a ping; and what the old primary does, which is made read-only as soon as it can hear, and is a replica again
 * when somebody has made it one.
 */
final class LivePromotion implements PromotionManager.Effects {
    private static final long RETRY_NANOS = 500_000_000L;
    private static final int NOBODY = -1;

    private final EventLoop loop;
    private final PromotionSettings settings;
    private final List<String> names;
    private final List<DatabaseServer> servers;
    private final Optional<ServiceAddress> address;
    private final PromotionRecord record;
    private final Log log;
    private final Timers<Timer> timers;
    private final EventLoop.Worker actions;
    private final EventLoop.Worker questions;
    private final PromotionManager manager;
    private final long[] received;
    private final long[] heardNanos;
    private final boolean[] asking;
    private final String[] reasons;
    private boolean repairing;
    private boolean answering;
    private boolean giving;
    private boolean complained;
    private State said = State.STOPPED;

    LivePromotion(
            EventLoop loop,
            PromotionSettings settings,
            List<DatabaseServer> servers,
            Optional<ServiceAddress> address,
            Log log) {
        this.loop = loop;
        this.settings = settings;
        this.servers = servers;
        this.address = address;
        this.log = log;
        names = settings.names();
        record = new PromotionRecord(settings.record(), names);
        timers = new Timers<>(loop, (timer, key) -> due(timer));
        actions = loop.worker("actions");
        questions = loop.crew("questions");
        received = new long[names.size()];
        heardNanos = new long[names.size()];
        asking = new boolean[names.size()];
        reasons = new String[names.size()];
        java.util.Arrays.fill(reasons, "not asked yet");
        java.util.Arrays.fill(received, -1);
        manager = new PromotionManager(settings.config(), record.read(), this);
    }

    private void due(Timer timer) {
        if (timer == Timer.CHECK_TIMEOUT) {
            silent(manager.primary());
        }
        event(() -> manager.onTimer(timer));
    }

    /** An event by itself; call it once, through {@link EventLoop#post}. */
    void start() {
        log.say("watches " + names.get(manager.primary()));
        event(manager::onStart);
    }

    /** Every event of the machine comes through here. */
    private void event(Runnable event) {
        event.run();
        if (manager.state() != said) {
            log.say(said + " -> " + manager.state());
            said = manager.state();
        }
    }

    // --- effects: timers and questions ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        timers.arm(timer, 0, delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        timers.disarm(timer, 0);
    }

    @Override
    public void ping(int node, int token) {
        questions.ask(
                servers.get(node)::readOnly,
                readOnly -> {
                    event(() -> manager.onPong(token));
                    if (readOnly) {
                        repair(node);
                    }
                    answers(node);
                },
                refused -> {
                    silent(node);
                    event(() -> manager.onPingFailed(token));
                });
        for (int other = 0; other < servers.size(); other++) {
            if (other != node && !asking[other]) {
                look(other);
            }
        }
    }

    private void answers(int node) {
        if (node == manager.primary() && !answering) {
            answering = true;
            log.say("primary " + names.get(node) + " answers");
            give(); // its host may have lost it
        }
    }

    private void silent(int node) {
        if (node == manager.primary() && answering) {
            answering = false;
            log.say("primary " + names.get(node) + " does not answer");
        }
    }

    private void look(int node) {
        asking[node] = true;
        boolean stale = manager.role(node) == Role.NEEDS_RESEED;
        questions.ask(
                () -> {
                    if (stale) {
                        fence(node);
                    }
                    return servers.get(node).replication();
                },
                replication -> {
                    asking[node] = false;
                    heardNanos[node] = loop.now();
                    received[node] = replication.fit() ? replication.received() : -1;
                    wrong(
                            node,
                            replication.fit() && !stale
                                    ? ""
                                    : stale
                                            ? "needs to be copied anew"
                                            : "does not replicate by GTID without an error");
                    if (stale && replication.fit() && follows(replication, manager.primary())) {
                        reseeded(node);
                    }
                },
                silent -> {
                    asking[node] = false;
                    received[node] = -1;
                    wrong(node, String.valueOf(silent.getMessage()));
                });
    }

    /** Why a node is no candidate, once for each reason; empty: it is one. */
    private void wrong(int node, String reason) {
        if (!reason.equals(reasons[node])) {
            reasons[node] = reason;
            log.say(names.get(node) + (reason.isEmpty() ? " can take over" : " cannot take over: " + reason));
        }
    }

    private boolean follows(DatabaseServer.Replication replication, int primary) {
        Endpoint source = settings.nodes().get(names.get(primary));
        return replication.source().equals(source.host()) && replication.sourcePort() == source.port();
    }

    private void reseeded(int node) {
        event(() -> manager.onReseeded(node));
        List<Role> roles = PromotionRecord.of(manager, names.size());
        log.say(names.get(node) + " is a replica again");
        act("record", () -> record.write(roles), () -> {});
    }

    /** The old primary must neither take writes nor have the address. */
    private void fence(int node) throws SQLException, IOException {
        if (address.isPresent()) {
            address.get().release(node);
        }
        if (!servers.get(node).readOnly()) {
            servers.get(node).setReadOnly(true);
            loop.post(() -> log.say("made " + names.get(node) + " read-only"));
        }
    }

    /** A primary that was restarted may have been configured to start read-only. */
    private void repair(int node) {
        if (repairing || node != manager.primary() || manager.state() != State.WATCHING) {
            return;
        }
        repairing = true;
        questions.ask(
                () -> {
                    servers.get(node).setReadOnly(false);
                    return node;
                },
                done -> {
                    repairing = false;
                    log.say("made " + names.get(node) + " writable");
                },
                failed -> repairing = false);
    }

    @Override
    public long receivedPosition(int node) {
        long oldestNanos =
                settings.config().checkIntervalNanos() + settings.config().checkTimeoutNanos();
        boolean fresh = loop.now() - heardNanos[node] <= oldestNanos;
        return fresh ? received[node] : -1;
    }

    // --- effects: marks ---

    @Override
    public void detected(int primary) {
        log.say("primary " + names.get(primary) + " is gone");
    }

    @Override
    public void decided(int candidate) {
        log.say(names.get(candidate) + " shall be primary");
    }

    // --- effects: changes, in the order of the calls ---

    @Override
    public void stopReplication(int node) {
        act("STOP SLAVE IO_THREAD", () -> servers.get(node).stopReceiver(), () -> lost(node));
    }

    @Override
    public void waitApplied(int node) {
        actions.ask(
                () -> {
                    servers.get(node).awaitApplied();
                    return node;
                },
                drained -> {
                    log.say(names.get(node) + " has applied what it received");
                    event(() -> manager.onDrained(node));
                },
                failed -> {
                    log.say(names.get(node) + ": " + failed.getMessage());
                    lost(node);
                });
    }

    private void lost(int node) {
        event(() -> manager.onCandidateLost(node));
    }

    @Override
    public void makeWritable(int node) {
        List<Role> roles = PromotionRecord.of(manager, names.size());
        act("record", () -> record.write(roles), () -> {});
        promote(node);
    }

    private void promote(int node) {
        actions.ask(
                () -> {
                    servers.get(node).makePrimary();
                    return node;
                },
                done -> {
                    log.say(names.get(node) + " is primary");
                    followers(node);
                },
                failed -> {
                    log.say(names.get(node) + ": " + failed.getMessage());
                    loop.alarm(() -> {
                                if (manager.primary() == node) {
                                    promote(node);
                                }
                            })
                            .arm(RETRY_NANOS);
                });
    }

    private void followers(int primary) {
        Endpoint source = settings.nodes().get(names.get(primary));
        for (int node = 0; node < servers.size(); node++) {
            int other = node;
            if (manager.role(other) == Role.REPLICA) {
                act("CHANGE MASTER", () -> servers.get(other).follow(source), () -> {});
            }
        }
    }

    @Override
    public void moveAddress(int node) {
        give();
    }

    /** The primary gets the address, sooner or later. */
    private void give() {
        if (address.isEmpty() || giving) {
            return;
        }
        giving = true;
        int node = manager.primary();
        actions.ask(
                () -> {
                    address.get().take(node);
                    return node;
                },
                taken -> {
                    log.say(names.get(node) + " takes the address");
                    complained = false;
                    givenTo(node);
                },
                failed -> {
                    if (!complained) {
                        log.say("no address: " + failed.getMessage());
                    }
                    complained = true;
                    loop.alarm(() -> givenTo(NOBODY)).arm(RETRY_NANOS);
                });
    }

    private void givenTo(int node) {
        giving = false;
        if (node != manager.primary()) {
            give();
        }
    }

    @Override
    public void needsReseed(int node) {
        log.say(names.get(node) + " needs to be copied anew");
        look(node);
    }

    /** Something that only fails. */
    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    private void act(String what, Action action, Runnable otherwise) {
        Callable<String> work = () -> {
            action.run();
            return what;
        };
        actions.ask(work, done -> {}, failed -> {
            log.say(what + ": " + failed.getMessage());
            otherwise.run();
        });
    }

    /** The process ends: nothing is changed any more. */
    void stop() {
        timers.stop();
        actions.stop();
        questions.stop();
    }
}
