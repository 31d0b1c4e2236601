package dev.nines.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nines.protocol.replication.ReplicationSourceConfig.Mode;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The path of one write through all machines allocates nothing once the rings have grown. */
class AllocationTest implements ReplicationSource.Effects, ReplicationReceiver.Effects, Applier.Effects {
    private final ReplicationSource source =
            new ReplicationSource(ReplicationSourceConfig.mysql(1).withMode(Mode.AFTER_SYNC), 0, this);
    private final ReplicationReceiver receiver =
            new ReplicationReceiver(ReplicationReceiverConfig.mysql().withSemiSync(true), 0, this);
    private final Applier applier = new Applier(0, 0, 0, this);
    private final WriteHistory history = new WriteHistory();
    private final AutoIncrementTable table = new AutoIncrementTable(2, 1);
    private int attempt;
    private long now;
    private long received;
    private long acked;

    @Test
    @DisplayName("100 000 writes allocate less than a byte each")
    void steadyState() {
        receiver.onStart();
        receiver.onConnected(attempt);
        source.onReplicaConnected(0, 0, 0);
        write(20_000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        write(100_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
        assertThat(history.acked()).isEqualTo(120_000);
        assertThat(applier.applied()).isEqualTo(120_000);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            now += 1_000;
            long position = source.nextPosition();
            long id = table.insert();
            table.forgetBelow(id - 500);
            history.onCommitted(position);
            source.onCommit(position, now);
            if (position % 20 == 0) {
                receiver.onBinlog(attempt, received + 1, position);
                applier.onReceived(receiver.received());
                source.onReplicaAck(0, acked, now);
                history.onEveryReplica(received);
            }
        }
    }

    @Override
    public void arm(ReplicationSource.Timer timer, int key, long delayNanos) {}

    @Override
    public void disarm(ReplicationSource.Timer timer, int key) {}

    @Override
    public void sendBinlog(int replica, long fromPosition, long toPosition) {}

    @Override
    public void sendHeartbeat(int replica) {}

    @Override
    public void refuseDump(int replica) {}

    @Override
    public void engineCommit(long fromPosition, long toPosition) {
        history.onEngineCommitted(toPosition);
    }

    @Override
    public void ackClients(long fromPosition, long toPosition) {
        history.onAcked(fromPosition, toPosition, now);
    }

    @Override
    public void semiSyncOff() {}

    @Override
    public void semiSyncOn() {}

    @Override
    public void arm(ReplicationReceiver.Timer timer, long delayNanos) {}

    @Override
    public void disarm(ReplicationReceiver.Timer timer) {}

    @Override
    public void connect(int number, long position) {
        attempt = number;
    }

    @Override
    public void close() {}

    @Override
    public void relayLogged(long fromPosition, long toPosition) {
        received = toPosition;
    }

    @Override
    public void ack(long position) {
        acked = position;
    }

    @Override
    public void stopped(ReplicationReceiver.StopReason reason) {}

    @Override
    public void arm(Applier.Timer timer, long delayNanos) {}

    @Override
    public void disarm(Applier.Timer timer) {}

    @Override
    public long commitAgeNanos(long position) {
        return 0;
    }

    @Override
    public long applyNanos(long position) {
        return 0;
    }

    @Override
    public Applier.Result apply(long position) {
        return Applier.Result.APPLIED;
    }

    @Override
    public void drained() {}

    @Override
    public void broken(long position, Applier.Result error) {}
}
