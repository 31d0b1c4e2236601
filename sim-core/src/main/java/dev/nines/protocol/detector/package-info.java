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
 */
package dev.nines.protocol.detector;
