/** The network: messages that pass, are delayed or dropped; addresses and neighbour tables; TCP as outages see it. */
package dev.nines.network;
