package dev.nines.result;

/**
 * What a queue did over the years.
 *
 * @param arrivals in all trials
 * @param lost share of the arrivals for which there was no room
 * @param waitSeconds mean until service begins
 * @param responseSeconds mean from arrival to leaving
 * @param responseP99Seconds mean over trials of each trial's 99th percentile
 * @param inSystem mean number of customers, waiting and in service
 * @param utilisation share of the servers' time with a customer
 */
public record QueueResult(
        long arrivals,
        Value lost,
        Value waitSeconds,
        Value responseSeconds,
        Value responseP99Seconds,
        Value inSystem,
        Value utilisation) {}
