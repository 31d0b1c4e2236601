/**
 * What makes TCP slow where the kernel cannot: a proxy that a lab host's own rule sends its connections through. One thread, no
 * lock, no port that takes commands. It delays what flows, not the handshake; it cannot delay UDP, nor bring bytes of one
 * connection out of order.
 */
package dev.nines.chaos.proxy;
