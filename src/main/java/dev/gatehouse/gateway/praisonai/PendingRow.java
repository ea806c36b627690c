package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who was given a code, as the store keeps it or the HTTP API tells it. It prints without code, hash and
 * signature.
 *
 * @param channel the product's {@code channel_type}
 * @param person the id that an approval would write down, or null if the code is bound to nobody
 * @param created when the code was made; with the channel it tells one row from another
 * @param code the code, or null where it is kept hashed
 * @param hash the code's hash, empty where the code is kept in clear (until 4.6.162) or told
 * @param signature the code's signature, empty where it is not told
 * @param served whether the running gateway itself has told it
 */
record PendingRow(
        String channel,
        @Nullable String person,
        Moment created,
        @Nullable String code,
        String hash,
        String signature,
        boolean served) {

    /** What tells this row from others, wherever it is seen. */
    record Id(String channel, String created) {}

    /** Reads what the store keeps; empty if it makes no sense. */
    static Optional<PendingRow> stored(JsonNode node) {
        Optional<Moment> created = Moment.of(node.path("created_at"));
        String channel = text(node, "channel_type");
        String hash = text(node, "code_hash");
        String code = text(node, "code");
        if (created.isEmpty() || channel.isEmpty() || (hash.isEmpty() && code.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new PendingRow(
                channel,
                person(node),
                created.get(),
                code.isEmpty() ? null : code,
                hash,
                text(node, "signature"),
                false));
    }

    /**
     * Reads what the HTTP API tells; empty if it makes no sense.
     *
     * @param created when the code was made, for answers that only tell its age (the product's page)
     */
    static Optional<PendingRow> told(JsonNode node, @Nullable Moment created) {
        Moment made = Moment.of(node.path("created_at")).orElse(created);
        String channel = text(node, "channel_type");
        String hash = text(node, "code_hash");
        String code = text(node, "code");
        if (made == null || channel.isEmpty() || (hash.isEmpty() && code.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new PendingRow(channel, person(node), made, code.isEmpty() ? null : code, hash, "", true));
    }

    private static @Nullable String person(JsonNode node) {
        String person = text(node, "channel_id");
        return person.isEmpty() ? null : person;
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : "";
    }

    /** What tells it from others. */
    Id id() {
        return new Id(channel, created.text());
    }

    /** The same row as the store keeps it, with what the running gateway tells of it besides. */
    PendingRow with(PendingRow told) {
        String clear = code == null ? told.code : code;
        return new PendingRow(
                channel,
                person == null ? told.person : person,
                created,
                clear,
                hash.isEmpty() ? told.hash : hash,
                signature,
                true);
    }

    /** Who asks. A code that is bound to nobody is known by when it was made: never by itself, nor by its hash. */
    RequestKey key(String profile) {
        return RequestKey.dm(profile, channel, "", person == null ? created.text() : person);
    }

    /** Whether its life is over and the running gateway does not list it any more. */
    boolean over(Instant now, Duration life) {
        return !served && !now.isBefore(created.at().plus(life));
    }

    /** The request that it is. Its end is only the usual one: the product does not tell it. */
    DmRequest request(String profile, Duration life) {
        return new DmRequest(
                key(profile),
                created.text(),
                code == null ? null : new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                Name.of(""),
                Map.of(),
                created.at(),
                created.at(),
                created.at().plus(life),
                person == null,
                true);
    }

    @Override
    public String toString() {
        return "PendingRow[" + channel + ", " + created.text() + "]";
    }
}
