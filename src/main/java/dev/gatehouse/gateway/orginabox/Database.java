package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.pairing.Phrase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.postgresql.Driver;

/**
 * Opens connections to a server's PostgreSQL, and says what its refusals mean.
 *
 * @param address where it is
 * @param plainTextTo the host to which the operator has allowed clear text, or empty
 * @param profile id of the gateway profile
 * @param secrets where its password is
 */
record Database(DatabaseAddress address, String plainTextTo, String profile, SecretStore secrets) {
    /** How long a statement may take, and a lock be waited for. */
    private static final String LIMITS = "-c statement_timeout=10000 -c lock_timeout=5000";

    /** A call to the database. */
    interface Work<T> {
        /** Does it. */
        T on(Connection connection) throws SQLException, GatewayException;
    }

    /**
     * A new connection; whoever gets it closes it.
     *
     * @param socketSeconds how long an answer may take, or 0 for a connection that waits for news
     * @throws GatewayException if there is none
     */
    Connection open(int socketSeconds) throws GatewayException {
        Properties properties = address.properties(plainTextTo);
        properties.setProperty("socketTimeout", Integer.toString(socketSeconds));
        properties.setProperty("options", LIMITS);
        Optional<Secret> password = secrets.get(new SecretName(profile, OrgProduct.DATABASE_PASSWORD));
        // Without one the driver would look for passwords in the user's own files.
        properties.setProperty("password", password.map(Secret::value).orElse(""));
        try {
            Connection connection = new Driver().connect(address.url(), properties);
            if (connection == null) {
                throw new GatewayException(new LinkProblem.Foreign(address.place(), 0));
            }
            return connection;
        } catch (SQLException e) {
            throw new GatewayException(refusal(e, password.isPresent()), e.getCause());
        }
    }

    /** What it means that there is no connection. */
    private Problem refusal(SQLException thrown, boolean withPassword) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Problem.Particular(
                        Phrase.of("oiab.database.certificate", address.place()),
                        Phrase.of("oiab.database.certificate.remedy"),
                        cause.getClass().getSimpleName(),
                        true);
            }
        }
        // The driver says so of a server without TLS, and where it misses a password.
        boolean rejected = "08004".equals(thrown.getSQLState());
        if (rejected && !withPassword) {
            return new LinkProblem.NoSecret(OrgProduct.DATABASE_PASSWORD);
        }
        if (rejected && address.encrypted(plainTextTo)) {
            return new LinkProblem.PlainText(address.host());
        }
        return problem(thrown);
    }

    /** What {@code thrown} means. The driver's words are left out: they may repeat what was sent. */
    Problem problem(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        return switch (state) {
            case "28P01", "28000" -> new LinkProblem.WrongSecret(OrgProduct.DATABASE_PASSWORD);
            case "3D000" ->
                new Problem.Particular(
                        Phrase.of("oiab.database.missing", address.place()),
                        Phrase.of("oiab.database.missing.remedy"),
                        state,
                        true);
            case "42501" ->
                new Problem.Particular(
                        Phrase.of("oiab.database.denied"), Phrase.of("oiab.database.denied.remedy"), state);
            case "55P03", "57014" ->
                new Problem.Particular(Phrase.of("oiab.database.busy"), Phrase.of("oiab.database.busy.remedy"), state);
            case "08001" -> new LinkProblem.Refused(address.place());
            case "57P01", "57P02", "57P03" -> new LinkProblem.Restarting();
            default ->
                state.startsWith("08")
                        ? new LinkProblem.Dropped(address.place(), state)
                        : new LinkProblem.Failed("PostgreSQL", state);
        };
    }

    /** Whether after {@code thrown} the connection is of no use any more. */
    static boolean lost(SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }
}
