package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** When a sender may be let in. */
final class DmRules {
    private DmRules() {}

    /**
     * Why {@code request} cannot be approved, or null if it can. A file for an account that the config does not know would
     * keep later versions of the product from starting (OpenClaw 2026.9.6, doctor).
     *
     * @param raw the request as it stands in the store
     */
    static @Nullable Phrase obstacle(Config config, SenderIds senders, DmRequest request, ObjectNode raw) {
        String channel = request.key().channel();
        String account = request.key().account();
        if (config.problem() != null) {
            return Phrase.of("openclaw.absent.config-unreadable");
        }
        if (!config.usable()) {
            return Phrase.of("openclaw.absent.no-config");
        }
        if (!config.channels().contains(channel)) {
            return Phrase.of("openclaw.absent.unknown-channel", channel);
        }
        if (!config.knows(channel, account)) {
            return Phrase.of("openclaw.absent.unknown-account", account, channel);
        }
        if (senders.entry(channel, raw.path("id").asString("")) == null) {
            return Phrase.of("openclaw.absent.id-form", channel);
        }
        return null;
    }
}
