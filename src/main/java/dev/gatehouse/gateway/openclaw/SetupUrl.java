package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.Address;
import dev.gatehouse.io.InvalidAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address in a setup code, seen by the rules of the products' phone programs (OpenClaw 2026.9.6, setup-code): those
 * take an unencrypted one on the local network alone, and know themselves by a loopback address.
 *
 * @param address the address
 */
record SetupUrl(Address address) {
    /** The computer itself as the Android emulator calls it. */
    private static final String EMULATOR = "10.0.2.2";

    /** 100.64.0.0/10. */
    private static final int TAILNET = 100;

    private static final int TAILNET_BITS = 0xc0;
    private static final int TAILNET_NEXT = 0x40;

    /** What {@code text} means; empty if it is no address. */
    static Optional<SetupUrl> of(String text) {
        try {
            return Optional.of(new SetupUrl(Address.parse(text, text.startsWith("wss:") ? 443 : 80)));
        } catch (InvalidAddress _) {
            return Optional.empty();
        }
    }

    /** Whether it leads to the phone itself instead of the gateway. */
    boolean leadsNowhere() {
        return address.loopback()
                || literal().filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    /** Whether it is on the local network, by what it says. */
    boolean local() {
        String host = address.host();
        return host.endsWith(".local")
                || host.equals(EMULATOR)
                || literal().filter(SetupUrl::local).isPresent();
    }

    private static boolean local(InetAddress literal) {
        boolean unique = literal instanceof Inet6Address six && (six.getAddress()[0] & 0xfe) == 0xfc;
        return literal.isSiteLocalAddress() || literal.isLinkLocalAddress() || unique;
    }

    /** Whether it is an address of a Tailscale network, whose traffic is encrypted below; phones refuse it all the same. */
    boolean tailnet() {
        return literal()
                .filter(address -> {
                    byte[] bytes = address.getAddress();
                    return bytes.length == 4 && bytes[0] == TAILNET && (bytes[1] & TAILNET_BITS) == TAILNET_NEXT;
                })
                .isPresent();
    }

    /** Whether whoever is on the way can read what is said, beyond this computer and the local network. */
    boolean open() {
        return !address.secure() && !leadsNowhere() && !local() && !tailnet();
    }

    /** Whether phones refuse it for want of encryption. */
    boolean refused() {
        return !address.secure() && !leadsNowhere() && !local();
    }

    private Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(address.host()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
