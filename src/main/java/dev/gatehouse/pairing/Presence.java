package dev.gatehouse.pairing;

/** Whether a device is connected to its gateway at the moment. */
public enum Presence {
    /** It is. */
    CONNECTED,
    /** It is not. */
    AWAY,
    /** The gateway, or the way to it, does not tell. */
    UNKNOWN
}
