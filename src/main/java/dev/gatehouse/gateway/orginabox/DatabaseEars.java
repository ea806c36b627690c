package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.BackOff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the channel that a server notifies when a code comes or is approved (docs.orginabox.com, Device Pairing). What
 * a notification holds is not documented: each one only means that something may have changed.
 */
final class DatabaseEars implements AutoCloseable, Runnable {
    /** The channel. */
    static final String CHANNEL = "orginabox_gateway_events";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseEars.class);

    /** How long the driver waits in one go. */
    private static final int WAIT_MILLIS = 20_000;

    private final Database database;
    private final Runnable hint;
    private final BackOff backOff;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Connection now;
    private volatile boolean hears;

    /** Listens from {@link #start()} on. */
    DatabaseEars(Database database, Runnable hint, BackOff backOff) {
        this.database = database;
        this.hint = hint;
        this.backOff = backOff;
    }

    /** Begins, on a thread of its own. */
    void start() {
        Thread.ofVirtual().name("listen " + database.address().place()).start(this);
    }

    /** Whether it hears now. */
    boolean hears() {
        return hears;
    }

    @Override
    public void run() {
        try {
            do {
                try (Connection open = database.open(0)) {
                    now = open;
                    listen(open);
                } catch (SQLException e) {
                    LOG.debug("Listening: {}", String.valueOf(e.getSQLState()));
                } catch (GatewayException e) {
                    LOG.debug("Listening: {}", e.getMessage());
                    if (e.problem().halts()) {
                        return;
                    }
                } finally {
                    hears = false;
                    now = null;
                }
            } while (!end.await(backOff.next().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection open) throws SQLException {
        try (Statement listen = open.createStatement()) {
            listen.execute("LISTEN " + CHANNEL);
        }
        PGConnection heard = open.unwrap(PGConnection.class);
        hears = true;
        backOff.reset();
        // What came while nobody listened is not told again.
        hint.run();
        while (end.getCount() > 0) {
            PGNotification[] news = heard.getNotifications(WAIT_MILLIS);
            if (news != null && news.length > 0) {
                hint.run();
            }
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        end.countDown();
        Connection open = now;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("Ending: {}", String.valueOf(e.getSQLState()));
            }
        }
    }
}
