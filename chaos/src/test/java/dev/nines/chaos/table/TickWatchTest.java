package dev.nines.chaos.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Lines as tcpdump 4.99.3 prints them. */
class TickWatchTest {
    private static final String ADVERT = "1796096070.660371123 sw-web1 P   IP 10.77.0.11 > 224.0.0.18: VRRPv2, "
            + "Advertisement, vrid 51, prio 150, authtype none, intvl 1s, length 20";

    @Test
    @DisplayName("an advert ticks at its stamp, to the nanosecond")
    void advert() {
        assertThat(TickWatch.tick(ADVERT)).hasValue(1_796_096_070_660_371_123L);
    }

    @Test
    @DisplayName("vrrp-keepalived.md, section 2: priority 0 says goodbye, from which the backup counts its skew alone")
    void goodbye() {
        assertThat(TickWatch.tick(ADVERT.replace("prio 150", "prio 0"))).isEmpty();
    }

    @Test
    @DisplayName("what else tcpdump says is no tick")
    void other() {
        assertThat(TickWatch.tick("listening on any, link-type LINUX_SLL2")).isEmpty();
        assertThat(TickWatch.tick("")).isEmpty();
    }
}
