/** From bytes to a bounded tree in which every node knows its place. */
package dev.nines.scenario.yaml;
