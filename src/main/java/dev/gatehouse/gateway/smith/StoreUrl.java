package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.pairing.Phrase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis or PostgreSQL is, as {@code REDIS_URL} and {@code DATABASE_URL} tell it.
 *
 * @param server which of the two
 * @param address host and port
 * @param user as whom, or empty
 * @param password the password, or null where there is none
 * @param database the name of the database, or its number
 * @param cipher what is said about encryption
 */
record StoreUrl(
        Server server,
        Address address,
        String user,
        @Nullable Secret password,
        String database,
        Cipher cipher) {
    /** The two servers. */
    enum Server {
        REDIS("rediss?", 6379, "0"),
        POSTGRES("postgres(?:ql)?", 5432, "smith");

        private final Pattern scheme;
        private final int port;
        private final String database;

        Server(String scheme, int port, String database) {
            this.scheme = Pattern.compile(scheme);
            this.port = port;
            this.database = database;
        }
    }

    /** What a URL says about encryption. */
    enum Cipher {
        /** Nothing: it is encrypted unless it stays on this computer. */
        UNSAID,
        /** It is encrypted. */
        TLS,
        /** It is not. */
        CLEAR
    }

    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>[A-Za-z0-9+.-]+)://)?(?:(?<login>.*)@)?(?<authority>[^@/?#]*)"
                    + "(?:/(?<database>[^?#]*))?(?:\\?(?<query>[^#]*))?",
            Pattern.DOTALL);
    private static final Pattern MODE = Pattern.compile("(?:^|&)sslmode=([a-z-]+)");

    /**
     * Reads {@code text}.
     *
     * @throws GatewayException if it is none for {@code server}, or leads to a socket file
     */
    static StoreUrl parse(Server server, String text) throws GatewayException {
        Matcher parts = URL.matcher(text.strip());
        if (!parts.matches() || text.isBlank()) {
            throw wrong();
        }
        String scheme = or(parts.group("scheme")).toLowerCase(Locale.ROOT);
        String query = or(parts.group("query"));
        if (scheme.contains("unix")
                || query.contains("host=")
                || or(parts.group("authority")).startsWith("%2F")) {
            throw new GatewayException(
                    new Problem.Particular(Phrase.of("smith.url.socket"), Phrase.of("smith.url.socket.remedy"), null));
        }
        if (!scheme.isEmpty() && !server.scheme.matcher(scheme).matches()) {
            throw wrong();
        }
        String login = or(parts.group("login"));
        int colon = login.indexOf(':');
        String password = colon < 0 ? "" : decoded(login.substring(colon + 1));
        String database = decoded(or(parts.group("database")));
        if (server == Server.REDIS && !database.matches("[0-9]{0,4}")) {
            throw wrong();
        }
        return new StoreUrl(
                server,
                address(or(parts.group("authority")), server.port),
                decoded(colon < 0 ? login : login.substring(0, colon)),
                password.isEmpty() ? null : new Secret(password),
                database.isEmpty() ? server.database : database,
                cipher(server, scheme, query));
    }

    private static Address address(String authority, int port) throws GatewayException {
        try {
            return Address.parse(authority.isEmpty() ? "localhost" : authority, port);
        } catch (InvalidAddress e) {
            throw new GatewayException(wrong().problem(), e);
        }
    }

    private static Cipher cipher(Server server, String scheme, String query) {
        if (server == Server.REDIS) {
            return scheme.isEmpty() ? Cipher.UNSAID : scheme.equals("rediss") ? Cipher.TLS : Cipher.CLEAR;
        }
        Matcher mode = MODE.matcher(query);
        return switch (mode.find() ? mode.group(1) : "") {
            case "require", "verify-ca", "verify-full" -> Cipher.TLS;
            case "disable" -> Cipher.CLEAR;
            default -> Cipher.UNSAID;
        };
    }

    private static String decoded(String text) throws GatewayException {
        try {
            // A plus is a plus here; only forms mean a blank by it.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Its message repeats what it was given, which may be a password.
            throw wrong();
        }
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static GatewayException wrong() {
        return new GatewayException(
                new Problem.Particular(Phrase.of("smith.url.wrong"), Phrase.of("smith.url.wrong.remedy"), null));
    }

    /** The same with another password. */
    StoreUrl with(@Nullable Secret otherPassword) {
        return new StoreUrl(server, address, user, otherPassword, database, cipher);
    }

    /** The same as another user. */
    StoreUrl as(String otherUser) {
        return new StoreUrl(server, address, otherUser, password, database, cipher);
    }

    /**
     * Whether TLS is to be spoken there.
     *
     * @param allowed the host to which the operator allows clear text, or empty
     * @throws GatewayException with {@link LinkProblem.PlainText} if it would be in clear and is not allowed to be
     */
    boolean secure(String allowed) throws GatewayException {
        if (cipher == Cipher.TLS) {
            return true;
        }
        if (address.loopback() || address.host().equalsIgnoreCase(allowed)) {
            return false;
        }
        if (cipher == Cipher.CLEAR) {
            throw new GatewayException(new LinkProblem.PlainText(address.host()));
        }
        return true;
    }

    /** What it is called on screen: without a password. */
    String shown() {
        String as = user.isEmpty() ? "" : user + "@";
        return (server == Server.REDIS ? "redis://" : "postgresql://") + as + address.instance() + "/" + database;
    }

    /** Host, port and database: two URLs with the same one lead to the same data. */
    String instance() {
        return address.instance() + "/" + database;
    }

    @Override
    public String toString() {
        return shown();
    }
}
