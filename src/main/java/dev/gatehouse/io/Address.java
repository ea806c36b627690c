package dev.gatehouse.io;

import dev.gatehouse.io.InvalidAddress.Flaw;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway listens. Holds no credential, so that it may be shown and kept.
 *
 * @param secure whether TLS is spoken there
 * @param host a name or an IP address in lower case; IPv6 without brackets
 * @param port from 1 to 65535
 * @param path begins with a slash, encoded
 */
public record Address(boolean secure, String host, int port, String path) {
    private static final Pattern TYPED = Pattern.compile(
            "(?:(?<scheme>[^:/?#]*)://)?(?<authority>[^/?#]*)(?<path>[^?#]*)(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[(?<six>[^\\[\\]]*:[^\\[\\]]*)]|(?<host>[^:\\[\\]]*))(?::(?<port>[^:]*))?");

    /**
     * Reads what an operator types: {@code wss://host/path}, {@code https://host:port}, {@code [::1]:18789},
     * {@code host}. Behind a scheme the port defaults to that of the web, 80 or 443. Without a scheme it defaults to
     * {@code port}, and TLS is spoken unless the address is {@link #loopback()}: clear text is asked for in so many
     * words.
     *
     * @throws InvalidAddress if it is none, or holds what may be a credential
     */
    public static Address parse(String typed, int port) throws InvalidAddress {
        Matcher parts = TYPED.matcher(typed.strip());
        if (!parts.matches() || typed.isBlank()) {
            throw new InvalidAddress(Flaw.EMPTY);
        }
        refuseCredentials(parts.group("authority"), parts.group("rest"));
        Matcher authority = AUTHORITY.matcher(parts.group("authority"));
        if (!authority.matches()) {
            throw new InvalidAddress(Flaw.HOST);
        }
        String host = Optional.ofNullable(authority.group("six")).orElseGet(() -> authority.group("host"));
        String plain = ascii(host);
        Optional<String> scheme = Optional.ofNullable(parts.group("scheme"));
        boolean secure = scheme.isPresent() ? secure(scheme.get()) : !loopback(plain);
        int otherwise = scheme.isEmpty() ? port : secure ? 443 : 80;
        String path = parts.group("path").isEmpty() ? "/" : parts.group("path");
        Address address = new Address(secure, plain, port(authority.group("port"), otherwise), path);
        address.verify();
        return address;
    }

    private static void refuseCredentials(String authority, String rest) throws InvalidAddress {
        if (authority.contains("@")) {
            throw new InvalidAddress(Flaw.USER_INFO);
        }
        if (!rest.isEmpty()) {
            throw new InvalidAddress(rest.startsWith("?") ? Flaw.QUERY : Flaw.FRAGMENT);
        }
    }

    private static boolean secure(String scheme) throws InvalidAddress {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "wss", "https" -> true;
            case "ws", "http" -> false;
            default -> throw new InvalidAddress(Flaw.SCHEME);
        };
    }

    /** The name as DNS has it; a closing dot changes nothing but what a certificate is compared with. */
    private static String ascii(String host) throws InvalidAddress {
        try {
            String ascii = host.contains(":") ? host : IDN.toASCII(host);
            return (ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw new InvalidAddress(Flaw.HOST);
        }
    }

    private static int port(@Nullable String typed, int otherwise) throws InvalidAddress {
        if (typed == null) {
            return otherwise;
        }
        if (!typed.matches("[0-9]{1,5}")) {
            throw new InvalidAddress(Flaw.PORT);
        }
        int port = Integer.parseInt(typed);
        if (port < 1 || port > 65_535) {
            throw new InvalidAddress(Flaw.PORT);
        }
        return port;
    }

    /** Whether the JDK can connect there: it refuses names with an underscore, for one. */
    private void verify() throws InvalidAddress {
        try {
            if (new URI("ws://" + authority()).getHost() == null) {
                throw new InvalidAddress(Flaw.HOST);
            }
        } catch (URISyntaxException _) {
            throw new InvalidAddress(Flaw.HOST);
        }
        try {
            new URI(toString());
        } catch (URISyntaxException _) {
            throw new InvalidAddress(Flaw.PATH);
        }
    }

    /**
     * Whether it is this computer by what it says: the name {@code localhost} or an address of the loopback network.
     * Asks nobody.
     */
    public boolean loopback() {
        return loopback(host);
    }

    private static boolean loopback(String host) {
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * Host and port in the one form that tells whether two addresses lead to the same program: {@code localhost},
     * {@code 127.0.0.1} and {@code ::1} are one.
     */
    public String instance() {
        String canonical = canonical(host);
        boolean own = canonical.equals("127.0.0.1") || canonical.equals("0:0:0:0:0:0:0:1");
        return (own ? "localhost" : bracketed(canonical)) + ":" + port;
    }

    /** {@code host} as the JDK writes it: an IP address has many forms. */
    static String canonical(String host) {
        return literal(host).map(InetAddress::getHostAddress).orElse(host);
    }

    /** Where web requests go, with {@code http} or {@code https}. */
    public URI web() {
        return URI.create((secure ? "https://" : "http://") + authority() + path);
    }

    /** Where messages go, with {@code ws} or {@code wss}. */
    public URI socket() {
        return URI.create(toString());
    }

    private String authority() {
        return bracketed(host) + ":" + port;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** The URL, with {@code ws} or {@code wss} and the port. */
    @Override
    public String toString() {
        return (secure ? "wss://" : "ws://") + authority() + path;
    }
}
