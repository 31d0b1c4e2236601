package dev.nines.model;

import java.util.function.Consumer;

/** A service that decides which host holds a virtual address. */
interface AddressOwner extends Service {
    /** notify_master: told which host has just taken the address. */
    void onMaster(Consumer<HostModel> script);
}
