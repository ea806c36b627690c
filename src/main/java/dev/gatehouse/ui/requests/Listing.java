package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Entry;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Heading;
import dev.gatehouse.ui.requests.Line.Mark;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;

/** All rows, sorted; answers what a filter leaves of them. Used by one thread at a time. */
final class Listing {
    private static final Comparator<Row> ENDS_FIRST = Comparator.comparingLong(Row::deadline)
            .thenComparing(row -> row.entry().request().requestedAt())
            .thenComparing(row -> row.key().subject())
            .thenComparing(row -> row.key().profile())
            .thenComparing(row -> row.key().channel())
            .thenComparing(row -> row.key().account())
            .thenComparing(row -> row.key().kind());
    private static final Comparator<Row> ENDED_LAST = ENDS_FIRST.reversed();

    /**
     * What a filter leaves.
     *
     * @param lines in the order of the list
     * @param counts how much waits
     */
    record View(List<Line> lines, Counts counts) {}

    private final Function<Right, String> rights;
    private final Function<String, String> channels;
    private final InstantSource time;
    private final Map<RequestKey, Row> rows = new HashMap<>();
    private List<Row> waiting = new ArrayList<>();
    private List<Row> expired = new ArrayList<>();

    /**
     * No rows.
     *
     * @param rights names rights in words
     * @param channels names channels in words
     * @param time local time
     */
    Listing(Function<Right, String> rights, Function<String, String> channels, InstantSource time) {
        this.rights = rights;
        this.channels = channels;
        this.time = time;
    }

    /** Takes in what became of the inbox. */
    void apply(List<Change<Entry>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Set<RequestKey> fresh = new LinkedHashSet<>();
        for (Change<Entry> change : changes) {
            change.removed().forEach(entry -> rows.remove(entry.key()));
            Stream.concat(change.added().stream(), change.changed().stream()).forEach(entry -> {
                Row old = rows.get(entry.key());
                rows.put(entry.key(), row(entry, old == null ? new Mark() : old.mark()));
                fresh.add(entry.key());
            });
        }
        waiting.removeIf(row -> rows.get(row.key()) != row);
        expired.removeIf(row -> rows.get(row.key()) != row);
        for (RequestKey key : fresh) {
            Row row = rows.get(key);
            if (row != null) {
                (row.expired() ? expired : waiting).add(row);
            }
        }
        // One long sorted run and a few rows behind it: that is merged, not sorted.
        waiting.sort(ENDS_FIRST);
        expired.sort(ENDED_LAST);
    }

    /** What {@code filter} leaves. */
    View view(Filter filter) {
        List<Line> lines = new ArrayList<>(filter.isEmpty() ? rows.size() + 1 : 64);
        List<String> words = filter.words();
        String code = filter.couldBeCode() ? filter.text().strip().toUpperCase(Locale.ROOT) : "";
        int messages = 0;
        int devices = 0;
        int everywhere = 0;
        for (Row row : waiting) {
            boolean counts = row.entry().needsYou();
            boolean here = isAt(row, filter.gateway());
            boolean person = row.key().kind() == Kind.DM;
            everywhere += counts ? 1 : 0;
            messages += counts && here && person ? 1 : 0;
            devices += counts && here && !person ? 1 : 0;
            if (here && matches(row, filter.kinds(), words, code)) {
                lines.add(row);
            }
        }
        boolean titled = lines.isEmpty();
        for (Row row : expired) {
            if (isAt(row, filter.gateway()) && matches(row, filter.kinds(), words, code)) {
                if (!titled) {
                    lines.add(new Heading(Group.EXPIRED));
                    titled = true;
                }
                lines.add(row);
            }
        }
        return new View(lines, new Counts(messages + devices, messages, devices, everywhere, rows.size()));
    }

    private static boolean isAt(Row row, String gateway) {
        return gateway.isEmpty() || row.key().profile().equals(gateway);
    }

    private static boolean matches(Row row, Filter.Kinds kinds, List<String> words, String code) {
        if (!kinds.hold(row.key().kind())) {
            return false;
        }
        boolean holdsAll = true;
        for (String word : words) {
            holdsAll &= row.haystack().contains(word);
        }
        return holdsAll || (!code.isEmpty() && hasCode(row, code));
    }

    private static boolean hasCode(Row row, String code) {
        return row.entry().request() instanceof DmRequest dm
                && dm.code() != null
                && dm.code().value().toUpperCase(Locale.ROOT).equals(code);
    }

    private Row row(Entry entry, Mark mark) {
        return new Row(
                entry,
                haystack(entry),
                deadline(entry),
                entry.request().access().grave(),
                mark,
                false);
    }

    private long deadline(Entry entry) {
        Instant end = entry.request().expiresAt();
        return end == null
                ? Long.MAX_VALUE
                : time.instant()
                        .plus(Duration.between(entry.clock().instant(), end))
                        .toEpochMilli();
    }

    private String haystack(Entry entry) {
        PairingRequest request = entry.request();
        StringJoiner all = new StringJoiner("\n");
        all.add(entry.label())
                .add(request.name().text())
                .add(request.key().subject())
                .add(entry.gateway())
                .add(request.key().channel())
                .add(request.key().account());
        if (!request.key().channel().isEmpty()) {
            all.add(channels.apply(request.key().channel()));
        }
        for (Right right : request.access().rights()) {
            all.add(right.name()).add(rights.apply(right));
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
