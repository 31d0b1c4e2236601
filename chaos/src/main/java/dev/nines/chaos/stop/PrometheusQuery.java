package dev.nines.chaos.stop;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each value of an instant query ({@code /api/v1/query}, Prometheus HTTP API) must keep within a limit. An answer without values, or
 * with one that is not a number, is no answer.
 */
public final class PrometheusQuery implements StopCondition {
    /** Which values are well. */
    public enum Limit {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Limit(String sign) {
            this.sign = sign;
        }

        boolean holds(double value, double bound) {
            return this == AT_MOST ? value <= bound : value >= bound;
        }
    }

    private final String query;
    private final URI url;
    private final Limit limit;
    private final double bound;
    private final Web web = new Web();

    /**
     * @param server such as {@code http://prometheus:9090}
     * @throws IllegalArgumentException if the URL is none
     */
    public PrometheusQuery(String server, String query, Limit limit, double bound) {
        this.query = query;
        this.limit = limit;
        this.bound = bound;
        url = Web.uri(server.replaceFirst("/+$", "") + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "query " + query;
    }

    @Override
    public Optional<String> reason() throws IOException, InterruptedException {
        Web.Answer answer = web.get(url);
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status());
        }
        for (double value : values(answer.body())) {
            if (!limit.holds(value, bound)) {
                return Optional.of(value + " is not " + limit.sign + " " + bound);
            }
        }
        return Optional.empty();
    }

    private static List<Double> values(String body) throws IOException {
        List<Double> values = new ArrayList<>();
        try {
            JsonNode root = JsonMapper.shared().readTree(body);
            JsonNode data = root.path("data");
            String type = data.path("resultType").asString("");
            if (!"success".equals(root.path("status").asString(""))) {
                throw new IOException("not a successful query");
            }
            if (type.equals("scalar")) {
                values.add(number(data.path("result")));
            } else if (type.equals("vector")) {
                for (JsonNode sample : data.path("result")) {
                    values.add(number(sample.path("value")));
                }
            }
        } catch (JacksonException e) {
            throw new IOException("not JSON", e);
        }
        if (values.isEmpty()) {
            throw new IOException("no value");
        }
        return values;
    }

    /** @param pair time and value, the latter as a string */
    private static double number(JsonNode pair) throws IOException {
        String text = pair.path(1).asString("");
        try {
            double value = Double.parseDouble(text.replace("Inf", "Infinity"));
            if (!Double.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IOException("not a number: " + text);
    }
}
