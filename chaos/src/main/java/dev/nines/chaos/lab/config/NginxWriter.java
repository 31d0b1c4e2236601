package dev.nines.chaos.lab.config;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.List;

/** Writes the nginx.conf of a web server that answers each request with its host's name. */
public final class NginxWriter {
    private NginxWriter() {}

    public static String write(Design design, WebServerSpec service, String node) {
        ConfigText text = new ConfigText(design, 4);
        // One process: a kill leaves no worker behind that goes on answering.
        text.line("master_process off;").line("user root;");
        text.line("pid /run/" + service.name() + ".pid;");
        text.line("error_log /var/log/" + service.name() + ".log;");
        text.open("events {").line("worker_connections 4096;").close("}");
        text.open("http {").line("access_log off;").open("server {");
        // A hung server accepts what this queue holds, as the model's does.
        service.ports().forEach(port -> text.line("listen " + port + " backlog=" + Math.max(1, service.queue()) + ";"));
        text.line("default_type text/plain;");
        text.line("location / { return 200 \"" + node + "\\n\"; }");
        text.close("}").close("}");
        return text.toString();
    }

    /** What nginx does otherwise than the design's web server. */
    public static List<Difference> differences(WebServerSpec service) {
        List<Difference> found = new ArrayList<>();
        String name = service.name();
        found.add(new Difference(name, "nginx answers at once: no service-time, no capacity"));
        if (!service.calls().isEmpty()) {
            found.add(new Difference(name, "does not call " + service.calls() + ": its failures are not seen here"));
        }
        if (service.autoRestartNanos() >= 0) {
            found.add(new Difference(name, "no supervisor: who kills a process must start it again (auto-restart)"));
        }
        if (!service.content().isEmpty()) {
            found.add(new Difference(name, "keeps no files: uploads and " + service.content() + " are left out"));
        }
        return List.copyOf(found);
    }
}
