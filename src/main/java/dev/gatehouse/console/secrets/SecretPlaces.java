package dev.gatehouse.console.secrets;

import dev.gatehouse.pairing.Phrase;

/**
 * What can be said of the places for secrets at one moment.
 *
 * @param keychain the system's keychain
 * @param detail what the system says of it, for an engineer; may be empty
 * @param sealed the sealed file
 */
public record SecretPlaces(Keychain keychain, String detail, Sealed sealed) {
    /** Whether secrets can be read now that could not be when it was {@code before}. */
    public boolean tellsMoreThan(SecretPlaces before) {
        boolean opened = sealed == Sealed.OPEN && before.sealed != Sealed.OPEN && before.sealed != Sealed.NONE;
        boolean answers = keychain == Keychain.WORKS
                && (before.keychain == Keychain.WAITING || before.keychain == Keychain.REFUSED);
        return opened || answers;
    }

    /** How the system's keychain is. */
    public enum Keychain {
        /** Nothing was asked of it yet. */
        NOT_ASKED,
        /** It answered. */
        WORKS,
        /** This computer or session has none. */
        ABSENT,
        /** It has not answered in time and still may: perhaps it is asking for its own password. */
        WAITING,
        /** It is there, but locked or out of order. It is not asked again by itself, as that may ask the operator. */
        REFUSED;

        /** The same in words. */
        public Phrase words() {
            return Phrase.of(
                    switch (this) {
                        case NOT_ASKED -> "secrets.keychain.not-asked";
                        case WORKS -> "secrets.keychain.works";
                        case ABSENT -> "secrets.keychain.absent";
                        case WAITING -> "secrets.keychain.waiting";
                        case REFUSED -> "secrets.keychain.refused";
                    });
        }
    }

    /** How the sealed file is. */
    public enum Sealed {
        /** There is none; one can be made. */
        NONE,
        /** It is there and wants its passphrase. */
        LOCKED,
        /** It can be read and written. */
        OPEN,
        /** It is damaged, of a newer console, or may not be read. It is left as it is. */
        UNREADABLE;

        /** The same in words. */
        public Phrase words() {
            return Phrase.of(
                    switch (this) {
                        case NONE -> "secrets.sealed.none";
                        case LOCKED -> "secrets.sealed.locked";
                        case OPEN -> "secrets.sealed.open";
                        case UNREADABLE -> "secrets.sealed.unreadable";
                    });
        }
    }
}
