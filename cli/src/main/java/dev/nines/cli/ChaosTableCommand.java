package dev.nines.cli;

import dev.nines.chaos.lab.Machine;
import dev.nines.chaos.table.Experiment;
import dev.nines.chaos.table.Judge;
import dev.nines.chaos.table.Judgement;
import dev.nines.chaos.table.Records;
import dev.nines.chaos.table.Row;
import dev.nines.chaos.table.Rows;
import dev.nines.chaos.table.TableRun;
import dev.nines.chaos.table.TableText;
import dev.nines.report.Human;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "table",
        description =
                "Measures the table \"predicted against measured\": drills in labs, again and again, beside the simulator.",
        footer = {
            "",
            "Each repetition is kept in the folder as it is done, so that --resume goes on where a campaign ended. --from",
            "measures nothing and makes the table anew, of the folder's repetitions with today's model."
        })
final class ChaosTableCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ChaosCommand chaos;

    @Option(
            names = "--rows",
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "Only experiments whose name has this regular expression in it. Default: all.")
    private String pattern;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often each drill is done. Default: 30 for headlines, 10 for others.")
    private Integer repeat;

    @Option(
            names = "--jobs",
            paramLabel = "J",
            defaultValue = "6",
            description = "How many labs are up side by side. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(names = "--resume", description = "Go on in the folder of --out: what is there counts.")
    private boolean resume;

    @Option(names = "--from", paramLabel = "DIR", description = "Measure nothing: the table of what this folder has.")
    private Path from;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description =
                    "Write DIR/predicted-vs-measured.md, DIR/measured/*.csv and the short form in DIR/../README.md.")
    private Path docs;

    @Override
    public Integer call() {
        Nines nines = chaos.nines();
        nines.refuseSarif();
        checked();
        Records records = from != null ? Records.read(from) : measure(nines);
        List<Row> rows = chosen();
        List<Judgement> table = new Judge(records).of(rows);
        print(records, table);
        if (docs != null) {
            TableDocuments.write(docs, records, table);
            nines.terminal().say("written: " + docs.resolve(TableDocuments.FILE));
        }
        if (nines.interrupted()) {
            return ExitCode.INTERRUPTED.code();
        }
        boolean differs = table.stream().anyMatch(Judgement::rejected);
        return (differs ? ExitCode.MISSED : ExitCode.DONE).code();
    }

    private void checked() {
        if (jobs < 1 || (repeat != null && repeat < 1)) {
            throw new ParameterException(spec.commandLine(), "--jobs and --repeat are at least 1");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--rows: " + e.getMessage(), e);
        }
        if (chosen().isEmpty()) {
            String names = String.join(
                    ", ",
                    Rows.all().stream()
                            .map(row -> row.experiment().name())
                            .distinct()
                            .toList());
            throw new ParameterException(spec.commandLine(), "no experiment has `" + pattern + "`; there are " + names);
        }
    }

    private List<Row> chosen() {
        Pattern wanted = Pattern.compile(pattern);
        return Rows.all().stream()
                .filter(row -> wanted.matcher(row.experiment().name()).find())
                .toList();
    }

    private Records measure(Nines nines) {
        if (!Machine.isRoot()) {
            throw new Refusal(
                    "the table needs labs, and these need root\n   = fix: sudo, or --from for what was measured");
        }
        if (Machine.find("tcpdump").isEmpty()) {
            throw new Refusal("tcpdump is not installed: it sees the phases\n"
                    + "   = fix: apt-get install -y --no-install-recommends tcpdump");
        }
        String campaign = LocalDateTime.now(ZoneOffset.UTC).format(TIME);
        Path out = nines.options().out().orElse(Path.of("nines-out", "table", campaign));
        Records records = Records.read(out);
        if (!resume && !records.campaigns().isEmpty()) {
            throw new Refusal(out + " has repetitions already\n   = fix: --resume, or another --out");
        }
        records.begin(campaign, about());
        Path state = chaos.state().ssh().resolveSibling("table");
        TableRun run = new TableRun(records, campaign, state, nines::interrupted, line -> said(nines, line));
        experiments().values().forEach(run::add);
        nines.terminal()
                .say("table: " + run.repetitions() + " repetitions of "
                        + experiments().size() + " drills in " + jobs + " labs, about "
                        + Human.duration(run.seconds(jobs)) + "; kept in " + out);
        nines.context().interruption().undoing();
        run.run(jobs);
        return records;
    }

    private Map<String, Experiment> experiments() {
        Map<String, Experiment> all = new LinkedHashMap<>();
        for (Row row : chosen()) {
            Experiment experiment = row.experiment();
            all.put(experiment.name(), repeat == null ? experiment : experiment.times(repeat));
        }
        return all;
    }

    private Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("date", LocalDateTime.now(ZoneOffset.UTC).withNano(0) + "Z");
        about.put("nines", Version.text());
        about.put("kernel", System.getProperty("os.version"));
        about.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        about.put("labs side by side", Integer.toString(jobs));
        Machine.versions(TableRun.PRODUCTS).forEach(about::put);
        return about;
    }

    private void said(Nines nines, String line) {
        if (!nines.options().quiet()) {
            nines.terminal().say(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + line);
        }
    }

    private void print(Records records, List<Judgement> table) {
        String text = TableText.whole(table, records.campaigns());
        chaos.line(text.strip());
    }
}
