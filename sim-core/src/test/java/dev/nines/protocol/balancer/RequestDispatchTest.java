package dev.nines.protocol.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.balancer.RequestDispatch.State;
import dev.nines.protocol.balancer.RequestDispatch.Timer;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 3, connection establishment of one request")
class RequestDispatchTest {

    private static final long MS = 1_000_000L;
    private static final DispatchConfig CONFIG = DispatchConfig.defaults().withTimeouts(5_000 * MS, 0);

    /** The backend as the test dictates it; writes down what the request asks for. */
    private static final class Script implements RequestDispatch.Effects {
        final StringBuilder log = new StringBuilder();
        int[] picks = {0, 1, 2, 3, 4, 5, 6, 7};
        boolean persistent;
        boolean running = true;
        int active = 2;
        int held;
        int failedWith;
        private int next;

        @Override
        public void arm(Timer timer, long delayNanos) {
            log("arm " + timer + " " + delayNanos / MS + "ms");
        }

        @Override
        public void disarm(Timer timer) {
            log("disarm " + timer);
        }

        @Override
        public int pick(boolean ignorePersistence, int avoid) {
            int picked = picks[next++ % picks.length];
            log("pick" + (ignorePersistence ? " ignoring persistence" : "")
                    + (avoid >= 0 ? " avoiding " + BalancerRig.letter(avoid) : "") + " -> "
                    + BalancerRig.letter(picked));
            held += picked >= 0 ? 1 : 0;
            return picked;
        }

        @Override
        public boolean pickedByPersistence() {
            return persistent;
        }

        @Override
        public boolean isRunning(int server) {
            return running;
        }

        @Override
        public int activeServers() {
            return active;
        }

        @Override
        public void connect(int server) {
            log("connect " + BalancerRig.letter(server));
        }

        @Override
        public void abortConnect(int server) {
            log("abort " + BalancerRig.letter(server));
        }

        @Override
        public void connectFailed(int server, boolean timedOut) {
            log(BalancerRig.letter(server) + (timedOut ? " timed out" : " failed"));
        }

        @Override
        public void established(int server) {
            log("established " + BalancerRig.letter(server));
        }

        @Override
        public void release(int server) {
            held--;
            log("release " + BalancerRig.letter(server));
        }

        @Override
        public void leaveQueue() {
            log("leave queue");
        }

        @Override
        public void fail(int status) {
            failedWith = status;
            log("fail " + status);
        }

        String take() {
            String text = log.toString();
            log.setLength(0);
            return text;
        }

        private void log(String what) {
            log.append(log.isEmpty() ? "" : ", ").append(what);
        }
    }

    private final Script script = new Script();

    @Test
    @DisplayName("REQ, pick: ASS, connect with timeout connect, CON; established: EST; finished: CLO, slot given back")
    void goodRequest() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        assertThat(dispatch.state()).isEqualTo(State.CON);
        assertThat(script.take()).isEqualTo("pick -> a, arm CONNECT 5000ms, connect a");
        dispatch.onConnected();
        assertThat(dispatch.state()).isEqualTo(State.EST);
        assertThat(dispatch.server()).isZero();
        assertThat(script.take()).isEqualTo("disarm CONNECT, established a");
        dispatch.onFinished();
        assertThat(dispatch.state()).isEqualTo(State.CLO);
        assertThat(script.take()).isEqualTo("release a");
        assertThat(dispatch.attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("REQ, none usable: 503, CLO")
    void noneUsable() {
        script.picks = new int[] {Balancer.NONE};
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        assertThat(script.take()).isEqualTo("pick -> -, fail 503");
        assertThat(dispatch.state()).isEqualTo(State.CLO);
        assertThat(dispatch.attempts()).isZero();
    }

    @Test
    @DisplayName("CER, error, no redispatch: TAR min(1 s, timeout connect), then the same server; retries used up: 503")
    void refusedWithoutRedispatch() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        script.take();
        for (int retry = 1; retry <= 3; retry++) {
            dispatch.onConnectError();
            assertThat(dispatch.state()).isEqualTo(State.TAR);
            assertThat(script.take()).isEqualTo("disarm CONNECT, a failed, arm TURN_AROUND 1000ms");
            dispatch.onTimer(Timer.TURN_AROUND);
            assertThat(script.take()).isEqualTo("arm CONNECT 5000ms, connect a");
        }
        dispatch.onConnectError();
        assertThat(script.take()).isEqualTo("disarm CONNECT, a failed, release a, fail 503");
        assertThat(dispatch.state()).isEqualTo(State.CLO);
        assertThat(dispatch.attempts()).isEqualTo(4);
    }

    @Test
    @DisplayName("retry wait = min(1 s, timeout connect)")
    void shortTurnAround() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withTimeouts(300 * MS, 0), script);
        dispatch.onRequest();
        script.take();
        dispatch.onConnectError();
        assertThat(script.take()).endsWith("arm TURN_AROUND 300ms");

        RequestDispatch unlimited = new RequestDispatch(CONFIG.withTimeouts(0, 0), script);
        unlimited.onRequest();
        assertThat(script.take()).doesNotContain("arm");
        unlimited.onConnectError();
        assertThat(script.take()).endsWith("arm TURN_AROUND 1000ms");
    }

    @Test
    @DisplayName("CER, timeout, no redispatch: the same server again without waiting")
    void silentWithoutRedispatch() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRetries(1), script);
        dispatch.onRequest();
        script.take();
        dispatch.onTimer(Timer.CONNECT);
        assertThat(script.take()).isEqualTo("abort a, a timed out, arm CONNECT 5000ms, connect a");
        dispatch.onTimer(Timer.CONNECT);
        assertThat(script.take()).isEqualTo("abort a, a timed out, release a, fail 503");
    }

    @Test
    @DisplayName("retries 0: the first failure is final")
    void retriesZero() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRetries(0).withRedispatch(-1), script);
        dispatch.onRequest();
        dispatch.onConnectError();
        assertThat(script.failedWith).isEqualTo(503);
        assertThat(dispatch.attempts()).isEqualTo(1);
        assertThat(script.held).isZero();
    }

    @Test
    @DisplayName("CER, redispatch: no persistence, more than one active server, no hashing: REQ without waiting")
    void redispatchAtOnce() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRedispatch(-1), script);
        dispatch.onRequest();
        script.take();
        dispatch.onConnectError();
        assertThat(script.take())
                .isEqualTo("disarm CONNECT, a failed, release a, pick ignoring persistence avoiding a -> b,"
                        + " arm CONNECT 5000ms, connect b");
        dispatch.onTimer(Timer.CONNECT);
        assertThat(script.take())
                .isEqualTo("abort b, b timed out, release b, pick ignoring persistence avoiding b -> c,"
                        + " arm CONNECT 5000ms, connect c");
    }

    @Test
    @DisplayName("CER, redispatch: a persistent or hashed request moves only by the redispatch rule")
    void redispatchRule() {
        assertThat(moves(3, -1)).isEqualTo("--M");
        assertThat(moves(3, 1)).isEqualTo("MMM");
        assertThat(moves(6, 2)).isEqualTo("-M-M-M");
        assertThat(moves(6, -3)).isEqualTo("---M--");
        assertThat(moves(3, 0)).isEqualTo("---");
        assertThat(moves(2, -9)).as("beyond the retries").isEqualTo("MM");
    }

    @Test
    @DisplayName("CER, redispatch: after the rule moved it, the request is no longer persistent and moves at once")
    void persistenceEndsWithTheFirstMove() {
        script.persistent = true;
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRetries(4).withRedispatch(3), script);
        dispatch.onRequest();
        dispatch.onTimer(Timer.CONNECT);
        dispatch.onTimer(Timer.CONNECT);
        assertThat(dispatch.server()).isZero();
        dispatch.onTimer(Timer.CONNECT);
        assertThat(dispatch.server()).isEqualTo(1);
        dispatch.onTimer(Timer.CONNECT);
        assertThat(dispatch.server()).isEqualTo(2);
    }

    @Test
    @DisplayName("CER, redispatch: server no longer RUNNING: even a persistent request moves")
    void serverNotRunning() {
        script.persistent = true;
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRedispatch(-1), script);
        dispatch.onRequest();
        script.take();
        script.running = false;
        dispatch.onConnectError();
        assertThat(script.take()).contains("release a, pick ignoring persistence avoiding a -> b");
    }

    @Test
    @DisplayName("at most one active server: an error waits although the request is unassigned, then REQ")
    void lastActiveServer() {
        script.active = 1;
        script.running = false;
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRedispatch(-1), script);
        dispatch.onRequest();
        script.take();
        dispatch.onConnectError();
        assertThat(script.take()).isEqualTo("disarm CONNECT, a failed, release a, arm TURN_AROUND 1000ms");
        assertThat(dispatch.server()).isEqualTo(Balancer.NONE);
        dispatch.onTimer(Timer.TURN_AROUND);
        assertThat(script.take()).isEqualTo("pick ignoring persistence avoiding a -> b, arm CONNECT 5000ms, connect b");
        dispatch.onTimer(Timer.CONNECT);
        assertThat(script.take()).as("a timeout does not wait").contains("connect c");
    }

    @Test
    @DisplayName("at most one active server and still RUNNING: the same server after the wait")
    void onlyServer() {
        script.active = 1;
        RequestDispatch dispatch = new RequestDispatch(CONFIG.withRedispatch(-1), script);
        dispatch.onRequest();
        dispatch.onConnectError();
        dispatch.onTimer(Timer.TURN_AROUND);
        assertThat(dispatch.server()).isZero();
    }

    @Test
    @DisplayName("QUEUED: a slot continues, timeout queue (default timeout connect) gives 503")
    void queued() {
        script.picks = new int[] {Balancer.QUEUED};
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        assertThat(dispatch.state()).isEqualTo(State.QUEUED);
        assertThat(script.take()).isEqualTo("pick -> q, arm QUEUE 5000ms");
        dispatch.onDequeued(3);
        assertThat(script.take()).isEqualTo("disarm QUEUE, arm CONNECT 5000ms, connect d");

        RequestDispatch late = new RequestDispatch(CONFIG.withTimeouts(5_000 * MS, 700 * MS), script);
        late.onRequest();
        assertThat(script.take()).endsWith("arm QUEUE 700ms");
        late.onTimer(Timer.QUEUE);
        assertThat(script.take()).isEqualTo("leave queue, fail 503");
        assertThat(late.state()).isEqualTo(State.CLO);
        assertThat(late.attempts()).isZero();
    }

    @Test
    @DisplayName("QUEUED: the server goes down: choose again without persistence")
    void requeued() {
        script.picks = new int[] {Balancer.QUEUED, 1};
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        script.take();
        dispatch.onRequeued();
        assertThat(script.take())
                .isEqualTo("disarm QUEUE, pick ignoring persistence -> b, arm CONNECT 5000ms, connect b");
    }

    @Test
    @DisplayName("the client gives up: timers, queue places and slots are given back in every state")
    void clientAbort() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        dispatch.onRequest();
        script.take();
        dispatch.onClientAbort();
        assertThat(script.take()).isEqualTo("disarm CONNECT, abort a, release a");

        dispatch.onRequest();
        dispatch.onConnectError();
        script.take();
        dispatch.onClientAbort();
        assertThat(script.take()).isEqualTo("disarm TURN_AROUND, release b");

        dispatch.onRequest();
        dispatch.onConnected();
        script.take();
        dispatch.onClientAbort();
        assertThat(script.take()).isEqualTo("release c");

        script.picks = new int[] {Balancer.QUEUED};
        dispatch.onRequest();
        script.take();
        dispatch.onClientAbort();
        assertThat(script.take()).isEqualTo("disarm QUEUE, leave queue");
        dispatch.onClientAbort();
        assertThat(script.take()).isEmpty();
        assertThat(script.held).isZero();
    }

    @Test
    @DisplayName("pooled: the next request starts fresh; a request during another is a bug")
    void pooled() {
        RequestDispatch dispatch = new RequestDispatch(CONFIG, script);
        long fresh = dispatch.fingerprint(0);
        dispatch.onRequest();
        assertThat(dispatch.fingerprint(0)).isNotEqualTo(fresh);
        assertThatThrownBy(dispatch::onRequest).isInstanceOf(IllegalStateException.class);
        for (int k = 0; k < 3; k++) {
            dispatch.onConnectError();
            dispatch.onTimer(Timer.TURN_AROUND);
        }
        dispatch.onConnectError();
        assertThat(dispatch.state()).isEqualTo(State.CLO);
        dispatch.onRequest();
        assertThat(dispatch.attempts()).isEqualTo(1);
        dispatch.onConnectError();
        assertThat(dispatch.state()).as("all retries are back").isEqualTo(State.TAR);
    }

    @Test
    @DisplayName("section 7.4: attempts <= retries + 1, one slot at most is held, at the end none")
    void randomRequests() {
        long seed = 4_711;
        Random random = new Random(seed);
        for (int k = 0; k < 20_000; k++) {
            DispatchConfig config = new DispatchConfig(
                    random.nextInt(5), random.nextInt(9) - 4, random.nextInt(3) * MS, 0, random.nextBoolean());
            RequestDispatch dispatch = new RequestDispatch(config, script);
            dispatch.onRequest();
            while (dispatch.state() != State.CLO) {
                script.persistent = random.nextBoolean();
                script.running = random.nextInt(4) > 0;
                script.active = random.nextInt(3);
                script.picks[random.nextInt(8)] = random.nextInt(10) - 2;
                step(dispatch, random);
                assertThat(script.held).as("seed %d request %d", seed, k).isBetween(0, 1);
                assertThat(dispatch.attempts()).isLessThanOrEqualTo(config.retries() + 1);
            }
            assertThat(script.held).isZero();
            script.take();
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> CONFIG.withRetries(-1)).hasMessageContaining("retries");
        assertThatThrownBy(() -> CONFIG.withTimeouts(-1, 0)).hasMessageContaining("timeouts");
        assertThat(DispatchConfig.defaults().retries()).isEqualTo(3);
        assertThat(DispatchConfig.defaults().redispatch()).isZero();
    }

    private static void step(RequestDispatch dispatch, Random random) {
        switch (dispatch.state()) {
            case QUEUED -> {
                switch (random.nextInt(3)) {
                    case 0 -> dispatch.onTimer(Timer.QUEUE);
                    default -> dispatch.onRequeued();
                }
            }
            case CON -> {
                switch (random.nextInt(6)) {
                    case 0 -> dispatch.onConnected();
                    case 1 -> dispatch.onTimer(Timer.CONNECT);
                    case 2 -> dispatch.onClientAbort();
                    default -> dispatch.onConnectError();
                }
            }
            case TAR -> dispatch.onTimer(Timer.TURN_AROUND);
            case EST -> dispatch.onFinished();
            default -> throw new IllegalStateException(dispatch.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** For each retry of a hashed request: M when it moved. */
    private static String moves(int retries, int redispatch) {
        Script script = new Script();
        DispatchConfig config =
                CONFIG.withRetries(retries).withRedispatch(redispatch).withHashing(true);
        RequestDispatch dispatch = new RequestDispatch(config, script);
        dispatch.onRequest();
        StringBuilder moves = new StringBuilder();
        for (int k = 0; k < retries; k++) {
            int before = dispatch.server();
            dispatch.onTimer(Timer.CONNECT);
            moves.append(dispatch.server() == before ? "-" : "M");
        }
        return moves.toString();
    }
}
