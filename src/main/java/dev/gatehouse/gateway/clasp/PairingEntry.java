package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.Waiting.State;
import dev.gatehouse.gateway.clasp.Waiting.Told;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request at the pairing service. Not thread-safe: the service's lock guards it. */
final class PairingEntry {
    private final Secret ticket;
    private final long deadline;
    private Waiting waiting;
    private State state = State.PENDING;
    private @Nullable EntityKey key;
    private @Nullable Secret token;
    private Permissions granted = Permissions.NONE;
    private String reason = "";
    private boolean taken;
    private long version = 1;
    private long forgetAt;

    /**
     * One that waits.
     *
     * @param ticket by which its client speaks of it
     * @param key the pair that was made for it, or null if the client has its own
     * @param deadline until when it waits, on the monotonic clock
     */
    PairingEntry(Waiting waiting, Secret ticket, @Nullable EntityKey key, long deadline) {
        this.waiting = waiting;
        this.ticket = ticket;
        this.key = key;
        this.deadline = deadline;
    }

    Secret ticket() {
        return ticket;
    }

    Waiting waiting() {
        return waiting;
    }

    String entity() {
        return waiting.entity();
    }

    State state() {
        return state;
    }

    @Nullable
    EntityKey key() {
        return key;
    }

    long version() {
        return version;
    }

    /** Whether it is approved, and its client has yet to come for a token. */
    boolean untaken() {
        return state == State.APPROVED && token != null;
    }

    /** A PIN comes in; compared in a time that does not tell how much of it is right. */
    Tried enter(String pin) {
        if (state == State.EXPIRED || state == State.CLOSED) {
            return Tried.EXPIRED;
        }
        if (state == State.LOCKED) {
            return Tried.LOCKED;
        }
        if (state != State.PENDING || waiting.entered()) {
            return Tried.UNKNOWN;
        }
        boolean right = MessageDigest.isEqual(
                waiting.pin().value().getBytes(StandardCharsets.UTF_8), pin.getBytes(StandardCharsets.UTF_8));
        waiting = with(waiting.wrong() + (right ? 0 : 1), right);
        version++;
        if (right) {
            return Tried.RIGHT;
        }
        if (waiting.wrong() < PairingService.TRIES) {
            return Tried.WRONG;
        }
        end(State.LOCKED);
        return Tried.LOCKED;
    }

    private Waiting with(int wrong, boolean entered) {
        Waiting w = waiting;
        return new Waiting(
                w.id(),
                w.entity(),
                w.publicKey(),
                w.ownKey(),
                w.name(),
                w.program(),
                w.address(),
                w.pin(),
                w.scanned(),
                w.permissions(),
                wrong,
                entered,
                w.requestedAt(),
                w.expiresAt());
    }

    boolean claim() {
        if (state != State.PENDING) {
            return false;
        }
        state = State.DECIDING;
        return true;
    }

    void release() {
        if (state == State.DECIDING) {
            state = State.PENDING;
        }
    }

    void approve(@Nullable Secret minted, Permissions permissions, long remembered) {
        end(State.APPROVED);
        token = minted;
        granted = permissions;
        forgetAt = remembered;
    }

    boolean reject(String why, long remembered) {
        if (!state.open()) {
            return false;
        }
        end(State.REJECTED);
        reason = why;
        forgetAt = remembered;
        return true;
    }

    /** Its time is over, unless it is being decided or was. */
    void expire() {
        if (state == State.PENDING) {
            end(State.EXPIRED);
        }
    }

    /** Pairing is closed. */
    void close() {
        if (state == State.PENDING) {
            end(State.CLOSED);
        }
    }

    private void end(State last) {
        state = last;
        key = null;
        version++;
    }

    /** Time has passed. */
    void tick(long now, long memory) {
        if (now - deadline >= 0) {
            expire();
        }
        if (!state.open() && forgetAt == 0) {
            forgetAt = now + memory;
        }
    }

    /** Whether its end was told long enough. */
    boolean overAt(long now) {
        return !state.open() && forgetAt != 0 && now - forgetAt >= 0;
    }

    /** What its client is told now; takes the token out. */
    Told told(long now) {
        Secret handed = state == State.APPROVED ? token : null;
        Told told = new Told(
                state,
                version,
                reason,
                waiting.entered(),
                PairingService.TRIES - waiting.wrong(),
                Math.max(0, TimeUnit.NANOSECONDS.toSeconds(deadline - now)),
                waiting.entity(),
                granted,
                handed,
                taken);
        if (handed != null) {
            token = null;
            taken = true;
        }
        return told;
    }
}
