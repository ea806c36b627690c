package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Turns rows into the vocabulary. */
final class Requests {
    /** How long a code lives: "expires_at = now + 1h" (docs.orginabox.com, Device Pairing). */
    static final Duration LIFE = Duration.ofHours(1);

    /** Places for codes at one gateway: "Max pending: 3 per gateway total" (the same page). */
    static final int PLACES = 3;

    /** The channel whose gateways have an allowlist of their own, which no API tells (the same page). */
    private static final String TELEGRAM = "telegram";

    private Requests() {}

    /** What to know before and after {@code grant} is taken away. */
    static List<Phrase> lasting(SenderGrant grant) {
        return grant.key().channel().equals(TELEGRAM) ? List.of(Phrase.of("oiab.remark.allowed")) : List.of();
    }

    /** The id of {@code row}: the server's own, else what tells it from others; never the code. */
    static String id(Pending row) {
        Instant made = row.createdAt() == null ? row.expiresAt() : row.createdAt();
        return row.id().isEmpty() ? row.gateway() + "/" + row.user() + "/" + (made == null ? "" : made) : row.id();
    }

    /** {@code row} as a request of {@code profile}. */
    static DmRequest request(String profile, Accounts accounts, Pending row, Instant now) {
        Accounts.Door door = accounts.door(row.gateway());
        Instant end = row.expiresAt();
        Instant asked = row.createdAt() != null ? row.createdAt() : end != null ? end.minus(LIFE) : now;
        return new DmRequest(
                RequestKey.dm(profile, door.channel(), door.account(), row.user()),
                id(row),
                row.code(),
                row.name(),
                row.details(),
                asked,
                asked,
                Objects.requireNonNullElseGet(end, () -> asked.plus(LIFE)),
                false,
                end == null);
    }

    /** {@code row} as a grant of {@code profile}, told by {@code origin}. */
    static SenderGrant grant(String profile, Accounts accounts, Paired row, Origin origin) {
        Accounts.Door door = accounts.door(row.gateway());
        return new SenderGrant(
                new SubjectKey(profile, door.channel(), door.account(), row.user()),
                row.name(),
                List.of(origin),
                row.since(),
                null);
    }
}
