package dev.nines.chaos.stop;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client with connections of its own, bounded in time and size. */
final class Web {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int BODY_BYTES_MAX = 1 << 20;

    record Answer(int status, String body) {}

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** @throws IllegalArgumentException if it is none for a client */
    static URI uri(String url) {
        URI uri = URI.create(url);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("not a URL of http or https: " + url);
        }
        return uri;
    }

    Answer get(URI uri) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build());
    }

    Answer post(URI uri, String json) throws IOException, InterruptedException {
        return ask(HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private Answer ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(BODY_BYTES_MAX);
            return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
