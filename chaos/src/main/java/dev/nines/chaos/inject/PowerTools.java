package dev.nines.chaos.inject;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What power is switched with.
 *
 * @param before words before {@code ipmitool} or {@code virsh}; none of ours
 * @param environment that holds passwords
 * @param toAnswer how long a switch may think
 * @param toFall how long after its switch said so the power may stay
 * @param toBoot how long a host may take until it answers again
 */
record PowerTools(
        List<String> before, Map<String, String> environment, Duration toAnswer, Duration toFall, Duration toBoot) {
    static PowerTools ofThisMachine() {
        return new PowerTools(
                List.of(), System.getenv(), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(4));
    }
}
