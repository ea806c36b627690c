package dev.gatehouse.pairing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something pending: a person or a device that waits for the operator's word. Immutable; times are gateway time. */
public sealed interface PairingRequest permits DmRequest, DeviceRequest, CapabilityRequest, PinRequest {
    /** Who asks for what; stays the same when the product gives the request a new id. */
    RequestKey key();

    /** The product's own id of the request, as calls need it. Not stable, not secret. */
    String id();

    /** The name the asker chose, made safe to show. */
    Name name();

    /** What is asked for. */
    Access access();

    /** When it was first asked. */
    Instant requestedAt();

    /** When it was last asked again; not before {@link #requestedAt()}. */
    Instant lastAskedAt();

    /** When the gateway forgets it, or is expected to, or null if it never does. */
    @Nullable
    Instant expiresAt();

    /** When it surely ends, or null if that is not known: then it is pending for as long as the gateway lists it. */
    default @Nullable Instant endsAt() {
        return expiresAt();
    }

    /**
     * Whether {@code now} is what the operator had on screen: same asker, id, access and name. Time left and retries may
     * differ; they are not part of what is approved.
     */
    default boolean sameAsShown(PairingRequest now) {
        return key().equals(now.key())
                && id().equals(now.id())
                && access().equals(now.access())
                && name().equals(now.name());
    }

    /** Whether the gateway has forgotten it at {@code now}. */
    default boolean expiredAt(Instant now) {
        Instant end = endsAt();
        return end != null && !now.isBefore(end);
    }
}
