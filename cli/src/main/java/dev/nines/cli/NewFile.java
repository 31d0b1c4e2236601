package dev.nines.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file that is not there yet: nothing of the user's is overwritten without being told to. */
final class NewFile {
    private NewFile() {}

    static void write(Path file, String text) {
        write(file, text, false);
    }

    /** @param force an existing file is replaced */
    static void write(Path file, String text, boolean force) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            if (force) {
                Files.writeString(file, text);
                return;
            }
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(file + " exists already; it was left as it is");
        } catch (IOException e) {
            throw new BadInput("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
