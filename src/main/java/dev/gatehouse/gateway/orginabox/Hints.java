package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.BackOff;
import dev.gatehouse.io.EventStream;
import dev.gatehouse.io.NetworkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one stream of events for each of a server's gateways. Names and contents of the events are not documented, so
 * each one, and each new connection, only means that something may have changed. Thread-safe.
 */
final class Hints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

    /** Whether and when the server says something without news is not documented; a silent stream is opened anew. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** The most streams that are followed; gateways beyond are only polled. */
    private static final int MOST = 32;

    private final Opener opener;
    private final Runnable hint;
    private final Supplier<BackOff> backOffs;
    private final Map<String, Stream> streams = new HashMap<>();
    private boolean closed;

    /** Opens the stream of a gateway. */
    interface Opener {
        /**
         * The stream, behind the event {@code lastId}.
         *
         * @throws NetworkFault why there is none
         * @throws GatewayException if the credential cannot be read
         */
        EventStream open(String gateway, String lastId) throws NetworkFault, GatewayException;
    }

    /**
     * Follows nothing yet.
     *
     * @param hint called when something may have changed, from any thread; returns at once
     * @param backOffs makes the waits of one stream
     */
    Hints(Opener opener, Runnable hint, Supplier<BackOff> backOffs) {
        this.opener = opener;
        this.hint = hint;
        this.backOffs = backOffs;
    }

    /** Follows the gateways with these ids from now on, and no others. Returns at once. */
    synchronized void follow(Collection<String> gateways) {
        if (closed) {
            return;
        }
        Set<String> wanted = Set.copyOf(gateways);
        streams.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        for (String gateway : gateways) {
            if (streams.size() < MOST && !streams.containsKey(gateway)) {
                Stream stream = new Stream(gateway);
                streams.put(gateway, stream);
                Thread.ofVirtual().name("events " + gateway).start(stream);
            }
        }
    }

    /** Whether every one of these gateways is followed now, so that nothing waits for the next look. */
    synchronized boolean live(Collection<String> gateways) {
        return gateways.stream().allMatch(gateway -> {
            Stream stream = streams.get(gateway);
            return stream != null && stream.stands();
        });
    }

    /** What was given up is tried again. */
    synchronized void retry() {
        List<String> given = new ArrayList<>();
        streams.forEach((gateway, stream) -> {
            if (stream.over) {
                given.add(gateway);
            }
        });
        given.forEach(streams::remove);
    }

    @Override
    public synchronized void close() {
        closed = true;
        streams.values().forEach(Stream::close);
        streams.clear();
    }

    /** One gateway's stream, connection after connection. */
    private final class Stream implements Runnable {
        private final String gateway;
        private final BackOff backOff = backOffs.get();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable EventStream now;
        private volatile boolean over;
        private String lastId = "";

        Stream(String gateway) {
            this.gateway = gateway;
        }

        boolean stands() {
            return now != null;
        }

        @Override
        public void run() {
            try {
                Optional<Duration> told = Optional.empty();
                while (end.getCount() > 0) {
                    told = once(told);
                    Duration wait = backOff.next();
                    long millis = told.filter(asked -> asked.compareTo(wait) > 0)
                            .orElse(wait)
                            .toMillis();
                    if (over || end.await(Math.min(millis, TimeUnit.MINUTES.toMillis(5)), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                over = true;
            }
        }

        /** One connection to its end. Returns how long the server wants to be left alone. */
        private Optional<Duration> once(Optional<Duration> told) {
            try (EventStream events = opener.open(gateway, lastId)) {
                now = events;
                if (end.getCount() == 0) {
                    return told;
                }
                // What came while nobody listened is not told again for certain.
                hint.run();
                try {
                    while (true) {
                        events.next(IDLE);
                        backOff.reset();
                        hint.run();
                    }
                } finally {
                    now = null;
                    lastId = events.lastId();
                    told = events.retry();
                }
            } catch (NetworkFault.Foreign e) {
                // No stream at that path, or not for this console: the same answer would come again.
                over = e.status() < 500 && e.status() != 429;
                LOG.info("Events of {}: {}", gateway, e.getMessage());
            } catch (NetworkFault e) {
                LOG.debug("Events of {}: {}", gateway, e.getMessage());
            } catch (GatewayException e) {
                over = true;
                LOG.info("Events of {}: {}", gateway, e.getMessage());
            }
            return told;
        }

        void close() {
            end.countDown();
            EventStream open = now;
            if (open != null) {
                open.close();
            }
        }
    }
}
