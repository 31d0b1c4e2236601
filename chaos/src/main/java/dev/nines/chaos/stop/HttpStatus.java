package dev.nines.chaos.stop;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A page must answer with a status; redirects are not followed. */
public final class HttpStatus implements StopCondition {
    private final URI url;
    private final int expected;
    private final Web web = new Web();

    /** @throws IllegalArgumentException if the URL is none */
    public HttpStatus(String url, int expected) {
        this.url = Web.uri(url);
        this.expected = expected;
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public Optional<String> reason() throws IOException, InterruptedException {
        int status = web.get(url).status();
        return status == expected ? Optional.empty() : Optional.of("answers " + status + " instead of " + expected);
    }
}
