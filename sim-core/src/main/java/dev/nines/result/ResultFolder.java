package dev.nines.result;

import java.io.Writer;
import java.nio.file.Path;

/**
 * The folder of one run. Everything is written into a temporary folder beside it, which takes its name in one step at
 * {@link #commit()}: a result folder is complete or not there.
 */
public final class ResultFolder implements AutoCloseable {

    /** {@code base/<scenario>/<time>}; {@code base/latest} will point to it. @throws UnwritableFolder */
    public static ResultFolder timed(Path base, String scenario, String time) {
        throw new UnsupportedOperationException();
    }

    /** The folder that {@code --out} names; an earlier result in it is replaced. @throws UnwritableFolder */
    public static ResultFolder at(Path folder) {
        throw new UnsupportedOperationException();
    }

    /** Opens a file of the folder, {@code exhibits/…} included; the caller closes it before {@link #commit()}. */
    public Writer writer(String name) {
        throw new UnsupportedOperationException();
    }

    public void write(String name, String text) {
        throw new UnsupportedOperationException();
    }

    /** Puts the folder in its place. */
    public Path commit() {
        throw new UnsupportedOperationException();
    }

    /** Without a commit: leaves nothing behind. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
