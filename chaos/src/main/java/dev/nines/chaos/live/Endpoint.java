package dev.nines.chaos.live;

import java.net.InetSocketAddress;

/**
 * Where something listens.
 *
 * @param host an address or a name, without brackets
 */
record Endpoint(String host, int port) {
    /** @param text as {@code 10.0.3.9:80} or {@code [fd00::1]:80} */
    static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        }
        return new Endpoint(text.substring(0, colon).replaceAll("[\\[\\]]", ""), port);
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
