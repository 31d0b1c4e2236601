/**
 * How load balancers find out that a server is gone.
 *
 * <p><b>{@code ServerCheck}</b>: HAProxy 2.6 to 3.5-dev5 ({@code src/check.c}, {@code src/tcpcheck.c}, {@code
 * srv_getinter} in {@code src/server.c}, {@code doc/configuration.txt} section 5.2). Counter h in 0..rise + fall −
 * 1, up while h ≥ rise:
 *
 * <pre>
 *                 fail: h-1, fastinter            fail, h would fall below rise: h=0, mark DOWN
 *    +--------------+   +--------------------+                      |
 *    |  pass: inter v   v  fail: h-1         |                      v
 *  UP (h max) ----&gt; GOING_DOWN --------------+-----------------&gt; DOWN (h 0) --+ fail: downinter
 *    ^    ^              |                                       |   ^   ^----+
 *    |    +--pass: h max-+                          pass: h+1,   |   |
 *    |                                              fastinter    v   | fail: h=0
 *    +------------- pass reaches rise: h max, mark UP -------- GOING_UP --+ pass: h+1
 *                                                                 ^-------+
 * </pre>
 *
 * <p>Start: h = rise, so the first failed check marks DOWN and the first pass fills the counter. A check ends by
 * answer, by error or by its timer; the next interval starts then. With {@code timeout check} unset the whole check
 * has {@code inter}; set, connecting has min(inter, timeout connect) and reading has timeout check. {@code
 * observe}: error-limit errors in a row make the next interval a fastinter and may count as one failed check
 * (fail-check), take the counter to its last failure (sudden-death) or mark DOWN (mark-down); a check that runs
 * meanwhile gets that result, at once when fastinter is set.
 *
 * <p>Left out: agent checks, {@code track}, maintenance and drain commands, {@code disable-on-404}, reused check
 * connections, millisecond rounding of timers, the limit on concurrent checks.
 *
 * <p><b>{@code TargetCheck}</b>: L4 network load balancers as documented by AWS (NLB, "Health checks for Network
 * Load Balancer target groups") and NAVER Cloud (NLB guide). Checks on a fixed grid, interval from start to start:
 *
 * <pre>
 *             H passes            U fails in a row, or passive
 *  INITIAL -------------&gt; HEALTHY ----------------------------&gt; UNHEALTHY
 *     |                      ^------------- H passes --------------+  ^
 *     +---------------------- U fails in a row -----------------------+
 *  any --deregister--&gt; DRAINING --delay--&gt; UNUSED --register--&gt; INITIAL
 * </pre>
 *
 * <p>Left out: the vote of several load balancer nodes (one object is one node's view), the unpublished logic of
 * passive checks (the driver says when), DNS withdrawal of a zone without healthy targets.
 */
package dev.nines.protocol.healthcheck;
