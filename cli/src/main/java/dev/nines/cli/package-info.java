/**
 * The program {@code nines}: arguments become a use case, its outcome an exit code. Results go to standard output, everything
 * else to standard error.
 *
 * <p>{@link dev.nines.cli.Nines} is the command line, one class per verb; {@link dev.nines.cli.Experiment} runs designs and
 * writes the result folder; {@link dev.nines.cli.ExitCode} is the public list of exit codes.
 */
package dev.nines.cli;
