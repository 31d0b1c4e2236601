package dev.nines.chaos.lab;

import java.nio.file.Path;

/** Makes a lab in a process of its own, which a test kills. */
final class LabMaker {
    private LabMaker() {}

    public static void main(String[] arguments) {
        Lab.up(LabLiveTest.small("killed"), Path.of(arguments[0]), false, step -> {
            System.out.println(step);
            System.out.flush();
        });
    }
}
