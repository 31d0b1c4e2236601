package dev.nines.chaos.stop;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.TargetGone;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells others what is about to happen and what has happened: one JSON object {@code {"run": …, "event": …, "text": …}}, to a program
 * of this machine on its standard input, or to a webhook.
 */
public final class Announcer {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Takes the message. */
    private interface Channel {
        /** Why it was not taken, or empty. */
        Optional<String> tell(String json) throws InterruptedException;
    }

    private final Channel channel;

    private Announcer(Channel channel) {
        this.channel = channel;
    }

    /** @param command a program and its arguments; they pass through no shell */
    public static Announcer command(List<String> command) {
        LocalTarget here = new LocalTarget("this machine", List.of());
        return new Announcer(json -> {
            try {
                Outcome outcome = here.run(command, json, LIMIT);
                return outcome.ok() ? Optional.empty() : Optional.of(command.get(0) + " ended with " + outcome.exit());
            } catch (TargetGone e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    /** @throws IllegalArgumentException if the URL is none */
    public static Announcer webhook(String url) {
        URI uri = Web.uri(url);
        Web web = new Web();
        return new Announcer(json -> {
            try {
                int status = web.post(uri, json).status();
                return status / 100 == 2 ? Optional.empty() : Optional.of(uri.getHost() + " answers " + status);
            } catch (IOException e) {
                return Optional.of(uri.getHost() + " does not answer: " + e.getMessage());
            }
        });
    }

    /**
     * Says it. An announcement that must come before a fault and does not arrive is a reason not to begin.
     *
     * @param event such as {@code begin}, {@code inject}, {@code undone}, {@code stopped}
     * @return why it did not arrive, or empty
     */
    public Optional<String> announce(String run, String event, String text) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("run", run);
        message.put("event", event);
        message.put("text", text);
        try {
            return channel.tell(JsonMapper.shared().writeValueAsString(message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
