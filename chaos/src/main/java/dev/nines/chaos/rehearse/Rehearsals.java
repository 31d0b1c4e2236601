package dev.nines.chaos.rehearse;

import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.inject.Injection.Healer;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.journal.Unwritable;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.TargetGone;
import dev.nines.chaos.target.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The records of rehearsals, one file for each target, and whether they still hold. */
public final class Rehearsals {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    public Rehearsals(StateFolder state) {
        folder = state.rehearsals();
    }

    /** Replaces the earlier record of the same place. */
    public void save(Rehearsed record) {
        Path file = file(record.place());
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path fresh = folder.resolve(file.getFileName() + ".new");
            Files.writeString(fresh, text(record));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }

    /** The last rehearsal of a place; empty if there is none that can be read. */
    public Optional<Rehearsed> of(Location place) {
        try {
            return parse(Files.readString(file(place.text())))
                    .filter(r -> r.place().equals(place.text()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Forgets what is known of a place. */
    public void forget(Location place) {
        try {
            Files.deleteIfExists(file(place.text()));
        } catch (IOException e) {
            throw new Unwritable(file(place.text()).toString(), e);
        }
    }

    /**
     * Why the healers of these targets are not known to work now, or empty. Only other machines are asked: lab hosts and this
     * machine run the very script that the tests of Nines have killed.
     */
    public Optional<String> problem(Inventory inventory, Collection<String> targets, Targets reach) {
        for (String name : targets) {
            Location place = inventory.location(name);
            if (place instanceof Location.Ssh) {
                Optional<String> problem = problem(inventory, name, place, reach);
                if (problem.isPresent()) {
                    return problem.map(p -> name + ": " + p + "; nines chaos rehearse " + inventory.file());
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(Inventory inventory, String name, Location place, Targets reach) {
        try {
            Map<String, String> now = Helper.capabilities(reach.at(name, place));
            return problem(of(place), now, Instant.now(), inventory.limits().rehearsalNanos());
        } catch (TargetGone e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Why a record does not hold now, or empty.
     *
     * @param now what the target says of itself: {@code boot}, {@code kernel}, {@code version}, {@code hash}
     */
    public static Optional<String> problem(
            Optional<Rehearsed> last, Map<String, String> now, Instant time, long ageNanosMost) {
        if (last.isEmpty()) {
            return Optional.of("its healers were never rehearsed");
        }
        Rehearsed record = last.get();
        for (Map.Entry<Healer, Rehearsed.Result> healer : record.healers().entrySet()) {
            if (!healer.getValue().healed()) {
                return Optional.of("the last rehearsal has failed: " + healer.getKey() + ": "
                        + healer.getValue().problem());
            }
        }
        String since = changed(record, now);
        if (!since.isEmpty()) {
            return Optional.of("since its rehearsal " + since);
        }
        Duration age = Duration.between(record.at(), time);
        boolean old = age.isNegative() || age.compareTo(Duration.ofNanos(ageNanosMost)) > 0;
        return old ? Optional.of("its rehearsal is of " + record.at() + ", which is too old") : Optional.empty();
    }

    private static String changed(Rehearsed record, Map<String, String> now) {
        if (!record.boot().equals(now.getOrDefault("boot", ""))) {
            return "it was started anew";
        }
        if (!record.kernel().equals(now.getOrDefault("kernel", ""))) {
            return "it has another kernel";
        }
        boolean same = record.helperVersion().equals(now.getOrDefault("version", ""))
                && record.helperHash().equals(now.getOrDefault("hash", ""));
        return same ? "" : "it has another helper";
    }

    private Path file(String place) {
        return folder.resolve(UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)) + ".json");
    }

    private static String text(Rehearsed record) {
        ObjectNode node = JSON.createObjectNode();
        node.put("target", record.target());
        node.put("place", record.place());
        node.put("boot", record.boot());
        node.put("kernel", record.kernel());
        node.put("helperVersion", record.helperVersion());
        node.put("helperHash", record.helperHash());
        node.put("at", record.at().toString());
        node.put("ttlSeconds", record.ttlSeconds());
        ObjectNode healers = node.putObject("healers");
        record.healers().forEach((healer, result) -> {
            ObjectNode one = healers.putObject(healer.name());
            one.put("millis", result.millis());
            one.put("problem", result.problem());
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    private static Optional<Rehearsed> parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            Map<Healer, Rehearsed.Result> healers = new EnumMap<>(Healer.class);
            node.path("healers")
                    .properties()
                    .forEach(one -> healers.put(
                            Healer.valueOf(one.getKey()),
                            new Rehearsed.Result(
                                    one.getValue().path("millis").asLong(0),
                                    one.getValue().path("problem").asString("unknown"))));
            return healers.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Rehearsed(
                            node.path("target").asString(""),
                            node.path("place").asString(""),
                            node.path("boot").asString(""),
                            node.path("kernel").asString(""),
                            node.path("helperVersion").asString(""),
                            node.path("helperHash").asString(""),
                            Instant.parse(node.path("at").asString("")),
                            node.path("ttlSeconds").asInt(0),
                            healers));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty(); // not one of ours: as if there were none
        }
    }
}
