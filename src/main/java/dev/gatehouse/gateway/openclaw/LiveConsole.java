package dev.gatehouse.gateway.openclaw;

/**
 * What the console tells a gateway of itself.
 *
 * @param name the name under which it asks to join as a device, for whoever approves it; not empty
 * @param version the console's version; not empty
 */
record LiveConsole(String name, String version) {
    /** The one client id that both products keep for programs of others. */
    static final String CLIENT = "gateway-client";

    static final String MODE = "backend";
    static final String ROLE = "operator";

    /**
     * Said on every computer, because gateways pin it when they approve a device and ask again when it changes. For the
     * same reason no device family is said at all.
     */
    static final String PLATFORM = "desktop";
}
