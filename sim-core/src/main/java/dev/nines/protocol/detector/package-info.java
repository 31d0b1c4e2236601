/**
 * Failure detectors of products, by version and with that version's defects, beside two from the literature.
 *
 * <pre>
 *              silence reaches the deadline
 *   available --------------------------------&gt; suspected
 *             &lt;--------------------------------
 *                       the next beat
 * </pre>
 *
 * <p>Modelled: {@code DeadlineFailureDetector} of Akka 2.6.21 and Pekko 1.1.3 and the deadline detector of Hazelcast
 * 5.5.0.
 *
 * <p>Also {@code PhiAccrualFailureDetector} of Akka 2.6.21, Pekko 1.1.3 and Hazelcast 5.5.0, {@code ArrivalWindow} with
 * the local-pause guard of Cassandra 4.1.7, a corrected profile of no product, and NFD-S and NFD-E of Chen, Toueg and
 * Aguilera (2002). Sources: the products' byte code. Left out: removing a node, warnings, event streams.
 */
package dev.nines.protocol.detector;
