package dev.nines.model.spec;

import dev.nines.kernel.Law;

/**
 * @param zone nested by slashes: {@code region/zone/rack}
 * @param managed true when somebody else runs it (a cloud's balancer): {@code any host} does not mean it
 * @param boot from power on to processes being started
 */
public record HostSpec(String name, String zone, boolean managed, Law boot) {}
