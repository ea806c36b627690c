package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.LiveCallException.Fate;
import dev.gatehouse.gateway.openclaw.LiveCalls.Made;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Setup codes, made and followed over the gateway's WebSocket (OpenClaw 2026.7.1 and later; followed since 2026.8). Each call
 * that makes one makes a new one, so it is made when the operator says so and never to look.
 */
final class LiveCodes {
    private static final int LONGEST_URL = 2048;

    private final LiveLink link;
    private final LiveCalls calls;

    LiveCodes(LiveLink link, LiveCalls calls) {
        this.link = link;
        this.calls = calls;
    }

    /** Whether the gateway has no such codes, so that its own secret is all that can be given to a phone. */
    boolean permanent() {
        return link.hello().early();
    }

    /** Whether it can be told what the code is for, and tells who used it: since 2026.8. */
    boolean later() {
        return link.hello().knows(LiveCalls.LIST_SENDERS);
    }

    /** Why no code can be made on this connection, or null if one can. */
    @Nullable
    Phrase obstacle() {
        return DeviceRights.unscoped(link.hello(), List.of(LiveScopes.ADMIN));
    }

    /**
     * Makes a code.
     *
     * @param url the address in it, as it was entered; empty if the gateway is to choose
     * @param profile what it is made for, or empty for the usual
     * @throws GatewayException if there is none
     */
    Made make(String url, String profile) throws GatewayException {
        Phrase obstacle = obstacle();
        if (obstacle != null) {
            throw new GatewayException(new Problem.NotOffered(obstacle));
        }
        String address = url.strip();
        if (address.length() > LONGEST_URL || address.codePoints().anyMatch(Character::isISOControl)) {
            throw new GatewayException(SetupErrors.badUrl());
        }
        try {
            return calls.makeCode(address, profile);
        } catch (LiveCallException e) {
            Problem meaning = e.fate() == Fate.REFUSED ? SetupErrors.of(e.words()) : null;
            throw meaning == null ? e.toGateway() : new GatewayException(meaning, e);
        }
    }

    /**
     * Who has used the code {@code id}; empty if nobody has.
     *
     * @param troubles hears why that cannot be told
     * @throws GatewayException if the connection has ended
     */
    Optional<SetupUse> use(String id, List<Trouble> troubles) throws GatewayException {
        try {
            return calls.codeUse(id);
        } catch (LiveCallException e) {
            if (link.ended() != null) {
                throw e.toGateway();
            }
            troubles.add(new Trouble(LiveCalls.CODE_STATUS, e.problem()));
            return Optional.empty();
        }
    }
}
