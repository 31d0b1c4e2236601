package dev.nines.protocol.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A queue, step by step. */
class QueueStationTest {
    private final StringBuilder trace = new StringBuilder();
    private final Plant plant = new Plant(new Recorder());
    private final QueueStation.Effects effects = new QueueStation.Effects() {
        @Override
        public void beginService(int server, long customer) {
            trace.append("server ")
                    .append(server)
                    .append(" begins ")
                    .append(customer)
                    .append('\n');
        }

        @Override
        public void pause(int server) {
            trace.append("server ").append(server).append(" stops\n");
        }

        @Override
        public void resume(int server) {
            trace.append("server ").append(server).append(" goes on\n");
        }

        @Override
        public void left(long customer) {
            trace.append(customer).append(" leaves\n");
        }
    };

    @Test
    @DisplayName("golden trace: two servers and room for three; first come, first served; the fourth is lost")
    void firstComeFirstServed() {
        QueueStation queue = new QueueStation(plant, "queue", 2, 3, effects);
        assertThat(queue.arrived(1) && queue.arrived(2) && queue.arrived(3)).isTrue();
        assertThat(queue.arrived(4)).isFalse();
        queue.served(1);
        queue.served(0);
        queue.served(1);
        assertThat(queue.inSystem()).isZero();
        assertThat(trace).hasToString("""
            server 0 begins 1
            server 1 begins 2
            2 leaves
            server 1 begins 3
            1 leaves
            3 leaves
            """);
    }

    @Test
    @DisplayName("golden trace: while what it needs is down service stops, and goes on later where it was")
    void breakdown() {
        Unit machine = new Unit(plant, new UnitConfig("machine", 0, true, false), null);
        QueueStation queue = new QueueStation(plant, "queue", 1, 0, effects);
        queue.needs(machine);
        queue.arrived(1);
        machine.failed();
        assertThat(queue.up()).isFalse();
        queue.arrived(2);
        machine.repaired();
        queue.served(0);
        assertThat(trace).hasToString("""
            server 0 begins 1
            server 0 stops
            server 0 goes on
            1 leaves
            server 0 begins 2
            """);
    }

    @Test
    @DisplayName("many who wait keep their order")
    void manyWait() {
        QueueStation queue = new QueueStation(plant, "queue", 1, 0, effects);
        for (int i = 0; i < 100; i++) {
            queue.arrived(i);
        }
        for (int i = 0; i < 100; i++) {
            trace.setLength(0);
            queue.served(0);
            assertThat(trace.toString()).startsWith(i + " leaves");
        }
    }
}
