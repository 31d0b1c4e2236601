package dev.nines.network;

/** Told when a host's network interface loses or regains its carrier. */
@FunctionalInterface
public interface CarrierListener {
    void onCarrier(int host, boolean up);
}
