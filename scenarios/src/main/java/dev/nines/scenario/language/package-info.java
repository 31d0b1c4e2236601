/**
 * The engine of the language: {@link dev.nines.scenario.language.Block} tables describe what may stand in a file,
 * {@link dev.nines.scenario.language.Checker} reads a tree by them into {@link dev.nines.scenario.language.Section}s.
 * It knows YAML shapes, units and bounds; it does not know a single key. JSON Schema and reference page are made of the
 * same tables.
 */
package dev.nines.scenario.language;
