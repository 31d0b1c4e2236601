/**
 * Shows on each target that every healer works there: arms them with an effect that hurts nobody, kills its own controller and
 * its connection, and looks from a new one. What was shown holds for one boot, one kernel and one helper.
 */
package dev.nines.chaos.rehearse;
