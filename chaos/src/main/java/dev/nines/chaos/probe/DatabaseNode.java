package dev.nines.chaos.probe;

/**
 * A server of a database, where its rows can be read.
 *
 * @param address numeric
 */
public record DatabaseNode(String name, String address, int port) {}
