package dev.gatehouse.console.secrets;

import java.util.Optional;

/** A keychain of the system's. Blocks for as long as the system likes; called by one thread at a time. */
interface Keychain {
    /**
     * The text kept under {@code item}; empty if there is none.
     *
     * @throws KeychainException if that cannot be told
     */
    Optional<String> get(Item item) throws KeychainException;

    /**
     * Keeps {@code text}, in place of an older one.
     *
     * @throws KeychainException if it is not kept
     */
    void put(Item item, String text) throws KeychainException;

    /**
     * Forgets it; nothing happens if there is none.
     *
     * @throws KeychainException if it may still be there
     */
    void remove(Item item) throws KeychainException;

    /**
     * How an item is called, for the operator who looks into the keychain as much as for the console.
     *
     * @param service whose it is
     * @param account what it is
     */
    record Item(String service, String account) {}
}
