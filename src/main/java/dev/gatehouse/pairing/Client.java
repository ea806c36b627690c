package dev.gatehouse.pairing;

/**
 * What a device says of itself, and the address the gateway saw. All but the address is self-declared. Every text is
 * made safe to show; empty where the gateway does not know.
 *
 * @param platform operating system
 * @param family sort of device
 * @param program client program and version
 * @param mode how the program runs
 * @param address network address the gateway saw
 */
public record Client(String platform, String family, String program, String mode, String address) {
    /** A device of which nothing is known. */
    public static final Client UNKNOWN = new Client("", "", "", "", "");
}
