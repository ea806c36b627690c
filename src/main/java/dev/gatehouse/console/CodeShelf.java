package dev.gatehouse.console;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The codes that operators have made, here or elsewhere: in memory alone, across reconnects. The text of a code goes as
 * soon as it is of no use any more: when it was used, has ended or was taken back, and when the console is locked or ends.
 */
public final class CodeShelf {
    /** A code that is missing from one list may have been made while that list was on its way. */
    private static final int MISSES = 2;

    private static final Progress WAITING = new Progress.Waiting();

    private final Published<IssuedCode.Key, ShelvedCode> codes;
    private final InstantSource time;

    /** How often in a row an open code was missing. Touched only while {@link #codes} is being edited. */
    private final Map<IssuedCode.Key, Integer> missed = new HashMap<>();

    /**
     * An empty shelf.
     *
     * @param time local time
     * @param publisher where changes are told; runs them in order
     */
    public CodeShelf(InstantSource time, Executor publisher) {
        this.time = time;
        this.codes = new Published<>(ShelvedCode::key, code -> code.key().profile(), publisher);
    }

    /** Calls {@code listener} on the publisher's thread with all that is there, then with every change. */
    public Subscription subscribe(Consumer<Change<ShelvedCode>> listener) {
        return codes.subscribe(listener);
    }

    /** All codes, in the order in which they came. */
    public List<ShelvedCode> all() {
        return codes.all();
    }

    /** The code of that key, or null. */
    public @Nullable ShelvedCode get(IssuedCode.Key key) {
        return codes.get(key);
    }

    /** A code was made here. */
    void put(GatewayProfile profile, GatewayClock clock, Features features, IssuedCode code) {
        codes.edit(edit -> edit.put(new ShelvedCode(
                code,
                profile.name(),
                profile.product(),
                clock,
                true,
                features.whyNot(Feature.CANCEL_CODE),
                features.whyNot(Feature.LIST_CODES),
                false,
                WAITING)));
    }

    /** A gateway was read. */
    void accept(GatewayProfile profile, GatewayClock clock, Features features, Snapshot snapshot) {
        codes.edit(edit -> {
            List<ShelvedCode> before = edit.all(profile.id());
            Map<Object, ShelvedCode> known = new HashMap<>();
            for (ShelvedCode shelved : before) {
                known.put(shelved.key(), shelved);
                if (shelved.code().text() != null) {
                    known.put(shelved.code().text(), shelved);
                }
            }
            Set<IssuedCode.Key> seen = new HashSet<>();
            for (Listed<IssuedCode> listed : snapshot.codes()) {
                Optional<ShelvedCode> old = Optional.ofNullable(
                                known.get(listed.what().key()))
                        .or(() -> Optional.ofNullable(listed.what().text()).map(known::get));
                boolean open = listed.what().state() instanceof State.Open;
                if (old.isEmpty() && !open) {
                    // Used or ended before anybody here knew of it.
                    continue;
                }
                IssuedCode code =
                        old.map(shelved -> told(shelved, listed.what())).orElse(listed.what());
                seen.add(code.key());
                missed.remove(code.key());
                edit.put(new ShelvedCode(
                        open ? code : code.wiped(),
                        profile.name(),
                        profile.product(),
                        clock,
                        old.map(ShelvedCode::here).orElse(false),
                        Optional.ofNullable(features.whyNot(Feature.CANCEL_CODE))
                                .orElse(listed.whyNot(Feature.CANCEL_CODE)),
                        features.whyNot(Feature.LIST_CODES),
                        false,
                        old.map(ShelvedCode::progress).orElse(WAITING),
                        code.text() == null ? old.map(ShelvedCode::forgotten).orElse(null) : null));
            }
            boolean whole = features.whyNot(Feature.LIST_CODES) == null
                    && snapshot.troubles().isEmpty();
            for (ShelvedCode old : before) {
                if (!seen.contains(old.key())) {
                    edit.put(unlisted(old.turnedFresh(features), whole));
                }
            }
        });
        sweep();
    }

    /** What the gateway tells of a code that is known here: it keeps its key, and what the gateway does not know. */
    private static IssuedCode told(ShelvedCode shelved, IssuedCode listed) {
        IssuedCode own = shelved.code();
        return new IssuedCode(
                own.key(),
                listed.offer().isEmpty() ? own.offer() : listed.offer(),
                listed.text() == null ? own.text() : listed.text(),
                shelved.here() ? own.purpose() : listed.purpose(),
                listed.issuedAt() == null ? own.issuedAt() : listed.issuedAt(),
                listed.expiresAt() == null ? own.expiresAt() : listed.expiresAt(),
                listed.state());
    }

    private ShelvedCode unlisted(ShelvedCode old, boolean whole) {
        if (!whole || !(old.code().state() instanceof State.Open) || !old.open()) {
            return old;
        }
        int times = missed.merge(old.key(), 1, Integer::sum);
        if (times < MISSES) {
            return old;
        }
        missed.remove(old.key());
        return old.with(old.code().in(new State.Gone()).wiped());
    }

    /** Ends what has come to its end. */
    void sweep() {
        codes.edit(edit -> all().stream()
                .filter(shelved -> shelved.code().state() instanceof State.Open && !shelved.open())
                .forEach(shelved -> edit.put(
                        shelved.with(shelved.code().in(new State.Expired()).wiped()))));
    }

    /** A gateway does not answer: what is known of its codes stays, marked stale. */
    void stale(String profile) {
        change(shelved -> shelved.key().profile().equals(profile), ShelvedCode::turnedStale);
    }

    /** A gateway was renamed. */
    void renamed(GatewayProfile profile) {
        change(shelved -> shelved.key().profile().equals(profile.id()), shelved -> shelved.at(profile.name()));
    }

    /** A gateway was removed, and all its codes. */
    void forget(String profile) {
        codes.edit(edit -> edit.all(profile).forEach(shelved -> {
            missed.remove(shelved.key());
            edit.remove(shelved.key());
        }));
    }

    /** The operator does not want to see a code any more; what is open at the gateway comes back with the next read. */
    public void forget(IssuedCode.Key key) {
        codes.edit(edit -> {
            missed.remove(key);
            edit.remove(key);
        });
    }

    /**
     * Forgets every text: the computer was locked, or the console ends. A gateway that lists its codes tells them again when
     * it is read.
     */
    public void lock() {
        change(shelved -> shelved.code().text() != null, shelved -> shelved.forgotten(Phrase.of("codes.locked")));
    }

    /**
     * A decision goes out: the code it is about says so.
     *
     * @return false if one about it is on its way already
     */
    boolean begin(Decision decision) {
        if (!(decision instanceof Decision.CancelCode(var shown))) {
            return true;
        }
        boolean[] free = {true};
        codes.edit(edit -> {
            ShelvedCode shelved = edit.get(shown.key());
            free[0] = shelved == null || !(shelved.progress() instanceof Progress.Deciding);
            if (free[0] && shelved != null) {
                edit.put(shelved.with(new Progress.Deciding(decision)));
            }
        });
        return free[0];
    }

    /** A decision has ended. */
    void end(Decision decision, Outcome outcome) {
        if (!(decision instanceof Decision.CancelCode(var shown))) {
            return;
        }
        codes.edit(edit -> {
            ShelvedCode shelved = edit.get(shown.key());
            if (shelved == null) {
                return;
            }
            // Whoever was faster is in, whatever was taken back after that.
            boolean done = (outcome instanceof Outcome.Confirmed || outcome instanceof Outcome.Accepted)
                    && !(shelved.code().state() instanceof State.Used);
            ShelvedCode now =
                    done ? shelved.with(shelved.code().in(new State.Cancelled()).wiped()) : shelved;
            edit.put(now.with(new Progress.Decided(decision, outcome, time.instant())));
        });
    }

    private void change(Predicate<ShelvedCode> which, UnaryOperator<ShelvedCode> how) {
        codes.edit(edit -> all().stream().filter(which).map(how).forEach(edit::put));
    }
}
