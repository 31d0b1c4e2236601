/**
 * Nodes that send each other beats, and a failure detector in each that judges the silence of the others.
 *
 * <pre>
 *             the detector: not available, at its deadline or at a check
 *   trusted -------------------------------------------------------------&gt; suspected
 *           &lt;-------------------------------------------------------------
 *             the next beat; Akka and Pekko: the next check after it
 * </pre>
 *
 * <p>When a product looks at its detector decides as much as the detector: {@code fixed} and Chen's detectors at the
 * deadline itself; Akka 2.6 and Pekko 1.1 in {@code ClusterCoreDaemon.reapUnreachableMembers} each second, and a peer is
 * asked and answers ({@code ClusterHeartbeatSender}); Hazelcast 5.5 in {@code ClusterHeartbeatManager.heartbeat} each
 * heartbeat interval, where a check that is late by half of {@code hazelcast.max.no.heartbeat.seconds} resets every
 * time-stamp; Cassandra 4.1 in {@code FailureDetector.interpret}, called by each gossip round, which suspects nobody
 * after a pause of its own of more than 5 s, nor in the 5 s after it.
 *
 * <p>A beat is lost at a random phase of its period, so a silent peer is suspected between the detector's silence −
 * interval and that silence + check interval after its failure. Two nodes cut off from each other suspect each other:
 * what follows from that is the driver's business.
 *
 * <p>Sources: Chandra and Toueg, "Unreliable failure detectors for reliable distributed systems" (1996); the sources of
 * the products named. Left out: verdicts that travel by gossip (each node judges for itself), Akka's limit of nine
 * observers per node, Cassandra's beats by way of third nodes, Hazelcast's ICMP detector, quorum, fencing, several rings.
 */
package dev.nines.protocol.heartbeat;
