package dev.gatehouse.console;

import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The PINs that the operator has had on screen. Who enters one of these is let in by the operator, who has shown it. */
public final class Pins {
    private record Seen(RequestKey key, String id) {}

    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();

    /** The operator has revealed the PIN of the request {@code id}. */
    public void shown(RequestKey key, String id) {
        seen.add(new Seen(key, id));
    }

    /** Whether the operator has revealed the PIN of {@code request}. */
    boolean wasShown(PinRequest request) {
        return seen.contains(new Seen(request.key(), request.id()));
    }

    /** Forgets those of {@code profile} that are not pending any more. */
    void keepOnly(String profile, Set<String> pending) {
        seen.removeIf(one -> one.key().profile().equals(profile) && !pending.contains(one.id()));
    }
}
