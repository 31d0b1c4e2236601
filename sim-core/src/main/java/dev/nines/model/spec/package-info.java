/** What a scenario file says, checked and with every default filled in. Data only. */
package dev.nines.model.spec;
