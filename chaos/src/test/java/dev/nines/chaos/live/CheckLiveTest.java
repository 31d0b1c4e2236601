package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our health check and that of a real HAProxy watch the same nginx. */
@Tag("live")
class CheckLiveTest {
    private static final String DESIGN = """
            nines: 1
            title: a proxy
            hosts: {lb: {}, web: {}}
            services:
              front:
                haproxy: {nodes: [lb], servers: pages, mode: http, check: TYPE, inter: 300ms, fall: FALL, rise: 2}
              pages: {web-server: {nodes: [web]}}
            clients:
              c: {calls: front, rate: 1/s}
            drills:
              d: {crash: web, repair: 1min}
            """;
    private static final String ROLE = """
            nines-live: 1
            role: {design: FOLDER/design.yaml, service: front, node: lb, addresses: {web: 10.77.1.1}, port: 8080}
            """;
    private static final String HAPROXY = """
            global
                stats socket FOLDER/haproxy.sock mode 600
            defaults
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            backend pages
                OPTION
                server web 10.77.1.1:8080 check inter 300ms fall FALL rise 2
            """;
    private static final String NGINX = """
            pid FOLDER/nginx.pid;
            error_log FOLDER/error.log;
            worker_processes 1;
            events {}
            http {
                access_log off;
                server { listen 10.77.1.1:8080; location / { return 200 "well"; } }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "check {0}, fall {1}")
    @DisplayName("a killed server is down after as many failed checks as HAProxy counts, and up again with it")
    @CsvSource({"http, 3, option httpchk", "tcp, 2, # a connection is enough"})
    void killed(String type, String fall, String option) throws Exception {
        for (String program : List.of("/usr/sbin/nginx", "/usr/sbin/haproxy")) {
            boolean there = Files.isExecutable(Path.of(program));
            if (!there) {
                System.out.println("skipped: no " + program);
            }
            assumeTrue(there, "skipped: no " + program);
        }
        write("design.yaml", DESIGN.replace("TYPE", type).replace("FALL", fall));
        write("haproxy.cfg", HAPROXY.replace("FALL", fall).replace("OPTION", option));
        write("nginx.conf", NGINX);
        try (TwoHosts hosts = TwoHosts.make()) {
            TwoHosts.sh(hosts.one, nginx());
            Process haproxy = hosts.two.start(List.of("haproxy", "-db", "-f", path("haproxy.cfg")));
            try (Daemons ours = Daemons.start(
                    hosts.two, CheckMain.class, path("role.yaml"), ROLE.replace("FOLDER", folder.toString()))) {
                awaitProxy(hosts.two, "UP");
                ours.await("checks web");
                Thread.sleep(1500); // both have seen it well: one more failure is not enough
                TwoHosts.sh(
                        hosts.one,
                        "kill -9 $(cat " + path("nginx.pid") + ") $(cat /proc/$(cat " + path("nginx.pid")
                                + ")/task/*/children)");
                ours.await("web DOWN");
                List<String> proxy = awaitProxy(hosts.two, "DOWN");
                assertThat(ours.said().stream()
                                .takeWhile(line -> !line.endsWith("web DOWN"))
                                .filter(line -> line.contains("check failed")))
                        .as("our failed checks; HAProxy counts %s", proxy)
                        .hasSize(Integer.parseInt(fall));
                assertThat(proxy.get(FAILED_AT_DOWN)).isEqualTo(fall);
                TwoHosts.sh(hosts.one, nginx());
                ours.await("web UP");
                awaitProxy(hosts.two, "UP");
                assertThat(ours.said().stream()
                                .dropWhile(line -> !line.endsWith("web DOWN"))
                                .filter(line -> line.contains("check passed")))
                        .hasSize(2);
            } finally {
                haproxy.destroyForcibly();
                TwoHosts.sh(hosts.one, "kill $(cat " + path("nginx.pid") + ") || true");
            }
        }
    }

    private static final int STATUS = 0;
    private static final int FAILED_AT_DOWN = 1;

    /** Status and failed checks at the first moment at which HAProxy says so. */
    private List<String> awaitProxy(Target host, String status) throws InterruptedException {
        List<String> seen = List.of();
        for (int i = 0; i < 300; i++) {
            seen = proxy(host);
            if (seen.get(STATUS).equals(status)) {
                return seen;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("HAProxy says " + seen);
    }

    /** Over its socket: fields status and chkfail of its server. */
    private List<String> proxy(Target host) {
        String script = "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => '" + path("haproxy.sock")
                + "') or exit; print $s \"show stat\\n\"; while (<$s>) { my @f = split /,/;"
                + " print \"$f[17] $f[21]\" if $f[1] eq 'web' }";
        String[] words = TwoHosts.sh(host, "perl -e '" + script.replace("'", "'\\''") + "'")
                .split(" ");
        return words.length < 2 ? List.of("-", "-") : List.of(words[0], words[1]);
    }

    private String nginx() {
        return "nginx -c " + path("nginx.conf") + " -e " + path("error.log");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text.replace("FOLDER", folder.toString()));
    }
}
