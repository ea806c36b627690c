package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sees to it that only paired clients get in. The console itself never does. */
sealed interface Enforcement permits RegistryEnforcement, TokenFileEnforcement, NoEnforcement {
    /** Where it is, for the operator to recognise. */
    String place();

    /** The sort of way that leads there. */
    Route.Type way();

    /** Who enforces, in words. */
    Phrase words();

    /** Why nobody can be let in, or null if they can. */
    @Nullable
    Phrase obstacle();

    /** Whether clients prove themselves by a key, and may keep it to themselves. */
    boolean ownKeys();

    /** Whoever is in. */
    Roll read() throws GatewayException;

    /**
     * Lets a client in.
     *
     * @throws GatewayException if it was not let in
     */
    Admitted admit(Admission admission) throws GatewayException;

    /**
     * Takes a client out, after comparing it with what was shown.
     *
     * @throws GatewayException if it was not taken out
     */
    Receipt expel(DeviceGrant shown) throws GatewayException;

    /**
     * Who is in.
     *
     * @param grants the rows
     * @param notes what the operator should know besides
     */
    record Roll(List<Listed<Grant>> grants, List<Problem> notes) {
        public Roll {
            grants = List.copyOf(grants);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A client to be let in.
     *
     * @param waiting it
     * @param key its key pair, where the console made it
     * @param permissions what it may do
     * @param via how it was decided: {@code pin}, {@code qr} or {@code manual}
     * @param at when
     * @param expiresAt when the console is to take it out again, or null if it stays
     */
    record Admission(
            Waiting waiting,
            Optional<EntityKey> key,
            Permissions permissions,
            String via,
            Instant at,
            @Nullable Instant expiresAt) {
        /** What is noted with it. */
        Map<String, String> metadata() {
            Map<String, String> metadata = new HashMap<>(
                    Map.of(Entity.PAIRED_AT, at.toString(), Entity.PAIRED_VIA, via, "console", "gatehouse"));
            if (expiresAt != null) {
                metadata.put(Entity.EXPIRES_AT, expiresAt.toString());
            }
            return metadata;
        }
    }

    /**
     * What came of it.
     *
     * @param token the client's token, or null if it makes its own or none is to be had
     * @param receipt what was answered; if nothing was, the client is not to be told yet
     */
    record Admitted(@Nullable Secret token, Receipt receipt) {}
}
