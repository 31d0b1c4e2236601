package dev.nines.model;

import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;

/** From what the file says to what lives in the world. */
final class Services {
    private Services() {}

    static Service create(World world, ServiceSpec spec, SyncGroups syncGroups) {
        if (spec instanceof KeepalivedSpec keepalived) {
            return new KeepalivedService(world, keepalived, syncGroups);
        }
        if (spec instanceof HaproxySpec haproxy) {
            return new HaproxyService(world, haproxy);
        }
        if (spec instanceof NlbSpec nlb) {
            return new NlbService(world, nlb);
        }
        if (spec instanceof WebServerSpec web) {
            return new WebService(world, web);
        }
        if (spec instanceof MysqlSpec mysql) {
            return new MysqlService(world, mysql);
        }
        if (spec instanceof ContentSyncSpec content) {
            return new ContentService(world, content);
        }
        if (spec instanceof HeartbeatSpec heartbeat) {
            return new HeartbeatService(world, heartbeat);
        }
        throw new IllegalStateException("unknown kind of service " + spec);
    }
}
