package dev.nines.chaos.live;

import java.io.IOException;

/** The address under which clients find the primary. Both calls wait until it is done. */
interface ServiceAddress {
    /** The node has the address from now on, and tells the neighbours. */
    void take(int node) throws IOException;

    /** The node has it no longer, if it ever had. */
    void release(int node) throws IOException;
}
