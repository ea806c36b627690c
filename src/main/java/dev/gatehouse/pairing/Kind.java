package dev.gatehouse.pairing;

/** What sort of thing waits at the door. */
public enum Kind {
    /** A person who wrote to the bot. */
    DM("dm"),
    /** A device that wants to join as an operator's. */
    DEVICE("device"),
    /** A device that wants to join in the role of a node. */
    NODE("node"),
    /** A node that has joined and asks for commands. */
    CAPABILITY("node"),
    /** A client of a router that waits for a PIN or for the operator's word. */
    CLIENT("client");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The word used in lists that other programs read: {@code dm}, {@code device}, {@code node} or {@code client}. */
    public String word() {
        return word;
    }
}
