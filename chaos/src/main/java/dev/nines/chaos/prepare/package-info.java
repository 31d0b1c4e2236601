/**
 * Makes a machine a target, and takes everything away again: the helper, its line in sudo's rules, the allow-file. One script
 * does it there, all or nothing; what it will do is said before.
 */
package dev.nines.chaos.prepare;
