package dev.gatehouse.console;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The two things that the console does without a click, because the operator has decided them before: it lets in who has
 * entered the PIN that the operator has shown, or brought a code that the operator has made, and takes out whose time is
 * over. Both go the way of every decision. A PIN that was entered before it was shown was guessed: showing it afterwards
 * lets nobody in.
 */
final class OwnDecisions {
    /** A revoke that did not work is tried again after this long. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private record Judged(String profile, String id) {}

    private final Pins pins;
    private final BiConsumer<Decision, Method> decide;
    /** The requests in which a PIN was seen as entered. */
    private final Set<Judged> judged = ConcurrentHashMap.newKeySet();

    private final Map<SubjectKey, Instant> ended = new ConcurrentHashMap<>();

    OwnDecisions(Pins pins, BiConsumer<Decision, Method> decide) {
        this.pins = pins;
        this.decide = decide;
    }

    /** A gateway was read at {@code now}, its own time. */
    void look(String profile, Snapshot snapshot, Instant now) {
        Set<String> pending = snapshot.requests().stream()
                .map(Listed::what)
                .filter(PinRequest.class::isInstance)
                .map(request -> request.id())
                .collect(Collectors.toUnmodifiableSet());
        pins.keepOnly(profile, pending);
        judged.removeIf(one -> one.profile().equals(profile) && !pending.contains(one.id()));
        Set<SubjectKey> ending = snapshot.grants().stream()
                .map(Listed::what)
                .filter(grant -> grant.expiresAt() != null)
                .map(Grant::key)
                .collect(Collectors.toUnmodifiableSet());
        ended.keySet().removeIf(one -> one.profile().equals(profile) && !ending.contains(one));
        for (Listed<?> listed : snapshot.requests()) {
            if (listed.what() instanceof PinRequest request
                    && request.entered()
                    && judged.add(new Judged(profile, request.id()))
                    && (pins.wasShown(request) || redeemed(request, snapshot))) {
                decide.accept(new Decision.Approve(request), Method.PIN);
            }
        }
        for (Listed<Grant> listed : snapshot.grants()) {
            Grant grant = listed.what();
            Instant end = grant.expiresAt();
            if (end != null && !now.isBefore(end) && !grant.revocable().isEmpty() && due(grant.key(), now)) {
                decide.accept(new Decision.Revoke(grant), Method.EXPIRY);
            }
        }
    }

    /** Whether {@code request} came with a code that was made for it: who has one was shown it, as nobody guesses one. */
    private static boolean redeemed(PinRequest request, Snapshot snapshot) {
        return snapshot.codes().stream()
                .map(code -> code.what().state())
                .anyMatch(state -> state instanceof IssuedCode.State.Used(var by, var _, var at)
                        && request.key().about().equals(by)
                        && request.requestedAt().equals(at));
    }

    private boolean due(SubjectKey subject, Instant now) {
        Instant tried = ended.get(subject);
        boolean due = tried == null || !now.isBefore(tried.plus(AGAIN));
        if (due) {
            ended.put(subject, now);
        }
        return due;
    }
}
