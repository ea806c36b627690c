package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.SecureSockets;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Smith's PostgreSQL. It looks through one connection that stays open and acts through others, so that no deed waits for a
 * look. Thread-safe.
 */
final class PostgresSide implements AutoCloseable {
    /** Where it came from, for rows and troubles. */
    static final String SOURCE = "postgres";

    static final Duration CONNECT = Duration.ofSeconds(4);

    /** The longest that one statement may take at the server; the connection waits a little longer. */
    static final Duration STATEMENT = Duration.ofSeconds(6);

    static final Duration ANSWER = STATEMENT.plusSeconds(2);

    private final StoreWay way;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable Connection open;
    private volatile boolean closed;

    PostgresSide(StoreWay way) {
        this.way = way;
    }

    /** What is done in one transaction. */
    interface Work<T> {
        /** Does it; nothing of it stays if this throws. */
        T on(PostgresTables tables) throws SQLException, GatewayException;
    }

    /**
     * All that is of Smith's pairing.
     *
     * @throws GatewayException if it cannot be read
     */
    PostgresView read() throws GatewayException {
        looking.lock();
        boolean well = false;
        try {
            if (open == null) {
                open = connect(true);
            }
            PostgresView view = inTransaction(open, PostgresTables::view);
            well = true;
            return view;
        } finally {
            if (!well || closed) {
                letGo();
            }
            looking.unlock();
        }
    }

    /**
     * Does {@code work} in a transaction of its own.
     *
     * @throws GatewayException if nothing of it was done, or nobody knows whether it was, which the problem then says
     */
    <T> T act(Work<T> work) throws GatewayException {
        StoreUrl url = way.url();
        try (Connection connection = connect(false)) {
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw new GatewayException(problem(url, e), e);
        }
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws GatewayException {
        boolean well = false;
        try {
            T result = work.on(new PostgresTables(connection));
            commit(connection);
            well = true;
            return result;
        } catch (SQLException e) {
            throw new GatewayException(problem(way.url(), e), e);
        } finally {
            if (!well) {
                rollBack(connection);
            }
        }
    }

    /** A connection that is lost while the server is told to keep the work leaves open whether it has. */
    private static void commit(Connection connection) throws SQLException, GatewayException {
        try {
            connection.commit();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || state.startsWith("08") || state.startsWith("57P")) {
                throw new GatewayException(
                        new Problem.Particular(
                                Phrase.of("smith.unsure"),
                                Phrase.of("smith.unsure.remedy"),
                                Name.of(String.valueOf(e.getMessage())).text()),
                        e);
            }
            throw e;
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // The connection is gone, and what was begun on it with it.
            return;
        }
    }

    private Connection connect(boolean look) throws GatewayException {
        StoreUrl url = way.url();
        boolean secure = url.secure(way.plainTextTo());
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("cancelSignalTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("ApplicationName", "gatehouse");
        properties.setProperty("options", "-c statement_timeout=" + STATEMENT.toMillis() + " -c lock_timeout=4000");
        // No Kerberos: it would ask the system for tickets, and the password be sent nowhere.
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("sslmode", secure ? "require" : "disable");
        if (secure) {
            properties.setProperty("sslfactory", DatabaseTls.class.getName());
            properties.setProperty("sslfactoryarg", way.pin());
        }
        properties.setProperty("user", url.user().isEmpty() ? "smith" : url.user());
        Secret password = url.password();
        // Without one the driver would look for passwords in the user's own files.
        properties.setProperty("password", password == null ? "" : password.value());
        String host = url.address().host();
        String at = (host.contains(":") ? "[" + host + "]" : host) + ":"
                + url.address().port();
        try {
            properties.setProperty("PGDBNAME", url.database());
            Connection connection = new Driver().connect("jdbc:postgresql://" + at + "/", properties);
            if (connection == null) {
                throw new IllegalStateException("the driver does not know its own URL");
            }
            connection.setReadOnly(look);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(
                    look ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
            return connection;
        } catch (SQLException e) {
            throw new GatewayException(problem(url, e), e);
        }
    }

    private Problem problem(StoreUrl url, SQLException thrown) {
        String state = String.valueOf(thrown.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                url.password() == null
                        ? SmithProblems.noPassword(SmithForm.DATABASE_PASSWORD, "PostgreSQL")
                        : SmithProblems.wrongPassword(SmithForm.DATABASE_PASSWORD, "PostgreSQL");
            case "3D000" ->
                new Problem.Particular(
                        Phrase.of("smith.postgres.no-database", url.shown()),
                        Phrase.of("smith.postgres.no-database.remedy"),
                        null);
            case "42P01", "42703", "42883", "42804" ->
                new Problem.Particular(
                        Phrase.of("smith.postgres.tables"),
                        Phrase.of("smith.postgres.tables.remedy"),
                        Name.of(String.valueOf(thrown.getMessage())).text());
            case "42501" ->
                new Problem.Particular(
                        Phrase.of("smith.postgres.denied", url.user()),
                        Phrase.of("smith.postgres.denied.remedy"),
                        null);
            case "57014" -> new LinkProblem.Mute(url.shown(), STATEMENT);
            default -> reached(url, thrown, state);
        };
    }

    private Problem reached(StoreUrl url, SQLException thrown, String state) {
        boolean connection = state.startsWith("08") || state.equals("null") || thrown.getCause() != null;
        if (!connection) {
            return new LinkProblem.Failed(
                    url.shown(), Name.of(state + " " + thrown.getMessage()).text());
        }
        if (thrown.getCause() == null && String.valueOf(thrown.getMessage()).contains("does not support SSL")) {
            return new LinkProblem.PlainText(url.address().host());
        }
        if (thrown.getCause() == null && state.equals("08004") && url.password() == null) {
            // The driver gives up by itself where the server asks for a password.
            return SmithProblems.noPassword(SmithForm.DATABASE_PASSWORD, "PostgreSQL");
        }
        return LinkProblems.of(new SecureSockets(way.trust()).fault(url.shown(), thrown, ANSWER), url.shown());
    }

    private void letGo() {
        Connection old = open;
        open = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException _) {
                // It was broken before.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        // A look that goes on lets go at its end.
        if (looking.tryLock()) {
            try {
                letGo();
            } finally {
                looking.unlock();
            }
        }
    }
}
