package dev.nines.cli;

/** The entry point of the program {@code nines}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("nines 0.1.0");
    }
}
