/**
 * The network: messages that pass, are delayed or dropped; addresses and neighbour tables; TCP as far as outages
 * depend on it. Behaviour of Linux 6.18 as measured, constants from its documentation (ip-sysctl, arp(7)) and source
 * ({@code net/core/neighbour.c}, {@code net/ipv4/arp.c}, {@code net/ipv4/tcp_timer.c}).
 *
 * <p><b>Messages.</b> Each direction between two hosts has a delay law (by zone), a loss probability and the rules of
 * the moment, folded into one table. Both ends must be connected when a message leaves, the receiver still when it
 * arrives, and without a reboot between. Constant laws and zero loss draw no random number. A host reaches itself
 * always.
 *
 * <p><b>Neighbour table</b>, one entry per host and virtual address, for example of a client that talks to a VRRP
 * address:
 *
 * <pre>
 *              first use          answer                 reachable_time without confirmation,
 *     NONE ---------------> INCOMPLETE -----> REACHABLE -------------------------------+
 *                             |   ^              ^   ^                                 | next use (at once if
 *        3 broadcasts, 1 s    |   | next use     |   | TCP got an answer,              | used in the last 5 s)
 *        apart, no answer     v   |              |   | or the probe did                v
 *                            FAILED <--------- PROBE <------------------------------ DELAY <----- STALE
 *                                    3 unicast        5 s                                  next     ^
 *                                    probes, 1 s apart                                     use      |
 *                                                                gratuitous ARP of another owner ---+
 * </pre>
 *
 * <p>reachable_time is uniform on 0.5 … 1.5 times its base and drawn anew every 300 s as a function of time alone.
 * Gratuitous ARP overrides any entry; an answer that contradicts an entry counts only when the entry is older than
 * locktime, 1 s: the first of two owners wins. A packet to a host that no longer owns the address is dropped in
 * silence: the black hole after a healed partition is made of nothing else. Entries are evaluated when they are used;
 * only DELAY, PROBE and INCOMPLETE have timers. The ages of entries stand still while time jumps.
 *
 * <p><b>TCP.</b> A SYN meets RST (closed port), silence, or the kernel of a listening process; a frozen process gets
 * backlog + 1 connections accepted. Lost SYNs are sent again at 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s (131 s: time-out)
 * or, by older kernels, at 1, 3, 7, 15, 31, 63 s (127 s). Without an ARP answer a connect ends after 3 s
 * (EHOSTUNREACH). A lost segment is sent again 0.21 · 2^k s after it was first sent, at most 120 s apart, with all
 * that queued behind it, for 924.6 s (tcp_retries2), TCP_USER_TIMEOUT, or 54 s when its process has closed
 * (tcp_orphan_retries). A host that does not know a connection answers with RST, so flows die on the RTO grid when
 * their address moves. Layer-4 forwarders sit between client and server, both directions through them. Events carry
 * what gets through; timers exist only for what is known to be lost, which no real kernel knows, so a steady
 * connection costs nothing.
 *
 * <p>Where hosts hear each other and nothing is left to chance, a handshake is one event at its end, with its first request
 * if that is known, and a last FIN that changes nothing is not sent: {@code Flights}. Whatever changes meanwhile finds them
 * segment by segment.
 *
 * <p>Sources: measured behaviour 1, 2, 9, 10, 11 (black hole, two owners, frozen process, SYN schedule, RTO grid) and
 * the measured rows on refused, silent and frozen servers.
 *
 * <p><b>Left out:</b> congestion control, bandwidth, segmentation, fast retransmit and tail loss probes (every loss
 * waits for its time-out), keepalive probes (a server left behind is told when its client meets RST elsewhere),
 * half-closed connections (a close ends both directions), SYN cookies, IPv6 neighbour discovery (same times), ARP for
 * hosts' own addresses (they resolve at once), learning from requests of others, garbage collection of entries,
 * routers' own tables, switches' address tables, ICMP apart from the unreachable neighbour.
 */
package dev.nines.network;
