/**
 * Virtual time: events in the order (time, absolute before relative, sequence), re-armable timers without allocation,
 * interaction groups that jump when they repeat themselves, named counter-based random streams, laws of durations.
 */
package dev.nines.kernel;
