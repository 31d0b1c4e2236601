/**
 * VRRP as keepalived runs it: the machine of keepalived 2.x (vrrp.c, vrrp_scheduler.c, vrrp_track.c, vrrp_sync.c
 * and vrrp.h as of 2026-08; parameters from keepalived.conf(5)), compared with measurements of 2.2.7, on the base of
 * RFC 9568 (VRRPv3) and, for version 2 timers, RFC 3768.
 *
 * <pre>
 *  start --> [INIT] -- a fault reason is present -----------------------> [FAULT] &lt;-- first fault reason,
 *              |                                                            |         from any state
 *              | no fault, first results of unweighted scripts known        | last fault reason gone
 *              v                                                            v
 *          [BACKUP] &lt;-------------------------------------------------------+
 *            |   ^
 *       DOWN |   | a higher advert, or an equal one from a higher address
 *            v   |
 *          [MASTER] -- SIGTERM, or only the parent was killed --> [STOP]
 *
 *  DOWN ends: Down_Interval after the last acceptable advert, Skew_Time after a priority 0, 1 us after the start of an
 *  owner (255, state MASTER), and only if every member of the sync group wants MASTER. Then: advert, addresses, ARPs.
 *  Leaving MASTER: to FAULT and STOP with priority 0, to BACKUP without a word; addresses removed each time.
 *  Killing parent and child is no event: the addresses stay on the node.
 * </pre>
 *
 * Skew_Time(p) = (256 − p)/256 s in version 2, times the interval of the MASTER in version 3; Down_Interval =
 * down_timer_adverts × interval + Skew_Time. keepalived computes both in whole microseconds; here they are exact.
 *
 * <p>Known keepalived behaviour that is kept: the advert timer of a MASTER restarts with every advert read, even a
 * dropped one; a change of priority moves the down timer by the difference to the value <em>last noted</em>,
 * which after a priority 0 or an ignored advert is not the whole interval; the periodic gratuitous ARPs go out with the
 * first advert after their period.
 *
 * <p>Where versions differ: in a conflict of two address owners older sources lower the own priority to 254 at the
 * first advert of the other; an owner leaves FAULT for MASTER at once, in older sources after a Down_Interval; a tick
 * that finds the script still running is skipped, while at least one version logs that and starts a second run.
 *
 * <p>Left out:
 * <ul>
 *   <li>packet contents (checksum, authentication, virtual MAC, address lists); {@code onRejectedAdvert} is what they
 *       lead to;
 *   <li>vrrp_garp_interval pacing, and more than one pending delayed burst of a kind: keepalived queues one per event,
 *       here the first pending one stands for all;
 *   <li>the second copy of the priority 0 advert that keepalived sends on FAULT;
 *   <li>the defect that every advert ignored during vrrp_startup_delay adds the rest of the delay to the down timer;
 *   <li>timer_expired_backup (a nopreempt MASTER that was stopped steps down by itself), reload of the configuration.
 * </ul>
 */
package dev.nines.protocol.vrrp;
