package dev.gatehouse.console;

import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final String EXPIRED = "find.miss.expired";

    private final Inbox inbox;
    private final Gateways gateways;
    private final Catalogue catalogue;
    private final InstantSource time;

    /** What became of the requests of these codes, in memory alone. Guarded by itself. */
    private final Map<PairingCode, Ended> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PairingCode, Ended> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Said where {@code key} of the bundle, with the minutes since then. */
    private record Ended(String key, Instant at) {}

    CodeSearch(Inbox inbox, Gateways gateways, Catalogue catalogue, InstantSource time) {
        this.inbox = inbox;
        this.gateways = gateways;
        this.catalogue = catalogue;
        this.time = time;
    }

    /**
     * What was found.
     *
     * @param key the request, or null if it is none of those that could be compared
     * @param code the code as the gateway knows it, to approve with; null if nothing was found by a code
     * @param person the id of the sender that the text named, or empty
     * @param miss why nothing was found, as far as that can be told; or what makes the request that was found doubtful;
     *     null if there is nothing to say
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

    /** How a code that was typed stands to the one request that it is compared with. */
    public sealed interface Compared {
        /**
         * It is the code of that request.
         *
         * @param code as the gateway knows it
         */
        record Same(PairingCode code) implements Compared {}

        /** It is another one, or none at all. */
        record Another() implements Compared {}

        /**
         * That could not be told.
         *
         * @param why why not
         */
        record Unknown(Problem why) implements Compared {}
    }

    /**
     * Compares what was typed with the code of {@code request}: at once where that is known, else in the background by what
     * its gateway's own files say. Case, spaces, dashes and a whole message around the code do not matter.
     */
    CompletableFuture<Compared> compare(PairingRequest request, String typed) {
        ReadOut read = ReadOut.of(typed);
        if (read.code().isEmpty() || !(request instanceof DmRequest dm)) {
            return CompletableFuture.completedFuture(new Compared.Another());
        }
        PairingCode known = dm.code();
        if (known != null) {
            return CompletableFuture.completedFuture(
                    is(known, read.candidates()) ? new Compared.Same(known) : new Compared.Another());
        }
        CompletableFuture<Compared> compared = new CompletableFuture<>();
        Thread.ofVirtual().name("compare a code").start(() -> {
            try {
                compared.complete(compareThere(dm, read));
            } catch (RuntimeException e) {
                LOG.error("Comparing a code", e);
                compared.complete(new Compared.Unknown(new Problem.Bug(e.toString())));
            }
        });
        return compared;
    }

    private Compared compareThere(DmRequest request, ReadOut read) {
        try {
            Optional<There> there = ask(request.key().profile(), read);
            return there.isPresent() && there.get().key().equals(request.key())
                    ? new Compared.Same(there.get().code())
                    : new Compared.Another();
        } catch (GatewayException e) {
            return new Compared.Unknown(e.problem());
        }
    }

    /** The request of a code was decided about. */
    void ended(Decision decision, Outcome outcome) {
        if (!(outcome instanceof Outcome.Confirmed || outcome instanceof Outcome.Accepted)) {
            return;
        }
        if (decision instanceof Decision.Approve(DmRequest shown, var options)) {
            remember(shown.code() == null ? options.code() : shown.code(), "find.miss.approved");
        } else if (decision instanceof Decision.Reject(DmRequest shown, var _)) {
            remember(shown.code(), "find.miss.rejected");
        }
    }

    private void remember(@Nullable PairingCode code, String said) {
        if (code != null) {
            synchronized (ended) {
                ended.put(code, new Ended(said, time.instant()));
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
                // One code is one request: product and channel only choose where two gateways share a store.
                .max(Comparator.comparingInt(entry -> agreement(read, entry)));
        if (known.isPresent()) {
            PairingCode code = known.get().request() instanceof DmRequest dm ? dm.code() : null;
            return found(read, known.get().key(), code, List.of());
        }
        List<Problem> problems = new ArrayList<>();
        if (read.request().isEmpty()) {
            for (GatewayStatus status : gateways.all()) {
                try {
                    Optional<There> there = ask(status.profile().id(), read);
                    if (there.isPresent()) {
                        return found(read, there.get().key(), there.get().code(), List.of());
                    }
                } catch (GatewayException e) {
                    if (e.problem() instanceof Problem.CodeOver(Instant at)) {
                        return new Found(null, null, read.person(), Phrase.of(EXPIRED, minutesSince(at)), List.of());
                    }
                    problems.add(e.problem());
                }
                if (hidesCodes(status)) {
                    problems.add(new Problem.Particular(
                            Phrase.of("find.hidden", status.profile().name()), Phrase.of("find.hidden.remedy"), null));
                }
            }
        }
        return new Found(null, null, read.person(), miss(read), problems);
    }

    /** A request that a gateway says has that code, written as the gateway has it. */
    private record There(RequestKey key, PairingCode code) {}

    /** Asks one gateway that can tell by itself; nothing if it cannot. */
    private Optional<There> ask(String profile, ReadOut read) throws GatewayException {
        Connection connection = gateways.connection(profile);
        if (connection == null || !findsByCode(profile)) {
            return Optional.empty();
        }
        try {
            GatewayException why = null;
            for (String candidate : read.candidates()) {
                try {
                    Optional<RequestKey> key =
                            connection.session().connection(CONNECT_LIMIT).find(candidate);
                    if (key.isPresent()) {
                        return Optional.of(
                                new There(key.get(), new PairingCode(candidate, PairingCode.Direction.FROM_STRANGER)));
                    }
                } catch (GatewayException e) {
                    // Another way to read it may be right all the same; that it is over says the most.
                    why = why == null || e.problem() instanceof Problem.CodeOver ? e : why;
                }
            }
            if (why != null) {
                throw why;
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(new Problem.Bug("interrupted"));
        }
    }

    /** Whether that gateway can tell by itself whose a code is. */
    boolean findsByCode(String profile) {
        return gateways.all().stream()
                .filter(status -> status.profile().id().equals(profile))
                .anyMatch(status -> status.features().whyNot(Feature.FIND_BY_CODE) == null);
    }

    /** Whether people wait there whose codes nobody can compare here: over the WebSocket of OpenClaw alone, say. */
    private boolean hidesCodes(GatewayStatus status) {
        return status.features().whyNot(Feature.FIND_BY_CODE) != null
                && inbox.all().stream()
                        .anyMatch(entry -> entry.progress() instanceof Progress.Waiting
                                && entry.key().profile().equals(status.profile().id())
                                && entry.request() instanceof DmRequest dm
                                && dm.code() == null);
    }

    private Found found(ReadOut read, RequestKey key, @Nullable PairingCode code, List<Problem> problems) {
        Entry entry = inbox.get(key);
        boolean known = entry != null && entry.request() instanceof DmRequest dm && !dm.anonymous();
        // A code that was given to one, and read out by another, is what a code is there to show.
        Phrase doubt = known && read.namesAnother(key.subject())
                ? Phrase.of("find.doubt.person", read.person(), key.subject())
                : null;
        return new Found(key, code, read.person(), doubt, problems);
    }

    private static boolean names(ReadOut read, Entry entry) {
        if (!read.request().isEmpty()) {
            return entry.request().id().equalsIgnoreCase(read.request())
                    || entry.key().subject().equalsIgnoreCase(read.request());
        }
        return switch (entry.request()) {
            case DmRequest dm -> is(dm.code(), read.candidates());
            // A PIN is figures: there is no other way to read it.
            case PinRequest client -> client.pin().value().equals(read.code());
            case DeviceRequest ignored -> false;
            case CapabilityRequest ignored -> false;
        };
    }

    private int agreement(ReadOut read, Entry entry) {
        Connection connection = gateways.connection(entry.key().profile());
        boolean product = connection != null && connection.profile().product().equals(read.product());
        return (product ? 2 : 0) + (entry.key().channel().equals(read.channel()) ? 1 : 0);
    }

    private static boolean is(@Nullable PairingCode code, Set<String> candidates) {
        return code != null && candidates.contains(ReadOut.plain(code.value()));
    }

    /** The closest reason why nothing was found. */
    private Phrase miss(ReadOut read) {
        if (!read.request().isEmpty()) {
            return Phrase.of("find.miss.request");
        }
        for (Entry entry : inbox.all()) {
            if (entry.request() instanceof DmRequest dm && is(dm.code(), read.candidates())) {
                switch (entry.progress()) {
                    case Progress.Expired(var at) -> {
                        return Phrase.of(EXPIRED, minutesSince(at));
                    }
                    case Progress.Deciding ignored -> {
                        return Phrase.of("find.miss.deciding");
                    }
                    case Progress.Decided(var decision, Outcome.Confirmed ignored, var at) -> {}
                    case Progress.Decided ignored -> {
                        return Phrase.of("find.miss.doubtful");
                    }
                    case Progress.Waiting ignored -> {}
                }
            }
        }
        synchronized (ended) {
            for (Map.Entry<PairingCode, Ended> one : ended.entrySet()) {
                if (is(one.getKey(), read.candidates())) {
                    return Phrase.of(
                            one.getValue().key(), minutesSince(one.getValue().at()));
                }
            }
        }
        Optional<String> stranger = catalogue.products().stream()
                .filter(product -> product.id().equals(read.product()))
                .filter(product -> gateways.all().stream()
                        .noneMatch(status -> status.profile().product().equals(product.id())))
                .map(GatewayProduct::name)
                .findFirst();
        if (stranger.isPresent()) {
            return Phrase.of("find.miss.product", stranger.get());
        }
        return Phrase.of(read.impossible() ? "find.miss.letters" : "find.miss.nowhere");
    }

    private long minutesSince(Instant moment) {
        return Math.max(0, Duration.between(moment, time.instant()).toMinutes());
    }
}
