/** Our failure detectors beside the products' own classes. */
package dev.nines.bench.detector;
