package dev.gatehouse.gateway.praisonai;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who is in.
 *
 * @param channel the product's {@code channel_type}
 * @param person the product's {@code channel_id}: what its bots look up is the sender's id
 * @param label what the row is called, may be empty
 * @param pairedAt since when, or null if it does not say
 */
record PairedRow(
        String channel,
        String person,
        String label,
        @Nullable Instant pairedAt) {
    /** What the product writes in place of both ids when an owner refuses somebody in the chat. */
    static final String DENIED = "__denied__";

    /** Reads what the store keeps; empty if the product could never match it. */
    static Optional<PairedRow> of(JsonNode node) {
        JsonNode channel = node.path("channel_type");
        JsonNode person = node.path("channel_id");
        if (!channel.isString() || !person.isString()) {
            return Optional.empty();
        }
        JsonNode label = node.path("label");
        return Optional.of(new PairedRow(
                channel.stringValue(),
                person.stringValue(),
                label.isString() ? label.stringValue() : "",
                Moment.of(node.path("paired_at")).map(Moment::at).orElse(null)));
    }

    /** Whether it lets nobody in, and is left over from a refusal. */
    boolean denied() {
        return channel.equals(DENIED);
    }

    /** Whether it is a code that was approved over HTTP in place of a person: it lets nobody in. */
    boolean codeInPlaceOfPerson() {
        return person.matches("[A-HJ-NP-Z2-9]{8}|[0-9a-f]{8}") && label.equals("User " + person);
    }

    boolean is(String otherChannel, String otherPerson) {
        return channel.equals(otherChannel) && person.equals(otherPerson);
    }
}
