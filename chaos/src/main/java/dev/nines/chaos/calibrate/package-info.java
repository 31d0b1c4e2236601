/**
 * What really happened, beside what a scenario assumes. An {@link dev.nines.chaos.calibrate.IncidentList} gives the laws of
 * failure and repair, with the intervals that its data allow.
 *
 * <p>Sources: exponential times by the exact chi-square interval (Epstein and Sobel 1953; Garwood 1936); Weibull and
 * lognormal times by maximum likelihood under right censoring, with pivots of a parametric bootstrap (Meeker and Escobar, Statistical
 * Methods for Reliability Data, chapters 8 and 9); distances by Kaplan and Meier's estimate.
 *
 * <p>Left out: trends (repairs make a part as good as new), and what several causes share.
 */
package dev.nines.chaos.calibrate;
