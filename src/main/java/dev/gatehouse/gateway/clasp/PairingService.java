package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.clasp.Waiting.Told;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who asks to be paired, and how that stands: what the page has the router do, without the network and without the router.
 * It is closed until it is opened, and closes by itself. Times run on the monotonic clock; the wall clock is for the
 * screen. Thread-safe.
 */
final class PairingService {
    /** How many PINs a client may send. */
    static final int TRIES = 5;

    /** How many may wait at once. */
    static final int PLACES = 20;

    /** How long the end of a request is still told to its client. */
    private static final Duration MEMORY = Duration.ofMinutes(5);

    /** How many are remembered at all, ended ones included. */
    private static final int REMEMBERED = 1_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Chance chance;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<PairingEntry> entries = new ArrayList<>();
    private final OneTimeCodes codes;
    private final TurnedAway turnedAway;
    private final Pace asks;
    private final Pace tries;
    private long until;
    private @Nullable Instant untilWall;
    private boolean open;

    /**
     * A closed one.
     *
     * @param nanos the monotonic clock
     * @param random where PINs, codes and ids come from
     * @param changed is called when a row may have changed, from any thread and without a lock held
     */
    PairingService(InstantSource wall, LongSupplier nanos, SecureRandom random, Runnable changed) {
        this.wall = wall;
        this.nanos = nanos;
        this.chance = new Chance(random);
        this.changed = changed;
        this.codes = new OneTimeCodes(wall, nanos, chance);
        this.turnedAway = new TurnedAway(wall);
        this.asks = new Pace(6, 60, MINUTE, nanos);
        this.tries = new Pace(20, 200, MINUTE, nanos);
    }

    /** Lets clients ask for {@code time} from now. */
    void open(Duration time) {
        locked(() -> {
            open = true;
            until = nanos.getAsLong() + time.toNanos();
            untilWall = wall.instant().plus(time);
            return true;
        });
    }

    /** Lets nobody ask any more, and ends what waits. */
    void shut() {
        locked(() -> {
            open = false;
            untilWall = null;
            codes.endAll();
            entries.forEach(PairingEntry::close);
            return true;
        });
    }

    /** Shuts, and forgets everything, tokens that were not taken included. */
    void forget() {
        shut();
        locked(() -> entries.removeIf(_ -> true));
    }

    /** Until when clients may ask; empty while it is closed. */
    Optional<Instant> openUntil() {
        return locked(() -> Optional.ofNullable(open ? untilWall : null));
    }

    /** How long it stays open; zero or less while it is closed. */
    Duration openFor() {
        return locked(() -> open ? Duration.ofNanos(until - nanos.getAsLong()) : Duration.ZERO);
    }

    /** Somebody asks. */
    Asked ask(PairingAsk ask, PairingSettings settings, PairingRules rules) {
        Asked asked = locked(() -> admit(ask, settings, rules));
        // Who is not heard does not keep the console busy either.
        if (asked instanceof Asked.Waits
                || asked instanceof Asked.Refused(var why, var _) && why == Asked.Refusal.RULE) {
            changed.run();
        }
        return asked;
    }

    private Asked admit(PairingAsk ask, PairingSettings settings, PairingRules rules) {
        if (!open) {
            return new Asked.Refused(Asked.Refusal.NOT_ENABLED, "");
        }
        if (!asks.admit(ask.address())) {
            return new Asked.Refused(Asked.Refusal.TOO_OFTEN, "");
        }
        String entity = EntityKey.id(ask.publicKey());
        entries.stream()
                .filter(entry -> entry.state().open() && entry.entity().equals(entity))
                .forEach(PairingEntry::expire);
        if (entries.stream().filter(entry -> entry.state().open()).count() >= PLACES || entries.size() >= REMEMBERED) {
            return new Asked.Refused(Asked.Refusal.FULL, "");
        }
        Secret brought = ask.code();
        Optional<Permissions> bound = brought == null ? Optional.empty() : codes.permissions(brought);
        if (brought != null && bound.isEmpty()) {
            return new Asked.Refused(Asked.Refusal.BAD_CODE, "");
        }
        PairingRules.Verdict verdict = rules.judge(ask.name().text(), bound.orElse(settings.defaults()));
        return switch (verdict) {
            case PairingRules.Verdict.Away(String reason) -> {
                turnedAway.byRule(ask.name(), reason);
                yield new Asked.Refused(Asked.Refusal.RULE, reason);
            }
            // Nothing is left of what they would be given.
            case PairingRules.Verdict.Wait(Permissions permissions)
            when permissions.scopes().isEmpty() -> {
                turnedAway.byRule(ask.name(), "");
                yield new Asked.Refused(Asked.Refusal.RULE, "");
            }
            case PairingRules.Verdict.Wait(Permissions permissions) ->
                waits(ask, brought, permissions, settings, entity);
        };
    }

    private Asked waits(
            PairingAsk ask,
            @Nullable Secret brought,
            Permissions permissions,
            PairingSettings settings,
            String entity) {
        long now = nanos.getAsLong();
        long wait = Math.min(settings.pinTimeout().toNanos(), until - now);
        Instant requestedAt = wall.instant();
        // A code takes the place of a PIN, and was used up by this.
        Secret pin = new Secret(brought == null ? chance.digits(settings.pinLength()) : "");
        Waiting waiting = new Waiting(
                chance.unguessable(),
                entity,
                ask.publicHex(),
                ask.ownKey(),
                ask.name(),
                ask.program(),
                ask.address().getHostAddress(),
                pin,
                brought != null,
                permissions,
                0,
                brought != null,
                requestedAt,
                requestedAt.plusNanos(wait));
        Secret ticket = new Secret(chance.unguessable());
        PairingEntry entry = new PairingEntry(waiting, ticket, ask.key(), now + wait);
        if (brought != null) {
            codes.use(brought, entity, ask.name().text(), requestedAt);
        }
        entries.add(entry);
        return new Asked.Waits(ticket, entry.told(now));
    }

    /** The client with {@code ticket} sends {@code pin} from {@code address}. */
    Tried enter(String ticket, String pin, InetAddress address) {
        Tried tried = locked(() -> {
            if (!tries.admit(address)) {
                return Tried.TOO_OFTEN;
            }
            PairingEntry entry = byTicket(ticket).orElse(null);
            if (entry == null) {
                return Tried.UNKNOWN;
            }
            boolean waited = entry.state() == Waiting.State.PENDING;
            Tried came = entry.enter(pin);
            if (came == Tried.LOCKED && waited) {
                turnedAway.locked(entry.waiting().name());
            }
            return came;
        });
        if (tried != Tried.TOO_OFTEN && tried != Tried.UNKNOWN) {
            changed.run();
        }
        return tried;
    }

    /**
     * How the request of {@code ticket} stands, as soon as that is another {@link Told#version()} than {@code known} or
     * {@code limit} is over; empty if there is none. A token is handed out once.
     */
    Optional<Told> await(String ticket, long known, Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (true) {
                sweep();
                Optional<PairingEntry> entry = byTicket(ticket);
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                if (entry.get().version() != known || left <= 0) {
                    return Optional.of(entry.get().told(nanos.getAsLong()));
                }
                long slice = Math.min(left, TimeUnit.SECONDS.toNanos(1));
                left -= slice - Math.max(0, moved.awaitNanos(slice));
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<PairingEntry> byTicket(String ticket) {
        byte[] given = ticket.getBytes(StandardCharsets.UTF_8);
        PairingEntry found = null;
        for (PairingEntry entry : entries) {
            if (MessageDigest.isEqual(entry.ticket().value().getBytes(StandardCharsets.UTF_8), given)) {
                found = entry;
            }
        }
        return Optional.ofNullable(found);
    }

    /** All that wait, the oldest first. */
    List<Waiting> waiting() {
        return locked(() -> entries.stream()
                .filter(entry -> entry.state().open())
                .map(PairingEntry::waiting)
                .toList());
    }

    /** Approved ones whose client has not taken its token. */
    List<Waiting> notTaken() {
        return locked(() -> entries.stream()
                .filter(PairingEntry::untaken)
                .map(PairingEntry::waiting)
                .toList());
    }

    /** Who was not let in without the operator's doing, of late. */
    List<TurnedAway.Row> turnedAway() {
        return locked(turnedAway::rows);
    }

    /**
     * Begins to decide about {@code id}: from now on no PIN is taken and no time runs out.
     *
     * @return the key that was made for it, empty where the client has its own; null if it does not wait any more
     */
    @Nullable
    Optional<EntityKey> claim(String id) {
        return locked(() -> {
            PairingEntry entry = byId(id);
            return entry != null && entry.claim() ? Optional.ofNullable(entry.key()) : null;
        });
    }

    /** What was begun came to nothing: it waits as before. */
    void release(String id) {
        locked(() -> {
            PairingEntry entry = byId(id);
            if (entry != null) {
                entry.release();
            }
            return true;
        });
    }

    /** The operator lets {@code id} in; {@code token} is handed to its client once, if it is to have one from here. */
    void approve(String id, @Nullable Secret token, Permissions granted) {
        locked(() -> {
            PairingEntry entry = byId(id);
            if (entry != null) {
                entry.approve(token, granted, nanos.getAsLong() + MEMORY.toNanos());
            }
            return true;
        });
    }

    /** The operator turns {@code id} away; says whether it still waited. */
    boolean reject(String id, String reason) {
        return locked(() -> {
            PairingEntry entry = byId(id);
            return entry != null && entry.reject(reason, nanos.getAsLong() + MEMORY.toNanos());
        });
    }

    private @Nullable PairingEntry byId(String id) {
        return entries.stream()
                .filter(entry -> entry.waiting().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Makes a one-time code for whoever scans it: {@code permissions} are bound to it here. */
    OneTimeCodes.Code issue(Permissions permissions, Duration lasts) {
        return locked(() -> codes.issue(permissions, lasts));
    }

    /** Takes a code back; says whether it was still open. */
    boolean cancel(String codeId) {
        return locked(() -> codes.cancel(codeId));
    }

    /** The codes made here, ended ones too. */
    List<OneTimeCodes.Code> codes() {
        return locked(codes::all);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            sweep();
            T result = work.get();
            moved.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        long now = nanos.getAsLong();
        if (open && now - until >= 0) {
            open = false;
            untilWall = null;
            codes.endAll();
            entries.forEach(PairingEntry::close);
        }
        entries.forEach(entry -> entry.tick(now, MEMORY.toNanos()));
        entries.removeIf(entry -> entry.overAt(now));
        codes.sweep();
    }
}
