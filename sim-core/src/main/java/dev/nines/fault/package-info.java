/** The sealed vocabulary of faults and planned work. Data only; shared with staging. */
package dev.nines.fault;
