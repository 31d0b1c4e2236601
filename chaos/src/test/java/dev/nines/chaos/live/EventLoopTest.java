package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private static final long MS = 1_000_000L;

    @Test
    @DisplayName("a clock that goes back stands still: no event is earlier than the one before, no order changes")
    void clockGoesBack() throws Exception {
        AtomicLong looks = new AtomicLong();
        AtomicLong back = new AtomicLong();
        List<Long> times = new ArrayList<>();
        List<Integer> fired = new ArrayList<>();
        try (EventLoop loop = new EventLoop(EventLoop.First.TIMERS, () -> looks.addAndGet(MS / 20) - back.get())) {
            for (int i = 5; i > 0; i--) {
                int number = i;
                EventLoop.Alarm alarm = loop.alarm(() -> {
                    times.add(loop.now());
                    fired.add(number);
                    if (number == 2) {
                        back.set(3 * MS);
                    }
                    if (number == 5) {
                        loop.stop();
                    }
                });
                loop.post(() -> alarm.arm(number * MS));
            }
            loop.run();
        }
        assertThat(fired).containsExactly(1, 2, 3, 4, 5);
        assertThat(times).isSorted();
    }

    @Test
    @DisplayName("steps of the calendar change what is written and nothing else")
    void calendarSteps() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        List<Long> gaps = new ArrayList<>();
        try (EventLoop loop = new EventLoop(EventLoop.First.SOCKETS)) {
            Log log = new Log(new PrintStream(out, true, StandardCharsets.UTF_8), "clock", () -> now[0]);
            EventLoop.Alarm[] alarm = new EventLoop.Alarm[1];
            long[] last = {0};
            alarm[0] = loop.alarm(() -> {
                gaps.add(loop.now() - last[0]);
                last[0] = loop.now();
                now[0] = now[0].plusSeconds(gaps.size() % 2 == 0 ? 3600 : -7200);
                log.say("tick");
                if (gaps.size() == 6) {
                    loop.stop();
                } else {
                    alarm[0].arm(2 * MS);
                }
            });
            loop.post(() -> {
                last[0] = loop.now();
                alarm[0].arm(2 * MS);
            });
            loop.run();
        }
        assertThat(gaps).hasSize(6).allMatch(gap -> gap >= 2 * MS);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("2025-12-31T22:00:00.000000Z clock: tick", "2025-12-31T23:00:00.000000Z clock: tick");
    }

    @Test
    @DisplayName("an advert survives its wire format, and a bit that flips does not")
    void advert() throws Exception {
        List<java.net.InetAddress> virtual = List.of(java.net.InetAddress.getByName("10.77.0.100"));
        for (Advert advert :
                List.of(new Advert(2, 51, 150, 3_000_000_000L, 1), new Advert(3, 255, 0, 40_950_000_000L, 1))) {
            java.nio.ByteBuffer packet = advert.encode(virtual);
            assertThat(Advert.decode(packet.duplicate())).contains(advert);
            for (int bit = 0; bit < 8 * packet.limit(); bit++) {
                java.nio.ByteBuffer wrong = java.nio.ByteBuffer.allocate(packet.limit());
                wrong.put(packet.duplicate()).flip();
                wrong.put(bit / 8, (byte) (wrong.get(bit / 8) ^ 1 << bit % 8));
                assertThat(Advert.decode(wrong)).as("bit %s", bit).isEmpty();
            }
        }
    }
}
