package dev.gatehouse.pairing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What exists after an approval: a person or device that is in. Immutable; times are gateway time. */
public sealed interface Grant permits SenderGrant, DeviceGrant {
    /** Who is in, and where. */
    SubjectKey key();

    /** What sort of thing is in. A device and the commands of the same node are two grants. */
    Kind kind();

    /** The name they gave, made safe; empty where the product keeps none. */
    Name name();

    /** What they may do. */
    Access access();

    /** Everything that lets them in; never empty. */
    List<Origin> origins();

    /** Since when, or null if the product does not tell. */
    @Nullable
    Instant grantedAt();

    /** When the gateway last saw them, or null if it does not tell. */
    @Nullable
    Instant lastSeenAt();

    /** When the console takes it away by a revoke of its own, or null if it stays. */
    default @Nullable Instant expiresAt() {
        return null;
    }

    /** The origins that a revoke can take away. */
    default List<Origin> revocable() {
        return origins().stream().filter(Origin::revocable).toList();
    }

    /** The origins that let them in even after a revoke. */
    default List<Origin> lasting() {
        return origins().stream().filter(origin -> !origin.revocable()).toList();
    }
}
