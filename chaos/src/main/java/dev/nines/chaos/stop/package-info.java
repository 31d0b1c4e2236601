/**
 * When a run must not begin or must end: conditions that are looked at every second, each by a thread and a connection of its own,
 * windows of time, and word to those who must know. A source that does not answer stops the run.
 */
package dev.nines.chaos.stop;
