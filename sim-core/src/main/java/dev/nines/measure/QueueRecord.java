package dev.nines.measure;

/**
 * What one queue did during one year of one trial. Customers who came before the measured time do not count.
 *
 * @param lost of the arrivals: there was no room
 * @param waitNanos sum over the {@code begun} services
 * @param responseNanos sum over the {@code served} customers, from arrival to leaving
 * @param responseP99Nanos of those
 * @param inSystemNanos customers in the system × time
 * @param busyNanos servers with a customer × time
 * @param serverNanos servers × time
 */
public record QueueRecord(
        long arrivals,
        long lost,
        long begun,
        double waitNanos,
        long served,
        double responseNanos,
        double responseP99Nanos,
        double inSystemNanos,
        double busyNanos,
        double serverNanos) {}
