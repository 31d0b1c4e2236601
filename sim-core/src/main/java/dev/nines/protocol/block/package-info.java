/**
 * Parts without a product: units that fail and are repaired, crews that repair them, blocks made of them.
 *
 * <pre>
 *              failed / struck                 found (at once or by a test), crew free
 *   WORKING ------------------&gt; LATENT ----------------------------------------&gt; UNDER_REPAIR
 *      ^   \                      |  found, crew busy                                 |   ^
 *      |    \ never repaired      +----------------------------&gt; WAITING -------------|---+ crew free
 *      |     +--&gt; BROKEN                                                              |
 *      +---------------------------------- repaired ----------------------------------+
 * </pre>
 *
 * <p>A {@link dev.nines.protocol.block.KOfN} is up while k of its members are; a {@link
 * dev.nines.protocol.block.Standby} while the wanted number of its units is at work, with a switch-over after each
 * failure of one of them. What is up follows from the states at once: there is no message and no delay in between.
 *
 * <p>Source: the textbook models of repairable systems (Trivedi, Bobbio: Reliability and Availability Engineering, 2017;
 * IEC 61508-6 for common causes and proof tests). Left out: units that age while others are down, repair that is
 * imperfect or interrupted, priorities among those that wait for a crew.
 */
package dev.nines.protocol.block;
