package dev.nines.scenario.config;

import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;

/** A second node beside the only one whose file was given. */
final class Peers {
    private static final int STEP = 50;

    private Peers() {}

    /** The section with a peer of lower priority; of higher priority when the node is a BACKUP of the usual kind. */
    static Yaml.Mapping with(Yaml.Mapping section, String peer, Instance instance) {
        int own = instance.priority();
        int priority = own > 100 ? Math.max(1, own - STEP) : Math.min(254, own + STEP);
        Place place = section.place();
        Yaml.Scalar value = new Yaml.Scalar(place, "guess(" + priority + ")", Yaml.Kind.TEXT);
        Yaml.Mapping node = new Yaml.Mapping(
                place, List.of(new Yaml.Entry(new Yaml.Scalar(place, "priority", Yaml.Kind.TEXT), value)));
        Yaml.Entry nodes = section.entry("nodes").orElseThrow();
        Yaml.Mapping more =
                ((Yaml.Mapping) nodes.value()).with(new Yaml.Entry(new Yaml.Scalar(place, peer, Yaml.Kind.TEXT), node));
        return section.with(new Yaml.Entry(nodes.key(), more));
    }
}
