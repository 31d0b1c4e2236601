/**
 * From a scenario and an inventory to a plan: each drill as typed injections on targets, with what will be measured and what
 * the simulator predicts. Planning changes nothing. A plan is frozen: {@link dev.nines.chaos.plan.Plans} writes it with a hash.
 */
package dev.nines.chaos.plan;
