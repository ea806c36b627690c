package dev.gatehouse.gateway.smith;

import dev.gatehouse.pairing.SubjectKey;
import java.util.Optional;

/**
 * A person at one platform, however the stores spell it.
 *
 * @param platform where they write
 * @param id who they are there; may hold anything, colons as well
 */
record Sender(Platform platform, String id) {
    /** What keys of active pairings begin with (smith-core 0.2.6, pairing_store.rs). */
    static final String ACTIVE = "chatbridge:pairing:active:";

    /** The Redis key of their active pairing. */
    String activeKey() {
        return ACTIVE + platform.key() + ":" + id;
    }

    /** Of whom the Redis key of an active pairing speaks; empty if the daemon would never look it up. */
    static Optional<Sender> ofActiveKey(String key) {
        if (!key.startsWith(ACTIVE)) {
            return Optional.empty();
        }
        String rest = key.substring(ACTIVE.length());
        int colon = rest.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Platform.ofKey(rest.substring(0, colon))
                        .map(platform -> new Sender(platform, rest.substring(colon + 1)));
    }

    /** Their key in the console. */
    SubjectKey subject(String profile) {
        return new SubjectKey(profile, platform.envelope(), "", id);
    }

    /** Whom a key of the console means. */
    static Sender of(SubjectKey subject) {
        return new Sender(Platform.ofEnvelope(subject.channel()), subject.subject());
    }
}
