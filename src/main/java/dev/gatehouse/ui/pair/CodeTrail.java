package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.Standstill;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Follows the code that is looked at from its use to the device or person that is in by it, or asks because of it. */
final class CodeTrail {
    /** A device of an operator can be a node too; what it is first of all is what is taken out. */
    private static final List<Kind> KINDS = List.of(Kind.DEVICE, Kind.NODE, Kind.CLIENT, Kind.DM);

    private final Console console;
    private final LongSupplier nanos;
    private final ReadOnlyObjectWrapper<Followed> followed = new ReadOnlyObjectWrapper<>(Followed.NOTHING);
    private final List<Subscription> subscriptions;
    private @Nullable Row row;
    private long since;

    /**
     * Follows nothing yet.
     *
     * @param nanos a monotonic count of nanoseconds
     */
    CodeTrail(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
        this.subscriptions = List.of(
                console.inbox().subscribe(change -> {
                    if (concerns(change, entry -> entry.key().profile())) {
                        look();
                    }
                }),
                console.roster().subscribe(change -> {
                    if (concerns(change, resident -> resident.grant().key().profile())) {
                        look();
                    }
                }));
    }

    /** What the code has led to. */
    ReadOnlyObjectProperty<Followed> followedProperty() {
        return followed.getReadOnlyProperty();
    }

    /** From now on it is about {@code next}, or about none. */
    void follow(@Nullable Row next) {
        boolean another = row == null || next == null || !row.sameLine(next);
        row = next;
        if (another) {
            followed.set(Followed.NOTHING);
        }
        look();
    }

    /** Whether who is in has stood on screen long enough to take a click that was not meant for something before. */
    boolean armed() {
        Resident in = followed.get().in();
        return in != null
                && nanos.getAsLong() - since
                        >= Standstill.of(in.grant().access()).time().toNanos();
    }

    void close() {
        subscriptions.forEach(Subscription::close);
    }

    private <T> boolean concerns(Change<T> change, Function<T, String> profile) {
        Row now = row;
        return now != null
                && Stream.of(change.added(), change.changed(), change.removed())
                        .flatMap(List::stream)
                        .anyMatch(one -> profile.apply(one).equals(now.key().profile()));
    }

    private void look() {
        Row now = row;
        Followed before = followed.get();
        Followed next = now == null ? Followed.NOTHING : of(now, before);
        Resident in = next.in();
        Resident was = before.in();
        if (in != null
                && (was == null
                        || !was.key().equals(in.key())
                        || !was.grant().access().equals(in.grant().access()))) {
            since = nanos.getAsLong();
        }
        followed.set(next);
    }

    private Followed of(Row now, Followed before) {
        SubjectKey by = user(now);
        if (by == null) {
            return new Followed(null, newcomer(now), false);
        }
        Resident in = KINDS.stream()
                .map(kind -> console.roster().get(new Resident.Key(by, kind)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean left = in == null && (before.in() != null || before.left());
        return new Followed(in, in != null ? null : request(by), left);
    }

    /** Who has used the code, or tried to; null if that is not known. */
    static @Nullable SubjectKey user(Row row) {
        return switch (row.state()) {
            case State.Used(var by, var _, var _) -> by;
            case State.Uncertain(var _, var by) -> by;
            case State.Open ignored -> null;
            case State.Expired ignored -> null;
            case State.Cancelled ignored -> null;
            case State.Gone ignored -> null;
        };
    }

    /** Whoever has a code that lets them in without another question is decided about at once. */
    private static boolean waits(Entry entry) {
        return entry.needsYou() && !(entry.progress() instanceof Progress.Deciding);
    }

    private @Nullable Entry request(SubjectKey by) {
        return console.inbox().all().stream()
                .filter(entry -> entry.key().about().equals(by) && waits(entry))
                .findFirst()
                .orElse(null);
    }

    /** Of a code that never ends nobody tells who used it: the latest device that has asked since it was made may be it. */
    private @Nullable Entry newcomer(Row now) {
        Instant made = now.code().issuedAt();
        if (!now.open() || now.code().expiresAt() != null || made == null) {
            return null;
        }
        return console.inbox().all().stream()
                .filter(entry -> entry.key().profile().equals(now.key().profile())
                        && !(entry.request() instanceof DmRequest)
                        && waits(entry)
                        && !entry.request().requestedAt().isBefore(made))
                .max(Comparator.comparing(entry -> entry.request().requestedAt()))
                .orElse(null);
    }
}
