/**
 * The event kernel beside the event lists of other simulation libraries, each used as its documentation says, all with
 * the same random delays.
 */
package dev.nines.bench.kernel;
