/** Probes, outages, phases, the ledger of acknowledged writes, violations: what clients saw. */
package dev.nines.measure;
