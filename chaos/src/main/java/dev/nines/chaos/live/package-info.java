/**
 * The protocol machines of the simulator in real time: the same classes, driven by a clock, sockets, databases and interfaces. Each
 * {@code …Main} is a daemon with one configuration file.
 *
 * <p>What differs from the products: VRRP goes over UDP, since Java has no raw sockets for IP protocol 112; a virtual address keeps the
 * interface's own MAC, as keepalived's without {@code use_vmac}.
 */
package dev.nines.chaos.live;
