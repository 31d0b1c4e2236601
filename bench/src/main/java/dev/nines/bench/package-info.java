/**
 * Benchmarks: the event kernel, the failure detectors and whole scenarios, beside their peers in one run.
 */
package dev.nines.bench;
