package dev.nines.chaos.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The tree of processes of a lab that is being made. It ends by itself when this program does, unless {@link #keep} was called. */
final class LabTree implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of("keeper.sh", "root.sh", "host.sh");
    private static final long ANSWER_SECONDS = 180;
    private static final String ENDED = "ended";

    private final Process keeper;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> notes = new ArrayList<>();
    private boolean kept;

    private LabTree(Process keeper) {
        this.keeper = keeper;
        this.commands = keeper.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "lab answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the root and its switch.
     *
     * @param folder exists; it is removed when the tree ends
     */
    static LabTree start(Path folder, boolean rootless) throws IOException {
        for (String script : SCRIPTS) {
            try (InputStream text = LabTree.class.getResourceAsStream(script)) {
                if (text == null) {
                    throw new IllegalStateException("no " + script + " in this build");
                }
                Files.write(folder.resolve(script), text.readAllBytes());
            }
        }
        // A session of its own: it neither hears ^C nor ends with the terminal.
        List<String> command = new ArrayList<>(
                List.of("setsid", "sh", folder.resolve("keeper.sh").toString(), folder.toString()));
        if (rootless) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        LabTree tree = new LabTree(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        try {
            tree.await("ready");
        } catch (LabRefused e) {
            tree.close();
            throw e;
        }
        return tree;
    }

    void host(LabHost host) {
        command("host " + host.name() + " " + host.port() + " " + String.join(" ", host.addresses()));
        await("done host");
    }

    /** From now on the lab outlives this program. */
    void keep() {
        command("keep");
        await("done keep");
        kept = true;
    }

    /** What the scripts said beside their answers. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The outermost process. */
    long keeperPid() {
        return keeper.pid();
    }

    /** The root's first process, as this machine numbers it. */
    long rootPid() {
        return onlyChild(onlyChild(keeper.pid()));
    }

    /** A host's first process, as this machine numbers it. */
    long hostPid(String name) {
        for (long unshare : Proc.children(rootPid())) {
            List<String> command = Proc.command(unshare);
            if (!command.isEmpty() && command.get(command.size() - 1).equals(name)) {
                return onlyChild(unshare);
            }
        }
        throw new LabRefused("host " + name + " ended while the lab was made");
    }

    private static long onlyChild(long pid) {
        List<Long> children = Proc.children(pid);
        if (children.size() != 1) {
            throw new LabRefused("the lab ended while it was made");
        }
        return children.get(0);
    }

    /** Ends a lab that is not kept; returns when its folder is gone. */
    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            commands.close();
        } catch (IOException e) {
            // its reader is gone, which is what this is for
        }
        try {
            if (!keeper.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                keeper.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void command(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new LabRefused("the lab ended while it was made" + said(), e);
        }
    }

    private void await(String answer) {
        try {
            for (String line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
                    !answer.equals(line);
                    line = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                if (line == null) {
                    throw new LabRefused("the lab did not answer within " + ANSWER_SECONDS + " s" + said());
                }
                if (line.equals(ENDED)) {
                    throw new LabRefused("this machine does not allow a lab" + said());
                }
                notes.add(line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabRefused("interrupted", e);
        }
    }

    private String said() {
        return notes.isEmpty() ? "" : ": " + String.join("; ", notes);
    }

    private void read() {
        try (BufferedReader lines = keeper.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // the pipe ends with the lab
        }
        answers.add(ENDED);
    }
}
