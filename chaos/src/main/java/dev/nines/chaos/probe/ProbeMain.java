package dev.nines.chaos.probe;

import dev.nines.chaos.probe.Question.SqlWrite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The prober: reads one line with what to probe, then prints outcomes until standard input ends. So a controller that died leaves no
 * probe behind. Passwords come by standard input and are seen nowhere else.
 */
public final class ProbeMain {
    private static final Pattern READ = Pattern.compile("read (\\d{1,9}) ([0-9a-fA-F.:]{2,45}) (\\d{1,5}) (\\d{1,18})");

    private ProbeMain() {}

    /** @param args none */
    public static void main(String[] args) throws IOException, SQLException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = input.readLine();
        if (first == null) {
            return;
        }
        List<ProbeSpec> specs = List.of(JsonMapper.shared().readValue(first, ProbeSpec[].class));
        for (ProbeSpec spec : specs) {
            if (spec.question() instanceof SqlWrite) {
                SqlProber.makeTable(spec);
            }
        }
        new Runner(specs).run(input);
    }

    private static final class Runner {
        private final List<ProbeSpec> specs;
        private final OutcomeWriter output;
        private final ProbeEngine engine;

        Runner(List<ProbeSpec> specs) throws IOException {
            this.specs = specs;
            output = new OutcomeWriter(new OutputStreamWriter(System.out, StandardCharsets.US_ASCII), this::stop);
            engine = new ProbeEngine(specs, new EpochClock(), output);
        }

        private void stop() {
            engine.stop();
        }

        void run(BufferedReader input) throws IOException {
            output.line(ProbeLines.BEGIN + "\n");
            List<Schedule> schedules = engine.schedules();
            for (int i = 0; i < schedules.size(); i++) {
                output.line(ProbeLines.schedule(i, schedules.get(i)) + "\n");
            }
            Thread commands = new Thread(() -> listen(input), "commands");
            commands.setDaemon(true);
            commands.start();
            try {
                engine.run();
            } finally {
                engine.close();
                output.close();
            }
        }

        private void listen(BufferedReader input) {
            try {
                for (String line = input.readLine(); line != null; line = input.readLine()) {
                    command(line);
                }
            } catch (IOException e) {
                // the same as its end
            } finally {
                engine.stop();
            }
        }

        private void command(String line) {
            Matcher read = READ.matcher(line);
            if (read.matches()) {
                int probe = Integer.parseInt(read.group(1));
                if (probe < specs.size() && specs.get(probe).question() instanceof SqlWrite) {
                    int port = Integer.parseInt(read.group(3));
                    long last = Long.parseLong(read.group(4));
                    SqlReader.read(
                            probe, specs.get(probe), read.group(2), port, last, text -> output.line(text + "\n"));
                }
            }
        }
    }
}
