/**
 * VRRP as keepalived runs it: keepalived 2.x (state machine and timers read from the 2.2.7 … 2026-08 sources: vrrp.c,
 * vrrp_scheduler.c, vrrp_track.c, vrrp_sync.c, vrrp.h; parameters from keepalived.conf(5); compared with measurements of
 * 2.2.7), on the base of RFC 9568 (VRRPv3) and, for version 2 timers, RFC 3768.
 *
 * <pre>
 *                     fault reason at start
 *        +------------------------------------------------+
 *        |                                                v
 *     [INIT] --no fault, first results known-----+     [FAULT] &lt;--first fault reason-- any state
 *        :                                       |        |        (a MASTER resigns with priority 0)
 *        : owner (255, state MASTER):            |        | last fault reason gone
 *        : DOWN = 1 us                           v        v
 *        :                                     [BACKUP] &lt;-+   an owner goes on to MASTER
 *        :                                      |      ^
 *        :      DOWN: Down_Interval, or Skew    |      |  advert with a higher priority, or equal
 *        :      after priority 0; the sync      |      |  from a higher address: addresses removed,
 *        :      group agrees: advert,           v      |  no gratuitous ARP, no answer
 *        :      addresses, gratuitous ARPs    [MASTER] +
 *        :                                      |  ADVERT: advert; lower advert: answer + ARPs
 *        v                                      v
 *     [STOP] &lt;------ SIGTERM, or the parent was killed: priority 0, addresses removed
 * </pre>
 *
 * Skew_Time(p) = (256 − p)/256 s in version 2, times the interval of the MASTER in version 3; Down_Interval =
 * down_timer_adverts × interval + Skew_Time. keepalived computes both in whole microseconds; here they are exact.
 *
 * <p>Known keepalived behaviour that is kept: the advert timer of a MASTER restarts with every advert read, even a
 * dropped one; a change of priority moves the down timer by the difference to the value <em>last noted</em>, which after
 * a priority 0 or an ignored advert is not the whole interval; the periodic gratuitous ARPs go out with the first advert
 * after their period.
 *
 * <p>Where versions differ: two address owners follow the 2026-08 sources (up to 2.2 a MASTER with 255 lowers itself to
 * 254 at the first advert of another owner); an owner leaves FAULT for MASTER at once (2.2: after a Down_Interval); a
 * tick that finds the script still running is skipped (some versions between log that and start a second run).
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
