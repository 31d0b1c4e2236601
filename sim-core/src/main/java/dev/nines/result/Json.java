package dev.nines.result;

import dev.nines.stats.Rounding;
import java.math.BigDecimal;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON whose text depends on its content alone: not on the platform's line ends, nor on how a JDK prints a double. */
final class Json {
    static final String INFINITE = "infinite";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Integers without a point, infinity as {@code "infinite"}, not a number as null. */
    static JsonNode number(double x) {
        if (Double.isNaN(x)) {
            return NODES.nullNode();
        }
        if (Double.isInfinite(x)) {
            return NODES.stringNode(x > 0 ? INFINITE : "-" + INFINITE);
        }
        if (x == Math.rint(x) && Math.abs(x) < 1e15) {
            return NODES.numberNode((long) x);
        }
        BigDecimal digits = new BigDecimal(Rounding.digits(x, 15)).round(new java.math.MathContext(15));
        return NODES.numberNode(digits.stripTrailingZeros());
    }

    static String text(JsonNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators).withObjectIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
    }

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }
}
