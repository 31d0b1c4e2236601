package dev.nines.cli;

import dev.nines.scenario.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "schema", description = "Prints the JSON Schema of scenario files, for editors.")
final class SchemaCommand implements Callable<Integer> {
    @ParentCommand
    private Nines nines;

    @Override
    public Integer call() {
        nines.terminal().print(JsonSchema.text().getBytes(StandardCharsets.UTF_8));
        return ExitCode.DONE.code();
    }
}
