package dev.nines.chaos.plan;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.List;
import java.util.Optional;

/** Which database stands behind a service of a design, and how much is written to it. */
public final class Databases {
    private static final int WRITES_PER_SECOND_MOST = 100;
    private static final int DEPTH_MOST = 16;

    private final Design design;

    public Databases(Design design) {
        this.design = design;
    }

    /** The database that a service is, or that its calls end at. */
    public Optional<MysqlSpec> behind(String service) {
        return behind(service, DEPTH_MOST);
    }

    private Optional<MysqlSpec> behind(String name, int depth) {
        Optional<ServiceSpec> found = design.services().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst();
        if (found.isEmpty() || depth == 0) {
            return Optional.empty();
        }
        ServiceSpec spec = found.get();
        if (spec instanceof MysqlSpec mysql) {
            return Optional.of(mysql);
        }
        for (String next : next(spec)) {
            Optional<MysqlSpec> database = behind(next, depth - 1);
            if (database.isPresent()) {
                return database;
            }
        }
        return Optional.empty();
    }

    private static List<String> next(ServiceSpec spec) {
        if (spec instanceof HaproxySpec haproxy) {
            return List.of(haproxy.servers());
        }
        if (spec instanceof WebServerSpec web) {
            return List.of(web.calls());
        }
        if (spec instanceof NlbSpec nlb) {
            return nlb.targetGroups().stream().map(NlbSpec.TargetGroup::targets).toList();
        }
        return List.of();
    }

    /** As many writes as the scenario's clients send to it: losses are then in the same unit as predicted ones. */
    int writesPerSecond(MysqlSpec database) {
        double rate = 0;
        for (ClientSpec client : design.clients()) {
            boolean reaches = behind(client.calls())
                    .filter(found -> found.name().equals(database.name()))
                    .isPresent();
            rate += reaches ? client.ratePerSecond() * client.writeShare() : 0;
        }
        return (int) Math.max(1, Math.min(WRITES_PER_SECOND_MOST, Math.round(rate)));
    }
}
