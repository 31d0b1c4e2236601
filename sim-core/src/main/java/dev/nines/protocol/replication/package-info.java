/** MySQL / MariaDB replication. */
package dev.nines.protocol.replication;
