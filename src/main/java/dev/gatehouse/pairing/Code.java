package dev.gatehouse.pairing;

/** A text that lets somebody in while it lives. It is a secret: it prints masked, and only {@link #value()} tells it. */
public sealed interface Code permits PairingCode, SetupCode {
    /** The code. */
    String value();
}
