package dev.gatehouse.pairing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person who may talk to the bot.
 *
 * @param key channel, account and sender id as the gateway writes it; {@code *} is everybody
 * @param name empty where the product keeps no name
 * @param origins the files and settings that let them in
 * @param grantedAt null where the product does not tell
 * @param lastSeenAt null where the product does not tell
 */
public record SenderGrant(
        SubjectKey key,
        Name name,
        List<Origin> origins,
        @Nullable Instant grantedAt,
        @Nullable Instant lastSeenAt) implements Grant {

    /** Keeps its own copy of the origins. */
    public SenderGrant {
        origins = List.copyOf(origins);
    }

    @Override
    public Kind kind() {
        return Kind.DM;
    }

    @Override
    public Access access() {
        return Access.DIRECT_MESSAGES;
    }

    /** Whether this lets everybody in. */
    public boolean everybody() {
        return key.subject().equals("*");
    }
}
