/**
 * The machines of a staging system: how commands are run on them. Arguments are lists and never pass through a shell; every
 * call ends within its deadline and returns a bounded amount of output.
 */
package dev.nines.chaos.target;
