package dev.nines.scenario;

import dev.nines.model.spec.Design;
import dev.nines.scenario.design.Compiler;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Attachments;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
            return worked(argument, worked.get());
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
        Path folder = file.toAbsolutePath().getParent();
        return compile(nameOf(file), SourceReader.read(file), other -> SourceReader.read(beside(folder, other)));
    }

    /** Reads a text as if it stood in {@code file}, with no other file beside it. */
    public static Scenario readText(String name, String file, String text) {
        return readText(name, file, text, Map.of());
    }

    /** @param others texts of the files that it names, by their names */
    public static Scenario readText(String name, String file, String text, Map<String, String> others) {
        return compile(
                name, decode(file, text), other -> decode(other, Optional.ofNullable(others.get(other)), "not given"));
    }

    /** Reads bytes as if they stood in {@code file}. */
    public static Scenario readBytes(String name, String file, byte[] bytes) {
        return compile(name, SourceReader.decode(file, bytes), other -> decode(other, Optional.empty(), "not given"));
    }

    static Scenario worked(String name, String text) {
        String folder = "examples/" + name + "/";
        return compile(
                name,
                decode(folder + FILE, text),
                other -> decode(folder + other, WorkedDesigns.text(name, other), "no such file"));
    }

    private static Source decode(String file, Optional<String> text, String reason) {
        return decode(
                file, text.orElseThrow(() -> new Problems(List.of(Problem.ofFile(Code.NO_FILE, file, reason, "")))));
    }

    private static Source decode(String file, String text) {
        return SourceReader.decode(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As short as it can be typed from here. */
    private static Path beside(Path folder, String other) {
        try {
            Path here = Path.of("").toAbsolutePath();
            Path path = folder.resolve(other).normalize();
            return path.startsWith(here) ? here.relativize(path) : path;
        } catch (InvalidPathException e) {
            throw new Problems(List.of(Problem.ofFile(Code.NO_FILE, other, "not the name of a file", "")));
        }
    }

    /** As {@link #read(String)}; {@code ARGUMENT+VARIANT} means one of its variants. */
    public static Design design(String argument) {
        return uncertain(argument).middle();
    }

    /** As {@link #design}, with what is not known about it. */
    public static Uncertain uncertain(String argument) {
        int plus = argument.lastIndexOf('+');
        boolean whole = plus < 0 || path(argument).map(Files::exists).orElse(false);
        if (whole) {
            return read(argument).uncertain("");
        }
        return read(argument.substring(0, plus)).uncertain(argument.substring(plus + 1));
    }

    private static Scenario compile(String name, Source source, Function<String, Source> others) {
        Attachments attachments = new Attachments(others);
        Compiler.Result result = Compiler.compile(name, source, attachments);
        return new Scenario(
                name,
                source.file(),
                result.title(),
                result.question(),
                result.designs(),
                attachments.texts(),
                result.warnings());
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
