package dev.nines.result;

/**
 * What one cause cost per year. An outage with several causes counts for each in equal parts.
 *
 * @param fault {@code crash}
 * @param component {@code lb1}; empty for the cause {@code none}
 * @param downtimeShare share of the downtime of all outages, 0 … 1
 * @param outages per year
 * @param lostTransactions per year; those of one year count for the causes of that year's outages in equal parts
 */
public record CauseResult(String fault, String component, Value downtimeShare, Value outages, Value lostTransactions) {}
