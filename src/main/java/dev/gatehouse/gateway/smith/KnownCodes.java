package dev.gatehouse.gateway.smith;

import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The codes that were seen or made on this connection, so that each keeps one id that tells nothing of it, and one end:
 * Redis tells how long a code still lives, which is not the same moment each time it is asked. In memory alone.
 * Thread-safe.
 */
final class KnownCodes {
    /** The one offer. */
    static final String OFFER = "pairing";

    /** Two answers about one end may be this far apart, for the time that they took. */
    private static final Duration SAME = Duration.ofSeconds(3);

    /** Who came in longer ago is not listed as the user of a code that nobody here has seen. */
    private static final Duration RECENT = Duration.ofHours(1);

    private final String profile;
    private final Map<String, Known> known = new HashMap<>();

    KnownCodes(String profile) {
        this.profile = profile;
    }

    private record Known(
            String id,
            PendingCode code,
            @Nullable Instant issuedAt,
            @Nullable Instant end) {}

    /** What a code for {@code agent}, claimed by {@code invited} or anybody, is good for. */
    static Phrase purpose(String agent, String invited) {
        return invited.isEmpty()
                ? Phrase.of("smith.code.purpose", agent)
                : Phrase.of("smith.code.purpose.invited", agent, invited);
    }

    /** A code was made here. */
    synchronized IssuedCode made(PendingCode code, Instant now) {
        Duration left = code.left();
        Known made = new Known(UUID.randomUUID().toString(), code, now, left == null ? null : now.plus(left));
        known.put(code.text(), made);
        return issued(made, new State.Open());
    }

    /**
     * The list as Redis shows it: what is open, and of the rest what somebody has redeemed.
     *
     * @param name what to call somebody
     */
    synchronized List<IssuedCode> listed(RedisView view, Instant now, Function<Sender, String> name) {
        List<IssuedCode> all = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (PendingCode code : view.codes()) {
            there.add(code.text());
            Known entry = renewed(known.get(code.text()), code, now);
            known.put(code.text(), entry);
            all.add(issued(entry, new State.Open()));
        }
        for (ActivePairing pairing : view.active()) {
            String text = pairing.code();
            Instant since = pairing.since();
            boolean recent = since != null && since.isAfter(now.minus(RECENT));
            if (text.isEmpty() || there.contains(text) || !(known.containsKey(text) || recent)) {
                continue;
            }
            there.add(text);
            Known entry = known.computeIfAbsent(
                    text,
                    _ -> new Known(
                            UUID.randomUUID().toString(),
                            new PendingCode(text, pairing.agent(), "", null),
                            null,
                            null));
            SubjectKey by = pairing.who().subject(profile);
            all.add(issued(entry, new State.Used(by, name.apply(pairing.who()), since)));
        }
        // The shelf of the console remembers the rest.
        known.keySet().removeIf(text -> !there.contains(text) && ended(known.get(text), now));
        return all;
    }

    private static boolean ended(@Nullable Known entry, Instant now) {
        Instant end = entry == null ? null : entry.end();
        return end == null || now.isAfter(end.plus(RECENT));
    }

    private static Known renewed(@Nullable Known before, PendingCode code, Instant now) {
        Duration left = code.left();
        Instant end = left == null ? null : now.plus(left);
        if (before == null) {
            return new Known(UUID.randomUUID().toString(), code, null, end);
        }
        Instant told = before.end();
        boolean same = end == null || told == null
                ? end == told
                : Duration.between(told, end).abs().compareTo(SAME) <= 0;
        return new Known(before.id(), code, before.issuedAt(), same ? told : end);
    }

    private IssuedCode issued(Known entry, State state) {
        return new IssuedCode(
                new IssuedCode.Key(profile, entry.id()),
                OFFER,
                new PairingCode(entry.code().text(), PairingCode.Direction.FROM_OPERATOR),
                purpose(entry.code().agent(), entry.code().invited()),
                entry.issuedAt(),
                entry.end(),
                state);
    }

    /** The code that {@code shown} means, as it was last seen; empty if it is not known here. */
    synchronized Optional<PendingCode> of(IssuedCode shown) {
        return known.values().stream()
                .filter(entry -> entry.id().equals(shown.key().id())
                        || shown.text() != null
                                && shown.text().value().equals(entry.code().text()))
                .map(Known::code)
                .findFirst();
    }

    /** Forgets every code. */
    synchronized void forget() {
        known.clear();
    }
}
