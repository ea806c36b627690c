package dev.gatehouse.pairing;

/**
 * The long text that a phone scans: an address and a token that lives shortly.
 *
 * @param value the text, as the QR code holds it
 */
public record SetupCode(String value) implements Code {
    @Override
    public String toString() {
        return "SetupCode";
    }
}
