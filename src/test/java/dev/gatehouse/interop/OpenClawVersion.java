package dev.gatehouse.interop;

/** The releases that the console is tried on, one of each way to keep what was decided. */
enum OpenClawVersion {
    /** The last stable release that keeps its pairing in JSON files. */
    FILES("2026.7.1"),
    /** Keeps it in a database, and lists direct messages over its API. */
    SQLITE("2026.9.6");

    private final String number;

    OpenClawVersion(String number) {
        this.number = number;
    }

    /** As npm has it. */
    String number() {
        return number;
    }
}
