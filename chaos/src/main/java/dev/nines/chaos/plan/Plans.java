package dev.nines.chaos.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Plans as text. Keys are sorted and nothing depends on when it is written: the same plan is the same bytes. */
public final class Plans {
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final JsonMapper READABLE =
            CANONICAL.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Plans() {}

    /** The plan with its hash. */
    public static Plan frozen(Plan plan) {
        return withHash(plan, hash(plan));
    }

    /** Whether nobody has changed it since it was frozen. */
    public static boolean isIntact(Plan plan) {
        return plan.hash().equals(hash(plan));
    }

    private static String hash(Plan plan) {
        try {
            byte[] canonical = CANONICAL.writeValueAsString(withHash(plan, "")).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Plan withHash(Plan p, String hash) {
        return new Plan(
                p.nines(),
                hash,
                p.created(),
                p.author(),
                p.expires(),
                p.scenario(),
                p.design(),
                p.scenarioHash(),
                p.inventory(),
                p.inventoryHash(),
                p.environment(),
                p.holdNanos(),
                p.ttlSeconds(),
                p.streams(),
                p.drills(),
                p.refused(),
                p.unmeasured());
    }

    public static String write(Plan plan) {
        return READABLE.writeValueAsString(plan) + "\n";
    }

    /** @throws IllegalArgumentException if it is no plan, saying why */
    public static Plan read(String text) {
        try {
            Plan plan = CANONICAL.readValue(text, Plan.class);
            if (plan == null || plan.nines() != Plan.FORMAT || plan.hash() == null) {
                throw new IllegalArgumentException("not a plan of this version");
            }
            return plan;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a plan: " + e.getOriginalMessage(), e);
        }
    }
}
