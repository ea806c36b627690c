package dev.gatehouse.console.secrets;

/** A keychain does not do what it was asked for. Its message never holds a secret. */
final class KeychainException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean absent;

    private KeychainException(boolean absent, String detail) {
        // No cause: what a library throws may quote what it was given.
        super(detail);
        this.absent = absent;
    }

    /** There is no keychain here. */
    static KeychainException absent(String detail) {
        return new KeychainException(true, detail);
    }

    /** There is one, but it does not let us in, or is out of order. */
    static KeychainException refused(String detail) {
        return new KeychainException(false, detail);
    }

    /** Whether there is no keychain at all, so that nothing can be in it either. */
    boolean isAbsent() {
        return absent;
    }

    /** What the system says, for an engineer. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
