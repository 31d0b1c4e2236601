package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import dev.nines.protocol.vrrp.VirtualRouter.Reason;
import dev.nines.protocol.vrrp.VirtualRouter.State;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Three routers of any configuration under any mix of faults keep the invariants of the facts, section 6. */
@DisplayName("facts/vrrp-keepalived.md section 6: invariants 1, 2, 3, 6, 7 under random faults")
class RandomFaultsTest {

    private static final long SEED = 20261120;
    private static final int EPISODES = 1000;
    private static final int ACTIONS = 60;
    private static final long DELAY = 200_000;
    private static final int[] PRIORITIES = {1, 90, 100, 100, 100, 150, 200, 254, 255};

    @Test
    void invariantsHold() {
        System.out.println("RandomFaultsTest seed " + SEED);
        SplittableRandom seeds = new SplittableRandom(SEED);
        int promotions = 0;
        for (int episode = 0; episode < EPISODES; episode++) {
            Episode e = new Episode(episode, seeds.split());
            e.run();
            promotions += e.promotions();
        }
        assertThat(promotions).as("the episodes are not idle").isGreaterThan(4 * EPISODES);
    }

    private static final class Episode {

        private final int number;
        private final SplittableRandom random;
        private final Lab lab = new Lab(DELAY);
        private final int version;
        private final long advertInt;
        private final long[][] bothMasterSince = new long[3][3];

        Episode(int number, SplittableRandom random) {
            this.number = number;
            this.random = random;
            this.version = random.nextBoolean() ? 2 : 3;
            this.advertInt = version == 2 ? SECOND : seconds(0.2);
            for (int i = 0; i < 3; i++) {
                Node node = lab.node("abc".substring(i, i + 1), config(i), tracks());
                node.listener = change -> checkPromotion(node, change);
                for (int j = 0; j < 3; j++) {
                    bothMasterSince[i][j] = Node.NEVER;
                }
            }
        }

        private VirtualRouterConfig config(int i) {
            int priority = PRIORITIES[random.nextInt(PRIORITIES.length)];
            VirtualRouterConfig config =
                    VirtualRouterConfig.defaults(priority, i + 1).withVersion(version, advertInt);
            if (random.nextInt(4) == 0) {
                config = config.withNoPreempt();
            }
            if (random.nextInt(4) == 0) {
                config = config.withPreemptDelay(seconds(random.nextDouble(0.1, 5)));
            }
            if (random.nextInt(4) == 0) {
                config = config.withLowerPrioNoAdvert();
            }
            if (random.nextInt(4) == 0) {
                config = config.withHigherPrioSendAdvert();
            }
            if (random.nextInt(6) == 0) {
                config = config.withStartupDelay(seconds(random.nextDouble(0.1, 5)));
            }
            return random.nextInt(3) == 0 ? config.withStateMaster() : config;
        }

        private Track[] tracks() {
            return new Track[] {
                new Track(random.nextInt(-253, 254), random.nextBoolean(), Result.UNKNOWN),
                new Track(0, false, random.nextBoolean() ? Result.OK : Result.UNKNOWN)
            };
        }

        void run() {
            lab.checkAfterEachEvent(this::check);
            for (Node node : lab.nodes()) {
                lab.at(seconds(random.nextDouble(3)), node::start);
            }
            long time = seconds(3);
            for (int i = 0; i < ACTIONS; i++) {
                time += (long) (advertInt * random.nextDouble(random.nextInt(2) == 0 ? 10 : 2));
                lab.at(time, this::act);
            }
            lab.runUntil(time);
            settle();
        }

        private void act() {
            Node node = lab.nodes().get(random.nextInt(3));
            Node other = lab.nodes().get((node.index + 1 + random.nextInt(2)) % 3);
            switch (random.nextInt(20)) {
                case 0 -> lab.cut(node, other);
                case 1 -> lab.cutOneWay(node, other);
                case 2, 3 -> lab.heal(node, other);
                case 4 -> node.link(node.linkDown);
                case 5 -> ifAlive(node, () -> node.router.onFault(7));
                case 6, 7 -> ifAlive(node, () -> node.router.onFaultCleared(7));
                case 8 -> node.crash();
                case 9 -> node.kill9();
                case 10 ->
                    ifAlive(node, () -> {
                        node.router.onShutdown();
                        node.crash();
                    });
                case 11, 12, 13, 14, 15, 16 -> restartADeadOne();
                case 17 ->
                    ifAlive(
                            node,
                            () -> node.router.onTrackResult(
                                    random.nextInt(2), random.nextBoolean() ? Result.OK : Result.KO));
                default -> {
                    if (node.frozen()) {
                        node.resume();
                    } else {
                        node.freeze();
                    }
                }
            }
        }

        private void restartADeadOne() {
            for (Node node : lab.nodes()) {
                if (!node.alive()) {
                    node.restart();
                    return;
                }
            }
        }

        private void ifAlive(Node node, Runnable action) {
            if (node.alive() && !node.frozen()) {
                action.run();
            }
        }

        /** Repairs everything; then exactly one MASTER remains, and it stays. */
        private void settle() {
            for (Node node : lab.nodes()) {
                if (!node.alive()) {
                    node.restart();
                }
                node.resume();
                lab.nodes().forEach(other -> lab.heal(node, other));
                if (node.linkDown) {
                    node.link(true);
                }
                node.router.onFaultCleared(7);
                node.router.onTrackResult(1, Result.OK);
            }
            // startup delay, preempt delay and several Down_Intervals
            lab.runFor(seconds(40));
            assertThat(lab.nodes()).as(this::describe).filteredOn(Node::master).hasSize(1);
            assertThat(lab.nodes())
                    .as(this::describe)
                    .filteredOn(node -> node.holdsAddresses)
                    .hasSize(1);
            int changes =
                    lab.nodes().stream().mapToInt(node -> node.changes.size()).sum();
            lab.runFor(seconds(60));
            assertThat(lab.nodes().stream()
                            .mapToInt(node -> node.changes.size())
                            .sum())
                    .as(this::describe)
                    .isEqualTo(changes);
        }

        private String describe() {
            return "seed " + SEED + " episode " + number + "\n" + lab.trace();
        }

        int promotions() {
            return (int) lab.nodes().stream()
                    .flatMap(node -> node.changes.stream())
                    .filter(change -> change.to() == State.MASTER)
                    .count();
        }

        // --- checked after each event ---

        private void check() {
            for (Node node : lab.nodes()) {
                checkPriority(node);
                checkFault(node);
                for (int j = 0; j < node.index; j++) {
                    checkTwoMasters(node, lab.nodes().get(j));
                }
            }
        }

        /** Invariant 6; an owner in conflict with another owner may have become an ordinary 254. */
        private void checkPriority(Node node) {
            int priority = node.router.effectivePriority();
            boolean keepsOwnership = node.config.priority() == VirtualRouterConfig.PRIORITY_OWNER && owners() == 1;
            int min = keepsOwnership ? VirtualRouterConfig.PRIORITY_OWNER : 1;
            int max = node.config.priority() == VirtualRouterConfig.PRIORITY_OWNER
                    ? VirtualRouterConfig.PRIORITY_OWNER
                    : VirtualRouterConfig.PRIORITY_OWNER - 1;
            if (priority < min || priority > max) {
                throw new AssertionError(node.name + " has priority " + priority + ", " + describe());
            }
        }

        private int owners() {
            int owners = 0;
            for (Node node : lab.nodes()) {
                owners += node.config.priority() == VirtualRouterConfig.PRIORITY_OWNER ? 1 : 0;
            }
            return owners;
        }

        /** Invariant 7. */
        private void checkFault(Node node) {
            if (!node.alive() || node.state() != State.FAULT) {
                return;
            }
            long since = node.lastChangeTo(State.FAULT).timeNanos();
            boolean silent = node.adverts.isEmpty()
                    || node.lastAdvert().timeNanos() < since
                    || node.lastAdvert().priority() == 0 && node.lastAdvert().timeNanos() == since
                    || node.lastAdvert().timeNanos() == since
                            && node.lastChangeTo(State.FAULT).from() != State.MASTER;
            assertThat(silent && !node.holdsAddresses).as(this::describe).isTrue();
        }

        /** Invariant 3. */
        private void checkPromotion(Node node, Node.Change change) {
            if (change.to() != State.MASTER || change.reason() == Reason.OWNER) {
                return;
            }
            if (node.priorityZeroHeard != Node.NEVER) {
                assertThat(change.timeNanos())
                        .as(this::describe)
                        .isGreaterThanOrEqualTo(node.priorityZeroHeard + node.router.skewTimeNanos());
            } else if (node.equalOrHigherHeard != Node.NEVER) {
                assertThat(change.timeNanos())
                        .as(this::describe)
                        .isGreaterThanOrEqualTo(node.equalOrHigherHeard + node.router.downIntervalNanos());
            }
        }

        /** Invariants 1 and 2: two MASTERs that hear each other stay so for one advert interval at most. */
        private void checkTwoMasters(Node x, Node y) {
            boolean both = x.master() && y.master() && hear(x, y);
            long since = bothMasterSince[x.index][y.index];
            if (!both) {
                bothMasterSince[x.index][y.index] = Node.NEVER;
            } else if (since == Node.NEVER) {
                bothMasterSince[x.index][y.index] = lab.now();
            } else {
                assertThat(lab.now() - since).as(this::describe).isLessThanOrEqualTo(advertInt + 2 * DELAY);
            }
        }

        private boolean hear(Node x, Node y) {
            return !x.frozen() && !y.frozen() && !x.linkDown && !y.linkDown && !lab.isCut(x, y) && !lab.isCut(y, x);
        }
    }
}
