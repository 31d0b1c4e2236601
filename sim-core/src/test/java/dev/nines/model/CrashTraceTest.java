package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens, line by line, when the host of a VRRP master crashes and comes back; seconds since the fault. */
class CrashTraceTest {
    @Test
    void aCrashAndTheReturn() {
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S, Specs.script(2 * S, 2, 0)), Specs.web("vip", "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "web"),
                Drilled.repaired(new Fault.Crash("a"), 60 * S));
        assertThat(Drilled.run(design, 0).transcript()).isEqualTo("""
                        0.000000 fault: crash a
                        0.000000 a: power off
                        0.000000 vip@a: gone (POWER)
                        0.000000 web@a: gone (POWER)
                        3.233253 vip@b: BACKUP -> MASTER (DOWN_TIMER)
                        3.233353 clients: neighbour vip is at b, says a gratuitous ARP
                        60.000000 repair: crash a
                        60.000000 a: power on
                        80.000000 a: up
                        80.000000 vip@a: started
                        80.000000 web@a: started
                        80.001000 alive@a: OK
                        80.001000 vip@a: INIT -> BACKUP (STARTUP)
                        83.415063 vip@a: BACKUP -> MASTER (PREEMPTED)
                        83.415163 vip@b: MASTER -> BACKUP (HIGHER_ADVERT)
                        83.415163 clients: neighbour vip is at a, says a gratuitous ARP
                        """);
    }

    @Test
    void aSilentCutThatHealsIntoABlackHole() {
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S), Specs.web("vip", "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "web"),
                Drilled.repaired(new Fault.SilentCut("a"), 60 * S));
        assertThat(Drilled.run(design, 0).transcript()).isEqualTo("""
                        0.000000 fault: silent-cut a
                        2.627895 vip@b: BACKUP -> MASTER (DOWN_TIMER)
                        2.627995 clients: neighbour vip is at b, says a gratuitous ARP
                        4.627895 !: vip-single-owner: vip has two owners
                        60.000000 repair: silent-cut a
                        60.018520 vip@b: MASTER -> BACKUP (HIGHER_ADVERT)
                        112.569092 clients: neighbour vip does not answer
                        112.574558 clients: neighbour vip is at a, says an answer
                        """);
    }
}
