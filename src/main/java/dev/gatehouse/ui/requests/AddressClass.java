package dev.gatehouse.ui.requests;

import dev.gatehouse.pairing.Phrase;
import java.util.Locale;

/** How far away a network address is. Goes by the text alone; no name is looked up. */
enum AddressClass {
    /** The computer that the gateway runs on. */
    THIS_COMPUTER("requests.address.here"),
    /** A private network. */
    THIS_NETWORK("requests.address.near"),
    /** Anywhere. */
    INTERNET("requests.address.far");

    private final Phrase phrase;

    AddressClass(String key) {
        this.phrase = Phrase.of(key);
    }

    /** Its words. */
    Phrase phrase() {
        return phrase;
    }

    /** The class of {@code address}. */
    static AddressClass of(String address) {
        String plain = address.toLowerCase(Locale.ROOT).replaceFirst("^::ffff:", "");
        if (plain.equals("::1") || plain.equals("localhost") || plain.startsWith("127.")) {
            return THIS_COMPUTER;
        }
        // Private use (RFC 1918), link-local, shared space of carriers and overlays (RFC 6598), and their like in IPv6.
        boolean near = plain.startsWith("10.")
                || plain.startsWith("192.168.")
                || plain.startsWith("169.254.")
                || plain.matches("172\\.(1[6-9]|2\\d|3[01])\\..*")
                || plain.matches("100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*")
                || plain.startsWith("fe80:")
                || plain.matches("f[cd][0-9a-f]{2}:.*");
        return near ? THIS_NETWORK : INTERNET;
    }
}
