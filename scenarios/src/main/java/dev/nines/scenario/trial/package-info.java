/** Trials on the threads of this machine, merged in the order of their numbers; the comparison of designs. */
package dev.nines.scenario.trial;
