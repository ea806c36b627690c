package dev.gatehouse.console;

import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Snapshot;

/**
 * The lists over all gateways; what becomes of a gateway, all of them are told.
 *
 * @param inbox what is pending
 * @param roster who is in
 * @param codes the codes that were made
 */
record Lists(Inbox inbox, Roster roster, CodeShelf codes) {
    /** A gateway was read. */
    void accept(GatewayProfile profile, GatewayClock clock, Features features, Snapshot snapshot) {
        inbox.accept(profile, clock, snapshot);
        roster.accept(profile, snapshot);
        codes.accept(profile, clock, features, snapshot);
    }

    /** A gateway does not answer. */
    void stale(String profile) {
        inbox.stale(profile);
        roster.stale(profile);
        codes.stale(profile);
    }

    /** A gateway was renamed. */
    void renamed(GatewayProfile profile) {
        inbox.renamed(profile);
        roster.renamed(profile);
        codes.renamed(profile);
    }

    /** A gateway was removed, and all it had. */
    void forget(String profile) {
        inbox.forget(profile);
        roster.forget(profile);
        codes.forget(profile);
    }
}
