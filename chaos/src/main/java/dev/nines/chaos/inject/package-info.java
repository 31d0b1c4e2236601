/**
 * Faults on real machines, and the promise that none stays: {@link dev.nines.chaos.inject.Injection} says what is done,
 * {@link dev.nines.chaos.inject.FaultProtocol} does and undoes it, {@link dev.nines.chaos.inject.Reverter} undoes what a
 * controller that died has left. All of it happens through one script on the target, which heals by itself when nobody
 * renews its lease.
 */
package dev.nines.chaos.inject;
