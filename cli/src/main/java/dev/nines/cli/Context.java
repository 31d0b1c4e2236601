package dev.nines.cli;

/**
 * What every command is given.
 *
 * @param interruption of this process
 */
record Context(Terminal terminal, Simulator simulator, Interruption interruption) {}
