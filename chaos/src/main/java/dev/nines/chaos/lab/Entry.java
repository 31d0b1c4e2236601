package dev.nines.chaos.lab;

import java.util.Locale;

/** Where clients reach a service, and the language it speaks there. */
public record Entry(String service, String address, int port, Kind kind) {
    public enum Kind {
        HTTP,
        SQL,
        TCP
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + address + ":" + port + (kind == Kind.HTTP ? "/" : "");
    }
}
