package dev.nines.cli;

import dev.nines.chaos.table.Judgement;
import dev.nines.chaos.table.Records;
import dev.nines.chaos.table.TableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Writes the table where readers look for it. */
final class TableDocuments {
    static final String FILE = "predicted-vs-measured.md";

    private static final String HEAD = """
            # Predicted against measured

            The real products in labs on one Linux machine, each drill again and again, beside the simulator. Made by

                sudo ./nines chaos table --out table --docs docs

            and from the repetitions that are kept in [measured](measured) by `./nines chaos table --from docs/measured --docs docs`,
            which needs neither root nor the products. Change the model, not this file.

            - **own phase**: what decides is when the last advert or check was (φ before the fault). It is seen by tcpdump, and each
              repetition stands beside a simulated one with the same phase and the same hold. The median of the sizes of
              measured − predicted must be at most 20 ms, or 2 % of what is predicted. *Formula* is the same with the formula under the
              row's title instead of the simulator.
            - **KS**: no such clock is seen. The measured sample beside 400 simulated drills at random phases, by the distance of
              Kolmogorov and Smirnov.
            - **exact, count**: how often there was anything at all, by Fisher's exact test; in brackets how much it was then.
            - p is adjusted by Holm over all rows; below 0.01 the prediction is rejected. *n of m*: m were done, and those that do not
              count (fault not in effect, prober held up, phase not seen) stay in the files.
            - Labs have no delay between hosts, one clock, and nginx with a fixed answer as web server.
            """;

    private TableDocuments() {}

    static void write(Path docs, Records records, List<Judgement> table) {
        try {
            Path kept = Files.createDirectories(docs.resolve("measured"));
            if (!records.folder().toAbsolutePath().equals(kept.toAbsolutePath())) {
                copy(records.folder(), kept);
            }
            Files.writeString(
                    docs.resolve(FILE),
                    HEAD + TableText.whole(table, Records.read(kept).campaigns()));
            Path readme = docs.toAbsolutePath().resolveSibling("README.md");
            if (Files.exists(readme) && Files.readString(readme).contains(TableText.BEGIN)) {
                Files.writeString(readme, TableText.between(Files.readString(readme), TableText.brief(table)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
