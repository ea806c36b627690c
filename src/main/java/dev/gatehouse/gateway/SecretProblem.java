package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;

/** What can go wrong with the place where the console's secrets rest. Nothing is tried again by itself. */
public sealed interface SecretProblem extends Problem {
    @Override
    default Phrase remedy() {
        return new Phrase(sentence().key() + ".remedy", sentence().args());
    }

    @Override
    default boolean halts() {
        return true;
    }

    /** The sealed file has not been opened since the console started. */
    record SecretsLocked() implements SecretProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.secrets-locked");
        }
    }

    /** The passphrase does not open the sealed file. */
    record WrongPassphrase() implements SecretProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.wrong-passphrase");
        }
    }

    /**
     * The system's keychain does not answer, or refuses.
     *
     * @param detail the system's words
     */
    record KeychainUnavailable(String detail) implements SecretProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.keychain-unavailable");
        }
    }

    /**
     * The sealed file is damaged, or of a newer console.
     *
     * @param path the file; it is never overwritten
     */
    record SecretsDamaged(String path) implements SecretProblem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.secrets-damaged", path);
        }
    }
}
