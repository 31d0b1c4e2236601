package dev.nines.scenario;

import dev.nines.model.spec.Design;
import dev.nines.scenario.design.Compiler;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads scenario files. All methods throw {@link Problems} with everything that is wrong. */
public final class ScenarioReader {
    private static final String FILE = "scenario.yaml";

    private ScenarioReader() {}

    /** @param argument a path, or the name of a worked design; a path wins when both exist */
    public static Scenario read(String argument) {
        Optional<Path> path = path(argument);
        if (path.isPresent() && Files.exists(path.get())) {
            return read(path.get());
        }
        Optional<String> worked = WorkedDesigns.text(argument, FILE);
        if (worked.isPresent()) {
            return readText(argument, "examples/" + argument + "/" + FILE, worked.get());
        }
        if (path.isPresent() && looksLikePath(argument)) {
            return read(path.get());
        }
        String message = "neither a file nor a worked design";
        throw new Problems(List.of(
                Problem.ofFile(Code.NO_FILE, argument, message, Nearest.help(argument, WorkedDesigns.names()))));
    }

    /** Reads the file; a folder means its {@code scenario.yaml}. */
    public static Scenario read(Path path) {
        Path file = path;
        if (Files.isDirectory(path)) {
            file = path.resolve(FILE);
            if (!Files.exists(file)) {
                throw new Problems(List.of(Problem.ofFile(
                        Code.NOT_READABLE, path.toString(), "a folder without " + FILE, "give the path of a file")));
            }
        }
        return compile(nameOf(file), SourceReader.read(file));
    }

    /** Reads a text as if it stood in {@code file}. */
    public static Scenario readText(String name, String file, String text) {
        return compile(name, SourceReader.decode(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads bytes as if they stood in {@code file}. */
    public static Scenario readBytes(String name, String file, byte[] bytes) {
        return compile(name, SourceReader.decode(file, bytes));
    }

    /** As {@link #read(String)}; {@code ARGUMENT+VARIANT} means one of its variants. */
    public static Design design(String argument) {
        int plus = argument.lastIndexOf('+');
        boolean whole = plus < 0 || path(argument).map(Files::exists).orElse(false);
        if (whole) {
            return read(argument).base();
        }
        return read(argument.substring(0, plus)).design(argument.substring(plus + 1));
    }

    private static Scenario compile(String name, Source source) {
        Compiler.Result result = Compiler.compile(name, source);
        return new Scenario(
                name, source.file(), result.title(), result.question(), result.designs(), result.warnings());
    }

    private static boolean looksLikePath(String argument) {
        return argument.contains("/")
                || argument.contains("\\")
                || argument.endsWith(".yaml")
                || argument.endsWith(".yml");
    }

    private static Optional<Path> path(String argument) {
        try {
            return Optional.of(Path.of(argument));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The file's name without its ending; for scenario.yaml the folder's. */
    private static String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (absolute.endsWith(FILE) && folder != null && folder.getFileName() != null) {
            return folder.getFileName().toString();
        }
        return absolute.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
