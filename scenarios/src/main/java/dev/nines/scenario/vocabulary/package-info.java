/**
 * Every key of the language: one table per thing, with type, bounds, default and where the default comes from. Data
 * only. Reader, JSON Schema and reference page are made of these tables.
 */
package dev.nines.scenario.vocabulary;
