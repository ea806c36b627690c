package dev.gatehouse.ui.history;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.HistoryExport;
import dev.gatehouse.console.Shown;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.ListMerge;
import dev.gatehouse.ui.history.HistoryItem.Day;
import dev.gatehouse.ui.history.HistoryItem.Ending;
import dev.gatehouse.ui.history.HistoryItem.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What was decided, as the History screen shows it: the newest first, under the filter, and the way out of the house. */
public final class HistoryViewModel {
    /** Which acts are listed. */
    public enum Acts {
        /** All. */
        ALL,
        /** Approvals. */
        APPROVED,
        /** Rejections. */
        REJECTED,
        /** Revocations, one by one or all at once, of everything or of one role. */
        REVOKED,
        /** Tokens that were replaced. */
        ROTATED,
        /** Names that were given. */
        RENAMED,
        /** Codes that were made or taken back. */
        CODES,
        /** Settings of gateways. */
        SETTINGS;

        boolean matches(HistoryEntry.Act act) {
            return switch (act) {
                case APPROVE -> this == ALL || this == APPROVED;
                case REJECT -> this == ALL || this == REJECTED;
                case ROTATE -> this == ALL || this == ROTATED;
                case RENAME -> this == ALL || this == RENAMED;
                case REVOKE, REVOKE_ALL, REVOKE_ROLE -> this == ALL || this == REVOKED;
                case ISSUE_CODE, CANCEL_CODE -> this == ALL || this == CODES;
                case CONFIGURE -> this == ALL || this == SETTINGS;
            };
        }
    }

    /**
     * A gateway to choose from.
     *
     * @param profile its id
     * @param name what it was called last
     */
    public record Place(String profile, String name) {}

    /**
     * What became of an export.
     *
     * @param said what to tell
     * @param good whether the file is written
     */
    public record Notice(Phrase said, boolean good) {}

    private final Console console;
    private final Words words;
    private final Dialogs dialogs;
    private final Executor screen;
    private final Background background;

    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Acts> acts = new SimpleObjectProperty<>(Acts.ALL);
    private final ObjectProperty<Optional<Ending>> ending = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty gateway = new SimpleStringProperty("");
    private final BooleanProperty detailOpen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable Row> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper listed = new ReadOnlyIntegerWrapper();
    private final ObservableList<HistoryItem> items = FXCollections.observableArrayList();
    private final ObservableList<HistoryItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final ObservableList<Place> gateways = FXCollections.observableArrayList();
    private final ObservableList<Place> readOnlyGateways = FXCollections.unmodifiableObservableList(gateways);

    private final Map<String, HistoryEntry> entries = new LinkedHashMap<>();
    private @Nullable Subscription subscription;
    private int showing;

    /**
     * A view of {@code console}, asleep until {@link #show()}.
     *
     * @param screen runs work on the thread of the screen
     * @param background where files are written
     */
    public HistoryViewModel(Console console, Words words, Dialogs dialogs, Executor screen, Background background) {
        this.console = console;
        this.words = words;
        this.dialogs = dialogs;
        this.screen = screen;
        this.background = background;
        search.subscribe(ignored -> list());
        acts.subscribe(ignored -> list());
        ending.subscribe(ignored -> list());
        gateway.subscribe(ignored -> list());
    }

    // Properties

    /** What a decision must contain; words in any order. */
    public StringProperty searchProperty() {
        return search;
    }

    /** The acts that are listed. */
    public ObjectProperty<Acts> actsProperty() {
        return acts;
    }

    /** The one ending that is listed, or none for all. */
    public ObjectProperty<Optional<Ending>> endingProperty() {
        return ending;
    }

    /** Id of the one gateway that is listed, or empty for all. */
    public StringProperty gatewayProperty() {
        return gateway;
    }

    /** Whether the detail of the selected decision is open. */
    public BooleanProperty detailOpenProperty() {
        return detailOpen;
    }

    /** The selected decision, or null. */
    public ReadOnlyObjectProperty<@Nullable Row> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What became of the last export, or null. */
    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** How many decisions there are. */
    public ReadOnlyIntegerProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    /** How many are listed. */
    public ReadOnlyIntegerProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /** Days and decisions, as they stand below each other. */
    public ObservableList<HistoryItem> items() {
        return readOnlyItems;
    }

    /** The gateways about which something was decided. */
    public ObservableList<Place> gateways() {
        return readOnlyGateways;
    }

    // Commands

    /** The screen came to the front: the list follows the console from now on. */
    public void show() {
        hide();
        entries.clear();
        int mine = ++showing;
        subscription = console.history().subscribe(change -> {
            if (mine == showing) {
                changed(change);
            }
        });
    }

    /** The screen went to the back: nothing is followed. */
    public void hide() {
        showing++;
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Selects a decision, or none. */
    public void select(@Nullable Row row) {
        selected.set(row);
    }

    /** Moves the selection over so many decisions, down if positive; from nowhere as if from above the first. */
    public void move(int rows) {
        List<Row> all = rows();
        if (all.isEmpty()) {
            return;
        }
        int from = indexOf(all, selected.get());
        selected.set(all.get(Math.clamp(from + (long) rows, 0, all.size() - 1)));
    }

    /** Puts the detail away, and with it the selection. */
    public void closeDetail() {
        detailOpen.set(false);
        selected.set(null);
    }

    /** Shows all decisions again. */
    public void clearFilter() {
        search.set("");
        acts.set(Acts.ALL);
        ending.set(Optional.empty());
        gateway.set("");
    }

    /** Writes what is listed to a file that the operator chooses. */
    public void export(HistoryExport.Format format) {
        List<HistoryEntry> listedNow = rows().stream().map(Row::entry).toList();
        dialogs.chooseTarget(
                words.say("history.export.title"),
                words.say("history.export.name") + "." + format.extension(),
                target -> background.start("export", () -> write(target, format, listedNow)));
    }

    /** The operator has read the notice. */
    public void dismissNotice() {
        notice.set(null);
    }

    private void write(Path target, HistoryExport.Format format, List<HistoryEntry> chosen) {
        Notice told;
        try {
            new HistoryExport(words).write(target, format, chosen);
            told = new Notice(Phrase.of("history.exported", chosen.size(), target.toString()), true);
        } catch (IOException e) {
            told = new Notice(
                    Phrase.of(
                            "history.export.failed",
                            target.toString(),
                            e.getClass().getSimpleName()),
                    false);
        }
        Notice last = told;
        screen.execute(() -> notice.set(last));
    }

    // The list

    private void changed(Change<HistoryEntry> change) {
        change.removed().forEach(entry -> entries.remove(entry.id()));
        Stream.concat(change.added().stream(), change.changed().stream())
                .forEach(entry -> entries.put(entry.id(), entry));
        total.set(entries.size());
        Map<String, Place> places = new LinkedHashMap<>();
        entries.values().stream()
                .sorted(Comparator.comparing(HistoryEntry::at))
                .forEach(entry -> places.put(entry.gateway(), new Place(entry.gateway(), entry.gatewayName())));
        ListMerge.merge(
                gateways,
                List.copyOf(places.values()),
                (one, other) -> one.profile().equals(other.profile()));
        list();
    }

    private void list() {
        List<String> terms = Arrays.stream(
                        search.get().strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(term -> !term.isEmpty())
                .toList();
        List<HistoryItem> wanted = new ArrayList<>();
        String day = "";
        List<Row> matching = entries.values().stream()
                .map(entry -> new Row(entry, Ending.of(entry, console.history().isUnderWay(entry))))
                .filter(row -> matches(row, terms))
                .sorted(Comparator.comparing((Row row) -> row.entry().at()).reversed())
                .toList();
        for (Row row : matching) {
            String its = words.day(row.entry().at());
            if (!its.equals(day)) {
                wanted.add(new Day(its, row.entry().at()));
                day = its;
            }
            wanted.add(row);
        }
        ListMerge.merge(items, wanted, HistoryItem::sameLine);
        listed.set(matching.size());
        Row old = selected.get();
        if (old != null) {
            int now = indexOf(matching, old);
            selected.set(now < 0 ? null : matching.get(now));
        }
    }

    private boolean matches(Row row, List<String> terms) {
        HistoryEntry entry = row.entry();
        Ending wanted = ending.get().orElse(row.ending());
        return acts.get().matches(entry.act())
                && wanted == row.ending()
                && (gateway.get().isEmpty() || gateway.get().equals(entry.gateway()))
                && (terms.isEmpty() || terms.stream().allMatch(text(entry)::contains));
    }

    private String text(HistoryEntry entry) {
        StringBuilder text = new StringBuilder(entry.gatewayName());
        for (Shown shown : entry.shown()) {
            text.append('\n').append(shown.name());
            text.append('\n').append(shown.label());
            text.append('\n').append(shown.subject());
            text.append('\n').append(shown.channel());
            text.append('\n').append(shown.account());
        }
        entry.details().forEach(detail -> text.append('\n').append(words.say(detail)));
        HistoryEntry.Result result = entry.result();
        if (result != null) {
            text.append('\n').append(words.say(result.said()));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private List<Row> rows() {
        return items.stream().filter(Row.class::isInstance).map(Row.class::cast).toList();
    }

    private static int indexOf(List<Row> rows, @Nullable Row row) {
        if (row != null) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).sameLine(row)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
