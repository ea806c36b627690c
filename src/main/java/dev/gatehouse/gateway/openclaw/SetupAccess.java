package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a setup code lets somebody do (OpenClaw 2026.9.6, device-bootstrap-profile). */
enum SetupAccess {
    /** A phone: a node, and an operator with all rights. */
    FULL("phone"),
    /** A node, and an operator without the right to administer. */
    LIMITED("limited"),
    /** A phone that asked for all rights, limited by the gateway because its address is not encrypted. */
    DOWNGRADED("phone"),
    /** A node alone. */
    NODE("node"),
    /** A node that speaks and listens, and may do little else. */
    VOICE(""),
    /** The gateway's own program in a browser, for its owner. */
    OWNER(""),
    /** Something that this program does not know. */
    OTHER(""),
    /** Whatever the gateway's own secret opens, for ever. */
    PERMANENT("permanent");

    private static final String OPERATOR = "operator";

    private final String offer;

    SetupAccess(String offer) {
        this.offer = offer;
    }

    /** Id of the offer that makes such a code; empty where none does. */
    String offer() {
        return offer;
    }

    /** What such a code is good for. */
    Phrase purpose() {
        return switch (this) {
            case FULL -> Phrase.of("openclaw.code.full");
            case LIMITED -> Phrase.of("openclaw.code.limited");
            case DOWNGRADED -> Phrase.of("openclaw.code.downgraded");
            case NODE -> Phrase.of("openclaw.code.node");
            case VOICE -> Phrase.of("openclaw.code.voice");
            case OWNER -> Phrase.of("openclaw.code.owner");
            case OTHER -> Phrase.of("openclaw.code.other");
            case PERMANENT -> Phrase.of("openclaw.code.permanent");
        };
    }

    /** What whoever uses it may then do. */
    Phrase grants() {
        return switch (this) {
            case FULL -> Phrase.of("openclaw.code.grants.full");
            case LIMITED, DOWNGRADED -> Phrase.of("openclaw.code.grants.limited");
            case NODE -> Phrase.of("openclaw.code.grants.node");
            case VOICE -> Phrase.of("openclaw.code.grants.voice");
            case OWNER -> Phrase.of("openclaw.code.grants.owner");
            case OTHER -> Phrase.of("openclaw.code.grants.other");
            case PERMANENT -> Phrase.of("openclaw.code.grants.permanent");
        };
    }

    /** What {@code code} was made for. */
    static SetupAccess of(IssuedCode code) {
        return Stream.of(values())
                .filter(access -> access.purpose().equals(code.purpose()))
                .findFirst()
                .orElse(OTHER);
    }

    /** What the gateway calls {@code word} when it tells of a code that it made; {@code asked} where it says nothing. */
    static SetupAccess told(String word, boolean downgraded, SetupAccess asked) {
        if (downgraded) {
            return DOWNGRADED;
        }
        return switch (word) {
            case "full" -> FULL;
            case "limited" -> LIMITED;
            case "node" -> NODE;
            case "" -> asked;
            default -> OTHER;
        };
    }

    /** What the row of a code in the store says. */
    static SetupAccess stored(List<String> roles, List<String> scopes, String purpose) {
        Set<String> has = Set.copyOf(roles);
        return switch (purpose) {
            case "mobile-full" -> FULL;
            case "voice-node" -> VOICE;
            case "control-ui-owner" -> OWNER;
            case "cloud-worker" -> NODE;
            case "" -> {
                if (has.equals(Set.of("node"))) {
                    yield NODE;
                }
                yield has.contains(OPERATOR) && !scopes.contains(LiveScopes.ADMIN) ? LIMITED : OTHER;
            }
            default -> OTHER;
        };
    }
}
