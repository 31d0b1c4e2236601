/**
 * How load balancers choose a server and connect to it.
 *
 * <p><b>{@code Balancer}</b>: one HAProxy backend ({@code lb_fwrr.c}, {@code lb_fwlc.c}, {@code lb_fas.c}, {@code
 * lb_map.c}, {@code lb_chash.c}, {@code queue.c}, {@code server.c}; {@code doc/configuration.txt} 4.2 and 5.2). A
 * server's state:
 *
 * <pre>
 *             markDown                markUp, slowstart 0
 *  RUNNING ------------&gt; STOPPED ---------------------------&gt; RUNNING
 *                          ^  | markUp, slowstart &gt; 0            ^
 *                          |  v                                  |
 *                          STARTING -- after slowstart seconds --+
 * </pre>
 *
 * <p>While STARTING the weight grows in sixteenths and maxconn in percent, once a second.
 *
 * <p><b>{@code RequestDispatch}</b>: one request's way to a connection ({@code backend.c}, {@code stream.h}), as in
 * 3.5-dev5 (older releases moved on at once only with round-robin algorithms):
 *
 * <pre>
 *  CLO --request--&gt; REQ --picked--&gt; ASS --connect--&gt; CON --established--&gt; EST --finished--&gt; CLO
 *                   | ^ |            ^                | error, timeout
 *             none  | | | all full   |                v
 *           503,CLO + | +-&gt; QUEUED --+ slot          CER --retries used up--&gt; 503, CLO
 *                     |      | timeout queue          |
 *                     |      +-&gt; 503, CLO             |
 *                     +---- redispatch, not waiting --+-- timeout, same server --&gt; ASS
 *                     |                               |
 *                     +---- unassigned --------- TAR &lt;+-- error and (same server or at most one active server)
 *                                                 +------ min(1 s, timeout connect) --&gt; ASS
 * </pre>
 *
 * <p><b>{@code TargetPicker}</b>: new and existing flows of an L4 network load balancer over one target group;
 * fail-open and what happens to flows of an unhealthy target are parameters, since vendors differ or do not say.
 *
 * <p>After a redispatch the algorithms avoid the server that failed, as HAProxy's do, except the map-based hash,
 * which names the same server again.
 *
 * <p>Left out: cutting sessions when a server is marked down or up (the driver's business), hashing of anything but
 * the source key, {@code avalanche}, {@code hash-balance-factor}, {@code force-persist}, {@code retry-on} beyond
 * conn-failure, reused server connections, stick tables shared by {@code peers}, priority classes of queues.
 * roundrobin is the plain smooth weighted one: the same shares and spacing as {@code lb_fwrr.c}, not its exact
 * order.
 */
package dev.nines.protocol.balancer;
