package dev.gatehouse.practice;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.practice.Asker.Device;
import dev.gatehouse.practice.Asker.Person;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for the gateway that does not run: makes codes, and lets in who redeems one, by writing into the store what
 * the gateway would write. A code works once. Of a code nothing is kept that could be shown again: whoever made it has
 * its text. Thread-safe.
 */
public final class PracticeDaemon implements AutoCloseable {
    /** How long a code can be redeemed, as at OpenClaw (2026.9.6, device-bootstrap). */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** How long after its end it is still known why a code does not work. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** The offer of a code that a phone scans. */
    static final String PHONE = "practice-phone";

    /** The offer of a code that a person sends. */
    static final String PERSON = "practice-person";

    /** What can be made. */
    static final List<CodeOffer> OFFERS =
            List.of(new CodeOffer(PHONE, List.of(), null), new CodeOffer(PERSON, List.of(), null));

    private static final Logger LOG = LoggerFactory.getLogger(PracticeDaemon.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final PracticeStore store;
    private final Device phone;
    private final Person person;
    private final Stamps stamps;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Held while a code is made, redeemed or taken back. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile List<Kept> codes = List.of();
    private volatile boolean closed;

    /**
     * What is kept of a code.
     *
     * @param code the code, without its text
     * @param mark by which it is known again
     */
    private record Kept(IssuedCode code, CodeMark mark) {}

    /** What the gateway says to somebody who comes with a code. */
    public sealed interface Answer {
        /**
         * They are in.
         *
         * @param name who that is now
         */
        record Joined(String name) implements Answer {}

        /**
         * They are not.
         *
         * @param why in a sentence for a person
         */
        record Refused(Phrase why) implements Answer {}
    }

    /**
     * A daemon without codes.
     *
     * @param store where it writes who is in
     * @param phone who comes with the code of a picture
     * @param person who comes with a code that is sent
     * @param stamps makes codes that nobody guesses
     */
    PracticeDaemon(PracticeStore store, Device phone, Person person, Stamps stamps, InstantSource clock) {
        this.store = store;
        this.phone = phone;
        this.person = person;
        this.stamps = stamps;
        this.clock = clock;
    }

    /** Calls {@code listener} when somebody has redeemed a code, until what is returned was run. */
    Runnable onUse(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The codes that are open, and those that were used. */
    List<IssuedCode> codes() {
        Instant now = clock.instant();
        return codes.stream()
                .map(Kept::code)
                .filter(code -> code.openAt(now) || code.state() instanceof State.Used)
                .toList();
    }

    /**
     * Makes a code.
     *
     * @param offer which sort
     * @return the code, with its text
     * @throws GatewayException if there is no such sort, or the practice is over
     */
    IssuedCode issue(String offer) throws GatewayException {
        boolean scanned = offer.equals(PHONE);
        if (!scanned && !offer.equals(PERSON)) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        }
        acquire();
        try {
            Instant now = clock.instant();
            Instant end = now.plus(LIFE);
            String secret = scanned ? stamps.token() : unused();
            Code text = scanned
                    ? new SetupCode(PhonePayload.write(secret, end))
                    : new PairingCode(secret, PairingCode.Direction.FROM_OPERATOR);
            Phrase purpose = scanned ? Phrase.of("practice.code.phone") : Phrase.of("practice.code.person");
            IssuedCode.Key key =
                    new IssuedCode.Key(PracticeGateway.ID, UUID.randomUUID().toString());
            IssuedCode code = new IssuedCode(key, offer, text, purpose, now, end, new State.Open());
            List<Kept> all = new ArrayList<>(codes);
            all.removeIf(old -> old.code().expiresAt() != null
                    && old.code().expiresAt().plus(REMEMBERED).isBefore(now));
            all.add(new Kept(code.wiped(), CodeMark.of(secret)));
            codes = List.copyOf(all);
            return code;
        } finally {
            lock.unlock();
        }
    }

    private String unused() {
        String code = stamps.code();
        CodeMark mark = CodeMark.of(code);
        return codes.stream().anyMatch(kept -> kept.mark().equals(mark)) ? unused() : code;
    }

    /**
     * Takes a code back.
     *
     * @throws GatewayException if it is not open any more
     */
    void cancel(IssuedCode.Key key) throws GatewayException {
        acquire();
        try {
            Instant now = clock.instant();
            Kept kept = codes.stream()
                    .filter(one -> one.code().key().equals(key) && one.code().openAt(now))
                    .findFirst()
                    .orElseThrow(() -> new GatewayException(new Problem.Particular(
                            Phrase.of("practice.code.over"), Phrase.of("practice.code.over.remedy"), null)));
            put(kept, new State.Cancelled());
        } finally {
            lock.unlock();
        }
    }

    /** Where the code {@code text} would lead a phone; empty if a phone makes nothing of it. */
    public Optional<String> address(String text) {
        return PhonePayload.read(text).map(PhonePayload::url);
    }

    /**
     * Somebody comes with a code. Blocks on the disk.
     *
     * @param text what a picture held, or what was sent
     * @return whether they are in now, and if not, why
     */
    public Answer redeem(String text) {
        CodeMark mark =
                CodeMark.of(PhonePayload.read(text).map(PhonePayload::token).orElse(text));
        try {
            acquire();
        } catch (GatewayException e) {
            return new Answer.Refused(e.problem().sentence());
        }
        Answer answer;
        try {
            answer = codes.stream()
                    .filter(kept -> kept.mark().equals(mark))
                    .findFirst()
                    .map(this::redeem)
                    .orElseGet(() -> new Answer.Refused(Phrase.of("practice.refused.unknown")));
        } finally {
            lock.unlock();
        }
        if (answer instanceof Answer.Joined) {
            listeners.forEach(Runnable::run);
        }
        return answer;
    }

    private Answer redeem(Kept kept) {
        Instant now = clock.instant();
        IssuedCode code = kept.code();
        return switch (code.state()) {
            case State.Open _ when code.openAt(now) -> letIn(kept, now);
            case State.Used(var by, var name, var at) ->
                new Answer.Refused(Phrase.of("practice.refused.used", at == null ? now : at));
            case State.Cancelled _ -> new Answer.Refused(Phrase.of("practice.refused.cancelled"));
            default ->
                new Answer.Refused(
                        Phrase.of("practice.refused.expired", code.expiresAt() == null ? now : code.expiresAt()));
        };
    }

    private Answer letIn(Kept kept, Instant now) {
        boolean scanned = kept.code().offer().equals(PHONE);
        String name = scanned ? phone.name() : person.details().getOrDefault("firstName", person.id());
        try {
            if (scanned) {
                store.admit(phone, now, now);
            } else {
                store.admit(person.channel(), person.account(), person.id());
            }
        } catch (IOException e) {
            // A lock that the console holds, or a full disk: nobody is in, and the code is still good.
            LOG.warn("The practice gateway could not let {} in: {}", name, e.toString());
            return new Answer.Refused(Phrase.of("practice.refused.unwritten"));
        }
        put(kept, new State.Used(scanned ? key(phone) : key(person), name, now));
        return new Answer.Joined(name);
    }

    private static SubjectKey key(Asker who) {
        return switch (who) {
            case Person person -> new SubjectKey(PracticeGateway.ID, person.channel(), person.account(), person.id());
            case Device device ->
                new SubjectKey(PracticeGateway.ID, "", "", device.identity().id());
            case Asker.Node node -> key(node.device());
        };
    }

    private void put(Kept kept, State state) {
        codes = codes.stream()
                .map(one -> one == kept ? new Kept(kept.code().in(state), kept.mark()) : one)
                .toList();
    }

    private void acquire() throws GatewayException {
        boolean held = false;
        try {
            held = lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!held) {
            throw new GatewayException(new Problem.TimedOut(PATIENCE));
        }
        if (closed) {
            lock.unlock();
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("practice.refused.closed"), Phrase.of("practice.refused.closed.remedy"), null));
        }
    }

    /** Lets nobody in any more, and waits for what is being written, two seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            if (lock.tryLock(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                lock.unlock();
            } else {
                LOG.warn("The practice gateway is still letting somebody in");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
