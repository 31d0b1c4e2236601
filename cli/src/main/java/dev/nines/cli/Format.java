package dev.nines.cli;

/** What is printed: {@code sarif} by {@code check} alone. */
enum Format {
    text,
    json,
    md,
    sarif
}
