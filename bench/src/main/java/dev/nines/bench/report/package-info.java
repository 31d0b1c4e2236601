/** What was measured beside what should be reached: ratios, baseline, table and pictures. */
package dev.nines.bench.report;
