package dev.gatehouse.gateway.orginabox;

import java.util.Locale;

/** What the console wants of a server over HTTP. */
enum Operation {
    /** List the server's gateways. */
    GATEWAYS(false),
    /** List the people who are in at a gateway. */
    PAIRED(false),
    /** List the codes that wait at a gateway. */
    CODES(false),
    /** Let somebody in. */
    APPROVE(true),
    /** Turn somebody away. */
    REJECT(true),
    /** Take somebody's access away. */
    REVOKE(true),
    /** Hear of changes at a gateway. */
    EVENTS(false);

    private final boolean changes;

    Operation(boolean changes) {
        this.changes = changes;
    }

    /** Whether it changes something; then only one way is ever tried. */
    boolean changes() {
        return changes;
    }

    /** Its name in a route profile. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
