/**
 * The table "predicted against measured": brings labs up, does drills in them again and again, and lays each repetition beside
 * the simulator's. Repetitions are kept in a folder of CSV files, one per campaign, from which the table can be made anew after
 * the model has changed.
 */
package dev.nines.chaos.table;
