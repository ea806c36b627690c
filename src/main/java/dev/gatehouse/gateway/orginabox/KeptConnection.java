package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is opened when it is first wanted, kept, and opened anew after it was lost. Used by one at a time. */
final class KeptConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);
    private static final int ANSWER_SECONDS = 15;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection connection;
    private volatile boolean closed;

    /** One that is not open yet. */
    KeptConnection(Database database) {
        this.database = database;
    }

    /**
     * Does {@code work}, after whoever is at it.
     *
     * @throws GatewayException if there is no connection, or the work fails
     */
    <T> T with(Database.Work<T> work) throws GatewayException {
        lock.lock();
        try {
            if (closed) {
                throw new GatewayException(new Problem.NotOffered(Phrase.of("oiab.absent.no-database")));
            }
            Connection open = connection;
            if (open == null) {
                open = database.open(ANSWER_SECONDS);
                connection = open;
            }
            return work.on(open);
        } catch (SQLException e) {
            if (Database.lost(e)) {
                drop();
            }
            throw new GatewayException(database.problem(e), e.getCause());
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of it within {@link #with}: it is of no use any more. */
    void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("Closing a connection that was lost: {}", String.valueOf(e.getSQLState()));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }
}
