/**
 * The simulated world: hosts, processes and services that drive the pure machines of {@code protocol} over kernel and
 * network, the clients that use them, and the faults that hit them. {@link dev.nines.model.Trial} is the way in.
 *
 * <p>A process that dies drops its machines; a start builds new ones. Clients are simulated request by request in windows
 * around changes, see {@code Windows}; between windows steady groups jump.
 */
package dev.nines.model;
