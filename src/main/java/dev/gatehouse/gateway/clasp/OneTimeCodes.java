package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The codes of QR pictures: 128 random bits, good once, what they permit kept here. Guarded by the service's lock. */
final class OneTimeCodes {
    /** How long the end of a code is still told. */
    private static final long MEMORY = Duration.ofHours(1).toNanos();

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Chance chance;
    private final List<Entry> entries = new ArrayList<>();

    OneTimeCodes(InstantSource wall, LongSupplier nanos, Chance chance) {
        this.wall = wall;
        this.nanos = nanos;
        this.chance = chance;
    }

    /** How a code stands. */
    enum State {
        /** It can be used. */
        OPEN,
        /** It was used. */
        USED,
        /** Its time is over, or pairing was closed. */
        EXPIRED,
        /** The operator took it back. */
        CANCELLED
    }

    /**
     * A code at one moment.
     *
     * @param id by which it is spoken of; not the code
     * @param code the code
     * @param permissions what it gives
     * @param issuedAt when it was made
     * @param expiresAt when it ends
     * @param state how it stands
     * @param usedBy the entity of who used it, or empty
     * @param usedName the name of who used it, or empty
     * @param usedAt when it was used, or null
     */
    record Code(
            String id,
            Secret code,
            Permissions permissions,
            Instant issuedAt,
            Instant expiresAt,
            State state,
            String usedBy,
            String usedName,
            @Nullable Instant usedAt) {
        private Code with(State next, String by, String name, @Nullable Instant at) {
            return new Code(id, code, permissions, issuedAt, expiresAt, next, by, name, at);
        }
    }

    private static final class Entry {
        private final long deadline;
        private Code code;

        private Entry(Code code, long deadline) {
            this.code = code;
            this.deadline = deadline;
        }
    }

    Code issue(Permissions permissions, Duration lasts) {
        Instant now = wall.instant();
        Code code = new Code(
                chance.unguessable(),
                new Secret(chance.unguessable()),
                permissions,
                now,
                now.plus(lasts),
                State.OPEN,
                "",
                "",
                null);
        entries.add(new Entry(code, nanos.getAsLong() + lasts.toNanos()));
        return code;
    }

    /** What the open code {@code given} permits; empty if there is no such one. */
    Optional<Permissions> permissions(Secret given) {
        return open(given).map(entry -> entry.code.permissions());
    }

    private Optional<Entry> open(Secret given) {
        byte[] bytes = given.value().getBytes(StandardCharsets.UTF_8);
        Entry found = null;
        for (Entry entry : entries) {
            byte[] own = entry.code.code().value().getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(own, bytes) && entry.code.state() == State.OPEN) {
                found = entry;
            }
        }
        return Optional.ofNullable(found);
    }

    void use(Secret given, String entity, String name, Instant at) {
        open(given).ifPresent(entry -> entry.code = entry.code.with(State.USED, entity, name, at));
    }

    boolean cancel(String id) {
        for (Entry entry : entries) {
            if (entry.code.id().equals(id) && entry.code.state() == State.OPEN) {
                entry.code = entry.code.with(State.CANCELLED, "", "", null);
                return true;
            }
        }
        return false;
    }

    void endAll() {
        entries.forEach(OneTimeCodes::end);
    }

    private static void end(Entry entry) {
        if (entry.code.state() == State.OPEN) {
            entry.code = entry.code.with(State.EXPIRED, "", "", null);
        }
    }

    void sweep() {
        long now = nanos.getAsLong();
        entries.stream().filter(entry -> now - entry.deadline >= 0).forEach(OneTimeCodes::end);
        entries.removeIf(entry -> now - entry.deadline >= MEMORY);
    }

    List<Code> all() {
        return entries.stream().map(entry -> entry.code).toList();
    }
}
