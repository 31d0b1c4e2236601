/**
 * Runs a plan: steady state, fault at a random phase, hold, undo, settled, again; then the measured outages beside the
 * predicted ones. {@link dev.nines.chaos.run.Guards} says no before anything is touched.
 */
package dev.nines.chaos.run;
