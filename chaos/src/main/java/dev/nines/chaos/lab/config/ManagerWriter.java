package dev.nines.chaos.lab.config;

import static dev.nines.chaos.lab.config.ConfigText.seconds;
import static dev.nines.chaos.lab.config.ConfigText.wholeSeconds;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import java.util.stream.Collectors;

/**
 * Writes what the promotion manager of a database needs: its own file, that of the agents which move the address, and the script of
 * the operator who copies a database anew.
 */
public final class ManagerWriter {
    private static final int AGENT_PORT = 7010;

    private ManagerWriter() {}

    /** The host of a database's manager, which fails with no part of the design. */
    public static String host(MysqlSpec service) {
        return service.name() + "-manager";
    }

    /** Who is the primary, and whose data may contradict it: a line for each node. */
    public static String record(String service) {
        return "/run/" + service + "-manager.record";
    }

    public static String manager(Design design, MysqlSpec service, Addresses addresses) {
        MysqlSpec.Promotion promotion = service.promotion();
        ConfigText text = new ConfigText(design, 2);
        text.line("nines-live: 1")
                .line("pidfile: /run/" + host(service) + ".pid")
                .open("promotion:");
        text.line("service: " + service.name());
        text.line("nodes: {" + endpoints(service, addresses, HaproxyWriter.MARIADB_PORT) + "}");
        text.line("user: " + MariadbWriter.ADMIN).line("password: {file: " + passwordFile(service) + "}");
        text.line("check-interval: " + duration(promotion.checkIntervalNanos()));
        text.line("check-timeout: " + duration(promotion.checkTimeoutNanos()));
        text.line("failures: " + promotion.failures()).line("act: " + duration(promotion.actNanos()));
        text.line("record: " + record(service.name()));
        text.line("agents: {" + endpoints(service, addresses, AGENT_PORT) + "}");
        return text.toString();
    }

    public static String agent(Design design, MysqlSpec service, String node, Addresses addresses) {
        ConfigText text = new ConfigText(design, 2);
        text.line("nines-live: 1")
                .line("pidfile: /run/" + service.name() + "-address.pid")
                .open("address:");
        text.line("listen: " + addresses.host(node) + ":" + AGENT_PORT);
        text.line("virtual: " + addresses.virtual().get(service.name()) + "/" + Addresses.PREFIX_LENGTH);
        text.line("interface: " + Addresses.INTERFACE);
        return text.toString();
    }

    public static String passwordFile(MysqlSpec service) {
        return "/run/lab/" + service.name() + ".password";
    }

    private static String endpoints(MysqlSpec service, Addresses addresses, int port) {
        return service.nodes().stream()
                .map(node -> node + ": " + addresses.host(node) + ":" + port)
                .collect(Collectors.joining(", "));
    }

    private static String duration(long nanos) {
        return seconds(nanos) + "s";
    }

    /** What a person does whom nobody has told yet: look who needs it, wait until it takes effect, copy. */
    public static String operator(MysqlSpec service, Addresses addresses) {
        String nodes = service.nodes().stream()
                .map(node -> "[" + node + "]=" + addresses.host(node))
                .collect(Collectors.joining(" "));
        return OPERATOR.replace("%SERVICE%", service.name())
                .replace("%NODES%", nodes)
                .replace("%RECORD%", record(service.name()))
                .replace(
                        "%RESEED%",
                        Long.toString(wholeSeconds(service.promotion().reseedNanos())))
                .replace("%ACCOUNT%", MariadbWriter.ADMIN)
                .replace("%RETRY%", Long.toString(wholeSeconds(service.connectRetryNanos())))
                .replace("%DELAY%", Long.toString(wholeSeconds(service.applyDelayNanos())));
    }

    private static final String OPERATOR = """
            # The operator of %SERVICE%: %RESEED% s after a node that needs it can be reached, copies the primary's data to it.
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            echo $$ >/run/%SERVICE%-operator.pid
            declare -A address=(%NODES%) since=()

            client() { # PROGRAM ARGUMENT…
                "$1" -u %ACCOUNT% -p%ACCOUNT% --connect-timeout=2 "${@:2}"
            }

            copy() { # PRIMARY NODE
                client mariadb -h "$2" -e 'STOP SLAVE; RESET SLAVE ALL; RESET MASTER; SET GLOBAL gtid_slave_pos = ""' &&
                    { echo 'SET sql_log_bin = 0;'
                      mariadb-dump -u %ACCOUNT% -p%ACCOUNT% -h "$1" --single-transaction --master-data=1 --gtid --databases nines
                    } | client mariadb -h "$2" &&
                    client mariadb -h "$2" -e "CHANGE MASTER TO MASTER_HOST='$1', MASTER_PORT=3306, MASTER_USER='%ACCOUNT%',
                        MASTER_PASSWORD='%ACCOUNT%', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=%RETRY%, MASTER_DELAY=%DELAY%;
                        START SLAVE"
            }

            while sleep 1; do
                [ -f %RECORD% ] || continue
                primary=$(awk '$2 == "primary" { print $1 }' %RECORD%)
                for node in $(awk '$2 == "needs_reseed" { print $1 }' %RECORD%); do
                    if ! client mariadb -h "${address[$node]}" -e 'SELECT 1' >/dev/null 2>&1; then
                        since[$node]=
                        continue
                    fi
                    : "${since[$node]:=$SECONDS}"
                    [ $((SECONDS - since[$node])) -ge %RESEED% ] || continue
                    echo "$(date +%T) copies $primary to $node" >>/var/log/%SERVICE%-operator.log
                    copy "${address[$primary]}" "${address[$node]}" >>/var/log/%SERVICE%-operator.log 2>&1
                    since[$node]=
                done
            done
            """;
}
