/** Whole scenarios: what the trials of every worked design cost, with and without skip-ahead, clients and a second thread. */
package dev.nines.bench.scenario;
