package dev.gatehouse.console;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the request that a code belongs to which somebody has told the operator. It compares what is here and what a
 * gateway's own files say: no code is sent anywhere, used up, or counted by a gateway as a wrong one.
 */
public final class CodeSearch {
    private static final Logger LOG = LoggerFactory.getLogger(CodeSearch.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int REMEMBERED = 200;

    private final Inbox inbox;
    private final Gateways gateways;
    private final InstantSource time;

    /** When the requests of these codes were approved, in memory alone. Guarded by itself. */
    private final Map<PairingCode, Instant> approved = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PairingCode, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    CodeSearch(Inbox inbox, Gateways gateways, InstantSource time) {
        this.inbox = inbox;
        this.gateways = gateways;
        this.time = time;
    }

    /**
     * What was found.
     *
     * @param key the request, or null if it is none of those that could be compared
     * @param code the code as the gateway knows it, to approve with; null if nothing was found by a code
     * @param person the id of the sender that the text named, or empty
     * @param miss why nothing was found, as far as that can be told; null if something was
     * @param problems why some could not be compared
     */
    public record Found(
            @Nullable RequestKey key,
            @Nullable PairingCode code,
            String person,
            @Nullable Phrase miss,
            List<Problem> problems) {
        /** Keeps its own copy. */
        public Found {
            problems = List.copyOf(problems);
        }
    }

    /** Whether {@code typed} is shaped like a code, a bot's message with one or a command line with one. */
    public static boolean looksLikeCode(String typed) {
        ReadOut read = ReadOut.of(typed);
        boolean figure = read.code().chars().anyMatch(Character::isDigit);
        boolean shouted = read.code().equals(read.code().toUpperCase(Locale.ROOT));
        boolean named = !read.channel().isEmpty() || !read.person().isEmpty();
        return !read.request().isEmpty() || read.code().length() >= 4 && (figure || shouted || named);
    }

    /** Looks among the codes that are known, then asks the gateways that can tell by themselves; in the background. */
    CompletableFuture<Found> find(String typed) {
        CompletableFuture<Found> found = new CompletableFuture<>();
        Thread.ofVirtual().name("find by code").start(() -> {
            try {
                found.complete(look(ReadOut.of(typed)));
            } catch (RuntimeException e) {
                // A bug in one adapter: the one field says that it could not look, and the log says why.
                LOG.error("Finding by code", e);
                found.completeExceptionally(e);
            }
        });
        return found;
    }

    /** The request of a code was approved. */
    void ended(Decision decision, Outcome outcome) {
        if (decision instanceof Decision.Approve(DmRequest shown, var options)
                && (outcome instanceof Outcome.Confirmed || outcome instanceof Outcome.Accepted)) {
            PairingCode code = shown.code() == null ? options.code() : shown.code();
            if (code != null) {
                synchronized (approved) {
                    approved.put(code, time.instant());
                }
            }
        }
    }

    private Found look(ReadOut read) {
        if (read.empty()) {
            return new Found(null, null, "", Phrase.of("find.miss.shape"), List.of());
        }
        Optional<Entry> known = inbox.all().stream()
                .filter(entry -> entry.progress() instanceof Progress.Waiting)
                .filter(entry -> names(read, entry))
                .findFirst();
        if (known.isPresent()) {
            PairingCode code = known.get().request() instanceof DmRequest dm ? dm.code() : null;
            return new Found(known.get().key(), code, read.person(), null, List.of());
        }
        List<Problem> problems = new ArrayList<>();
        for (GatewayStatus status : gateways.all()) {
            Connection connection = gateways.connection(status.profile().id());
            if (connection == null || status.features().whyNot(Feature.FIND_BY_CODE) != null) {
                continue;
            }
            try {
                for (String candidate : read.candidates()) {
                    Optional<RequestKey> key =
                            connection.session().connection(CONNECT_LIMIT).find(candidate);
                    if (key.isPresent()) {
                        PairingCode code = new PairingCode(candidate, PairingCode.Direction.FROM_STRANGER);
                        return new Found(key.get(), code, read.person(), null, List.of());
                    }
                }
            } catch (GatewayException e) {
                problems.add(e.problem());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problems.add(new Problem.Bug("interrupted"));
            }
        }
        return new Found(null, null, read.person(), miss(read), problems);
    }

    private static boolean names(ReadOut read, Entry entry) {
        if (!read.request().isEmpty()) {
            return entry.request().id().equals(read.request());
        }
        return entry.request() instanceof DmRequest dm
                && is(dm.code(), read.candidates())
                && (read.channel().isEmpty() || read.channel().equals(dm.key().channel()));
    }

    private static boolean is(@Nullable PairingCode code, Set<String> candidates) {
        return code != null && candidates.contains(code.value());
    }

    /** The closest reason why nothing was found. */
    private Phrase miss(ReadOut read) {
        Optional<Instant> expired = inbox.all().stream()
                .filter(entry -> entry.request() instanceof DmRequest dm && is(dm.code(), read.candidates()))
                .map(Entry::progress)
                .filter(Progress.Expired.class::isInstance)
                .map(progress -> ((Progress.Expired) progress).at())
                .findFirst();
        if (expired.isPresent()) {
            return Phrase.of("find.miss.expired", minutesSince(expired.get()));
        }
        synchronized (approved) {
            Optional<Instant> before = approved.entrySet().stream()
                    .filter(one -> is(one.getKey(), read.candidates()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (before.isPresent()) {
                return Phrase.of("find.miss.approved", minutesSince(before.get()));
            }
        }
        return Phrase.of("find.miss.nowhere");
    }

    private long minutesSince(Instant moment) {
        return Math.max(0, Duration.between(moment, time.instant()).toMinutes());
    }
}
