package dev.gatehouse.gateway.clasp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The address of this computer that a phone in the same network can reach, as far as that can be told. */
final class LanAddress {
    /** Networks between this computer's own programs. */
    private static final List<String> INTERNAL =
            List.of("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap");

    private LanAddress() {}

    /** The first one of a real network, private ones before others; empty if there is none. */
    static Optional<InetAddress> find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LanAddress::real)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLinkLocalAddress())
                    .min(Comparator.comparing(address -> !address.isSiteLocalAddress()));
        } catch (SocketException _) {
            // A system that does not tell has none to offer; the operator can name one.
            return Optional.empty();
        }
    }

    private static boolean real(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && !network.isPointToPoint()
                    && Stream.of(network.getName())
                            .noneMatch(name -> INTERNAL.stream().anyMatch(name::startsWith));
        } catch (SocketException _) {
            // Gone since it was listed.
            return false;
        }
    }
}
