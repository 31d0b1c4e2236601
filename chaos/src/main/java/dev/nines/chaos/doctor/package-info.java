/**
 * What this machine and the targets of an inventory can do, and how to get what they cannot. Read-only: what must be tried is tried in a
 * network namespace of its own, which ends with the trial.
 */
package dev.nines.chaos.doctor;
