package dev.nines.chaos.lab;

/**
 * Where clients reach a service.
 *
 * @param http false: a TCP connection is all that can be said without speaking the service's language
 */
public record Entry(String service, String address, int port, boolean http) {
    @Override
    public String toString() {
        return (http ? "http://" : "tcp://") + address + ":" + port + (http ? "/" : "");
    }
}
