package dev.nines.protocol.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.healthcheck.ServerCheck;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** These machines run millions of times per trial. */
class DispatchAllocationTest {

    private static final int ROUNDS = 200_000;
    /** Less than one byte per round: whatever the JVM itself needs now and then. */
    private static final long STRAY_BYTES = 100_000;

    /** The world reduced to nothing; every third attempt fails. */
    private static final class World implements RequestDispatch.Effects, Balancer.Effects, ServerCheck.Effects {
        final Balancer balancer;
        int source;
        private long state = 1;

        World(Algorithm algorithm) {
            balancer = new Balancer(
                    BalancerConfig.of(algorithm, 4)
                            .withStickTable(500, 1_000_000_000L)
                            .withOptions(false, true, false),
                    this);
        }

        @Override
        public int pick(boolean ignorePersistence, int avoid) {
            return balancer.assign(
                    0, source, ignorePersistence ? Balancer.IGNORE_PERSISTENCE : Balancer.NO_COOKIE, avoid);
        }

        @Override
        public boolean pickedByPersistence() {
            return balancer.pickedByPersistence();
        }

        @Override
        public boolean isRunning(int server) {
            return balancer.isRunning(server);
        }

        @Override
        public int activeServers() {
            return balancer.activeServers();
        }

        @Override
        public void established(int server) {
            balancer.stick(source, server);
        }

        @Override
        public void release(int server) {
            balancer.onConnectionClosed(server);
        }

        @Override
        public long draw(long bound) {
            state = state * 6_364_136_223_846_793_005L + 1;
            return (state >>> 33) % bound;
        }

        @Override
        public void arm(RequestDispatch.Timer timer, long delayNanos) {}

        @Override
        public void disarm(RequestDispatch.Timer timer) {}

        @Override
        public void arm(Balancer.Timer timer, int key, long delayNanos) {}

        @Override
        public void disarm(Balancer.Timer timer, int key) {}

        @Override
        public void arm(ServerCheck.Timer timer, long delayNanos) {}

        @Override
        public void disarm(ServerCheck.Timer timer) {}

        @Override
        public void connect(int server) {}

        @Override
        public void abortConnect(int server) {}

        @Override
        public void connectFailed(int server, boolean timedOut) {}

        @Override
        public void leaveQueue() {}

        @Override
        public void fail(int status) {}

        @Override
        public void dequeued(int request, int server) {}

        @Override
        public void requeued(int request) {}

        @Override
        public long remainingNanos(ServerCheck.Timer timer) {
            return 0;
        }

        @Override
        public void startCheck() {}

        @Override
        public void abortCheck() {}

        @Override
        public void markUp() {
            balancer.markUp(0);
        }

        @Override
        public void markDown() {
            balancer.markDown(0);
        }

        @Override
        public double spread() {
            return 0.5;
        }
    }

    @Test
    @DisplayName("requests, retries, redispatches, stickiness and checks allocate nothing once warm")
    void nothingAllocated() {
        for (Algorithm algorithm : Algorithm.values()) {
            World world = new World(algorithm);
            RequestDispatch dispatch = new RequestDispatch(
                    DispatchConfig.defaults().withRedispatch(-1).withHashing(algorithm.hashes()), world);
            ServerCheck check = new ServerCheck(ServerCheckConfig.defaults().withSpreadChecks(5), world);
            check.onStart(0);
            run(world, dispatch, check);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            run(world, dispatch, check);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(allocated).as("%s", algorithm).isLessThan(STRAY_BYTES);
        }
    }

    private static void run(World world, RequestDispatch dispatch, ServerCheck check) {
        for (int k = 0; k < ROUNDS; k++) {
            world.source = k % 1_000;
            dispatch.onRequest();
            if (k % 3 == 0) {
                dispatch.onConnectError();
                if (dispatch.state() == RequestDispatch.State.TAR) {
                    dispatch.onTimer(RequestDispatch.Timer.TURN_AROUND);
                }
            }
            dispatch.onConnected();
            dispatch.onFinished();
            check.onTimer(ServerCheck.Timer.INTERVAL);
            if (k % 10 < 4) {
                check.onFailed();
            } else {
                check.onConnected();
            }
            if (k % 50 == 0) {
                world.balancer.onTimer(Balancer.Timer.STICK_EXPIRY, 0);
            }
        }
    }
}
