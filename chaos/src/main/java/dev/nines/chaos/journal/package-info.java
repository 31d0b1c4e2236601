/**
 * What the controller knew when it died: each step of a fault is on the disk before it is taken. A journal is a file of JSON
 * lines with a check sum each; the last may be torn, which is then taken for an intent.
 */
package dev.nines.chaos.journal;
