package dev.gatehouse.ui.requests;

import dev.gatehouse.pairing.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the operator wants to see.
 *
 * @param text words that a row must hold, all of them; empty for any
 * @param kinds which kinds
 * @param gateway id of a gateway profile, empty for all
 */
record Filter(String text, Kinds kinds, String gateway) {
    /** Everything. */
    static final Filter NONE = new Filter("", Kinds.ALL, "");

    /** OpenClaw 2026.7.1 and Fased give eight capitals and digits; people type them in any case. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{8}");

    /** Kinds of request that are looked at together. */
    enum Kinds {
        /** Every kind. */
        ALL,
        /** People who wrote. */
        MESSAGES,
        /** Devices and nodes. */
        DEVICES;

        boolean hold(Kind kind) {
            return switch (this) {
                case ALL -> true;
                case MESSAGES -> kind == Kind.DM;
                case DEVICES -> kind != Kind.DM;
            };
        }
    }

    Filter withText(String other) {
        return new Filter(other, kinds, gateway);
    }

    Filter withKinds(Kinds other) {
        return new Filter(text, other, gateway);
    }

    Filter withGateway(String other) {
        return new Filter(text, kinds, other);
    }

    /** The words to look for, in lower case. */
    List<String> words() {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    }

    /** Whether the text could be a pairing code. */
    boolean couldBeCode() {
        return CODE.matcher(text.strip()).matches();
    }

    /** Whether anything is left out. */
    boolean isEmpty() {
        return text.isBlank() && kinds == Kinds.ALL && gateway.isEmpty();
    }
}
