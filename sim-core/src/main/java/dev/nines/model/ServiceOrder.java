package dev.nines.model;

import dev.nines.model.spec.BlockSpec;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services in an order in which each comes after those that it stands on; the reader has excluded cycles. */
final class ServiceOrder {
    private ServiceOrder() {}

    static List<ServiceSpec> bottomUp(List<ServiceSpec> specs) {
        Map<String, ServiceSpec> left = new LinkedHashMap<>();
        specs.forEach(spec -> left.put(spec.name(), spec));
        List<ServiceSpec> ordered = new ArrayList<>();
        for (ServiceSpec spec : specs) {
            visit(spec, left, ordered);
        }
        return ordered;
    }

    private static void visit(ServiceSpec spec, Map<String, ServiceSpec> left, List<ServiceSpec> ordered) {
        if (left.remove(spec.name()) == null) {
            return;
        }
        for (String below : standsOn(spec)) {
            ServiceSpec other = left.get(below);
            if (other != null) {
                visit(other, left, ordered);
            }
        }
        ordered.add(spec);
    }

    /** The names of the services that must exist first. */
    static List<String> standsOn(ServiceSpec spec) {
        if (spec instanceof HaproxySpec haproxy) {
            return named(haproxy.behind(), haproxy.servers());
        }
        if (spec instanceof NlbSpec nlb) {
            List<String> names = named(nlb.behind());
            nlb.targetGroups().forEach(group -> names.add(group.targets()));
            return names;
        }
        if (spec instanceof WebServerSpec web) {
            return named(web.behind(), web.calls(), web.content());
        }
        if (spec instanceof KeepalivedSpec || spec instanceof MysqlSpec) {
            return List.of();
        }
        if (spec instanceof ContentSyncSpec || spec instanceof HeartbeatSpec) {
            return List.of();
        }
        if (spec instanceof BlockSpec block) {
            return block.standsOn();
        }
        throw new IllegalStateException("unknown kind of service " + spec);
    }

    private static List<String> named(String... names) {
        List<String> list = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty()) {
                list.add(name);
            }
        }
        return list;
    }
}
