package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Phrase;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server's database is: {@code postgresql://host:5432/name}, without a password.
 *
 * @param host name or IP address
 * @param port the port
 * @param name the database
 * @param user the user, may be empty
 */
record DatabaseAddress(String host, int port, String name, String user) {
    private static final Pattern TYPED =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^@/:?#]*)(?<password>:[^@/]*)?@)?"
                    + "(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,5}))?/(?<name>[A-Za-z0-9_.-]{1,63})"
                    + "(?<query>\\?.*)?");

    /**
     * Reads what an operator types.
     *
     * @throws GatewayException if it is no such address, or holds a password, which would rest in the settings in clear
     */
    static DatabaseAddress parse(String typed, String user) throws GatewayException {
        Matcher parts = TYPED.matcher(typed.strip());
        if (!parts.matches()) {
            throw flaw("oiab.form.database");
        }
        if (parts.group("password") != null || parts.group("query") != null) {
            throw flaw("oiab.form.database-password");
        }
        int port = parts.group("port") == null ? 5432 : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65535) {
            throw flaw("oiab.form.database");
        }
        String named = user.isBlank() ? parts.group("user") : user.strip();
        String host = parts.group("host").replaceAll("[\\[\\]]", "");
        return new DatabaseAddress(host, port, parts.group("name"), named == null ? "" : named);
    }

    private static GatewayException flaw(String key) {
        return new GatewayException(
                new Problem.Particular(Phrase.of(key), Phrase.of("oiab.form.database.remedy"), null));
    }

    /** For the operator to recognise, and to tell one from another. */
    String place() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + name;
    }

    /** For the driver. */
    String url() {
        return "jdbc:postgresql://" + place();
    }

    /** Whether nothing may go there in clear: neither is it this computer nor has the operator allowed it. */
    boolean encrypted(String plainTextTo) {
        return !new Address(false, host, port, "/").loopback() && !host.equalsIgnoreCase(plainTextTo);
    }

    /**
     * How it is connected to: with a certificate that the system vouches for, but for this computer and for a host to
     * which the operator has allowed clear text.
     *
     * @param plainTextTo that host, or empty
     */
    Properties properties(String plainTextTo) {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (encrypted(plainTextTo)) {
            properties.setProperty("sslmode", "verify-full");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
            properties.setProperty("sslmode", "prefer");
        }
        properties.setProperty("ApplicationName", "Gatehouse");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "8");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
