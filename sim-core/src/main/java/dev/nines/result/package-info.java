/** The result of a run: its model, its JSON, its tables and its folder; the only thing that other modules exchange. */
package dev.nines.result;
