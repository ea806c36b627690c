package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.io.NetworkFault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A running gateway's HTTP API. It lists who waits at the gateway itself and takes people out of the gateway's own view; it
 * tells nobody who is in. What it calls an approval is never asked for: it answers 200 and pairs the code in place of the
 * person, or, where the code is bound to a person, answers 404 and uses it up (4.7.0, recordings 14, 21 and 24).
 */
final class HttpSide implements AutoCloseable {
    static final String PENDING = "/api/pairing/pending";
    static final String REVOKE = "/api/pairing/revoke";
    private static final String HEALTH = "/health";

    /**
     * A list as young as this is not asked for again: a decision looks several times within a second, and a store in sight
     * tells of every change. Nine times this is a minute and more.
     */
    static final Duration FRESH = Duration.ofSeconds(7);

    private final HttpWire wire;
    private final Login login;
    private final Limiter limiter;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Moment> firstSeen = new HashMap<>();
    private Login.@Nullable Session session;
    private @Nullable Problem halted;
    private @Nullable Told last;

    HttpSide(HttpWire wire, Login login, Limiter limiter, InstantSource clock) {
        this.wire = wire;
        this.login = login;
        this.limiter = limiter;
        this.clock = clock;
    }

    /**
     * Who waits, as the gateway told.
     *
     * @param rows who waits
     * @param leftOut how many entries make no sense
     * @param at when, by the gateway's clock
     * @param askedAt when, by this computer's clock
     */
    record Told(List<PendingRow> rows, int leftOut, Instant at, Instant askedAt) {}

    /** Where it is, for the screen. */
    String address() {
        return wire.problems().address();
    }

    /** What names it as the source of rows. */
    String source() {
        return address() + PENDING;
    }

    /** How it stands with the gateway, or null while it does not. */
    Login.@Nullable Session standing() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** What the gateway told last, however long ago; null if nothing. */
    @Nullable
    Told last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** How long the list has to be left alone. */
    Duration pause() {
        return limiter.left(PENDING, clock.instant());
    }

    /** Tries again what is not tried by itself any more. */
    void retry() {
        lock.lock();
        try {
            halted = null;
            session = null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gets in, unless that was done.
     *
     * @throws GatewayException why not
     */
    Login.Session enter() throws GatewayException {
        lock.lock();
        try {
            Problem stopped = halted;
            if (stopped != null) {
                throw new GatewayException(stopped);
            }
            Login.Session standing = session;
            if (standing == null) {
                standing = login.enter(clock.instant());
                session = standing;
            }
            return standing;
        } catch (GatewayException e) {
            throw noted(e);
        } finally {
            lock.unlock();
        }
    }

    private GatewayException noted(GatewayException thrown) {
        if (HttpProblems.halts(thrown.problem())) {
            halted = thrown.problem();
            session = null;
        }
        return thrown;
    }

    /**
     * Who waits at the gateway itself; codes that its bots gave out since it started are not among them.
     *
     * @throws GatewayException if it does not tell
     */
    Told pending() throws GatewayException {
        lock.lock();
        try {
            Told known = last;
            Instant now = clock.instant();
            if (known != null && halted == null && young(known, now)) {
                return known;
            }
            Login.Session standing = enter();
            Duration wait = limiter.take(PENDING, now);
            if (!wait.isZero()) {
                throw new GatewayException(new LinkProblem.Throttled(address(), wait));
            }
            HttpAnswer answer = wire.ask(standing.credential().on(HttpAsk.get(wire.address(), PENDING)));
            if (answer.status() == 401 && standing.credential() instanceof Credential.None) {
                // It was restarted, and lets nobody in without a token any more.
                session = null;
                standing = enter();
                limiter.take(PENDING, now);
                answer = wire.ask(standing.credential().on(HttpAsk.get(wire.address(), PENDING)));
            }
            Told told = understand(answer, standing, now);
            last = told;
            return told;
        } catch (GatewayException e) {
            throw noted(e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean young(Told known, Instant now) {
        Duration age = Duration.between(known.askedAt(), now);
        return !age.isNegative() && age.compareTo(FRESH) < 0;
    }

    private Told understand(HttpAnswer answer, Login.Session standing, Instant now) throws GatewayException {
        if (answer.status() != 200) {
            GatewayException refused = failed("GET " + PENDING, PENDING, answer, standing, now);
            if (answer.status() == 401 || answer.status() == 403) {
                // Without the list there is nothing to do here, and each attempt would count.
                halted = refused.problem();
                session = null;
            }
            throw refused;
        }
        JsonNode list = HttpProblems.body(answer).path("pending");
        if (!list.isArray()) {
            throw new GatewayException(
                    standing.known()
                            ? new LinkProblem.Garbled(address(), answer.isJson() ? "no list" : "no JSON")
                            : new LinkProblem.Foreign(address(), answer.status()));
        }
        Instant at = date(answer).orElse(now);
        List<PendingRow> rows = new ArrayList<>();
        Set<PendingRow.Id> seen = new HashSet<>();
        Map<String, Moment> still = new HashMap<>();
        int leftOut = 0;
        for (JsonNode node : list) {
            Optional<PendingRow> row = PendingRow.told(node, made(node, at, still));
            if (row.isPresent() && seen.add(row.get().id())) {
                rows.add(row.get());
            } else {
                leftOut++;
            }
        }
        firstSeen.clear();
        firstSeen.putAll(still);
        return new Told(List.copyOf(rows), leftOut, at, now);
    }

    /** When a code was made of which only the age is told: computed once, so that the row stays the same row. */
    private @Nullable Moment made(JsonNode node, Instant at, Map<String, Moment> still) {
        JsonNode age = node.path("age_seconds");
        if (node.has("created_at") || !age.isNumber()) {
            return null;
        }
        String key =
                node.path("channel_type").asString("") + " " + node.path("code").asString("");
        Moment made = firstSeen.get(key);
        if (made == null) {
            BigDecimal seconds = Moment.seconds(at).subtract(BigDecimal.valueOf(age.asLong(0)));
            // Two that were made in one second are told apart by the place behind the point.
            made = Moment.of(seconds.add(BigDecimal.valueOf(still.size() + 1L, 9)))
                    .orElse(null);
        }
        if (made != null) {
            still.put(key, made);
        }
        return made;
    }

    private static Optional<Instant> date(HttpAnswer answer) {
        try {
            return answer.header("date")
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            // Not every server tells the time, and some tell it in words of their own.
            return Optional.empty();
        }
    }

    private GatewayException failed(
            String call, String endpoint, HttpAnswer answer, Login.Session standing, Instant now) {
        if (answer.status() == 429) {
            limiter.shut(endpoint, now.plus(HttpProblems.wait(answer)));
        }
        return wire.problems().exception(call, answer, standing.credential());
    }

    /** What became of a revoke. */
    enum Revoked {
        /** The gateway has taken them out of its own view. */
        DONE,
        /** They were not in, in the gateway's own view. */
        UNKNOWN,
        /** No answer came: it may have been done or not. */
        UNANSWERED
    }

    /**
     * Takes {@code person} out of the gateway's own view.
     *
     * @throws GatewayException if nothing was done
     */
    Revoked revoke(String channel, String person) throws GatewayException {
        lock.lock();
        try {
            Login.Session standing = enter();
            Instant now = clock.instant();
            Duration wait = limiter.take(REVOKE, now);
            if (!wait.isZero()) {
                throw new GatewayException(new LinkProblem.Throttled(address(), wait));
            }
            String body = new String(
                    JsonText.ascii(JsonNodeFactory.instance
                            .objectNode()
                            .put("channel", channel)
                            .put("user_id", person)),
                    StandardCharsets.US_ASCII);
            HttpAnswer answer = wire.send(standing.credential().on(HttpAsk.json("POST", wire.address(), REVOKE, body)));
            if (answer.status() == 404 && !HttpProblems.error(answer).isEmpty()) {
                return Revoked.UNKNOWN;
            }
            if (answer.status() != 200) {
                throw failed("POST " + REVOKE, REVOKE, answer, standing, now);
            }
            return HttpProblems.body(answer).path("revoked").asBoolean(false) ? Revoked.DONE : Revoked.UNANSWERED;
        } catch (NetworkFault.Refused | NetworkFault.Unreachable | NetworkFault.PlainText | NetworkFault.Untrusted e) {
            throw new GatewayException(LinkProblems.of(e, address()), e);
        } catch (NetworkFault _) {
            // It was on its way; the list tells, where there is one.
            return Revoked.UNANSWERED;
        } catch (GatewayException e) {
            throw noted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether anything answers there; null if that cannot be told. No credential is sent, and no limit counts it. */
    @Nullable
    Boolean alive() {
        try {
            HttpAnswer answer = wire.send(HttpAsk.get(wire.address(), HEALTH));
            // Something else may have the port.
            return standing() != null
                    || (answer.status() == 200 && HttpProblems.body(answer).has("status"));
        } catch (NetworkFault.Refused _) {
            return false;
        } catch (NetworkFault _) {
            return null;
        }
    }

    @Override
    public void close() {
        wire.transport().close();
    }
}
