package dev.nines.model.spec;

import java.util.List;

/** A service of the design: one product on one or more hosts, or a part without a product. */
public sealed interface ServiceSpec
        permits KeepalivedSpec,
                HaproxySpec,
                NlbSpec,
                WebServerSpec,
                MysqlSpec,
                ContentSyncSpec,
                HeartbeatSpec,
                BlockSpec {
    String name();

    /** The hosts it runs on, in file order. */
    List<String> nodes();
}
