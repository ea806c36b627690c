package dev.gatehouse.console.secrets;

/**
 * How dear it is to try a passphrase, by the parameters of Argon2id.
 *
 * @param memory in KiB
 * @param passes how often that memory is gone over
 * @param lanes how many threads could share the work
 */
record Cost(int memory, int passes, int lanes) {
    /** The second choice of RFC 9106, section 4: for computers that have no 2 GiB to spare. */
    static final Cost STANDARD = new Cost(64 << 10, 3, 4);

    /** The most memory that a file may ask for: a manipulated one must not exhaust it. */
    private static final int MOST_MEMORY = 256 << 10;

    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 16;

    /** Whether Argon2id knows such parameters (RFC 9106, section 3.1), and this computer can be asked to bear them. */
    boolean isBearable() {
        return lanes >= 1
                && lanes <= MOST_LANES
                && passes >= 1
                && passes <= MOST_PASSES
                && memory >= 8 * lanes
                && memory <= MOST_MEMORY;
    }
}
