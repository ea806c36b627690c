package dev.gatehouse.ui.access;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.ListMerge;
import dev.gatehouse.ui.common.RevokeQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Who is in, as the Access screen shows it: the list under the filter, the selected row, and what can be done with it. */
public final class AccessViewModel {
    /** Which sorts are listed. */
    public enum Kinds {
        /** All. */
        ALL,
        /** People. */
        PEOPLE,
        /** Devices and nodes. */
        DEVICES
    }

    /**
     * How many there are, whatever the filter.
     *
     * @param people senders
     * @param devices devices, nodes and their commands
     */
    public record Counts(int people, int devices) {
        /** All of them. */
        public int all() {
            return people + devices;
        }
    }

    /**
     * What became of the last act, above the list until it is dismissed.
     *
     * @param said the sentences, the first one being what happened
     * @param good whether it went as wanted and nothing is left to say
     */
    public record Notice(List<Phrase> said, boolean good) {}

    private final Console console;
    private final Words words;
    private final Dialogs dialogs;
    private final Executor screen;

    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Kinds> kinds = new SimpleObjectProperty<>(Kinds.ALL);
    private final StringProperty gateway = new SimpleStringProperty("");
    private final ObjectProperty<AccessOrder> order = new SimpleObjectProperty<>(AccessOrder.NAME);
    private final BooleanProperty detailOpen = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<AccessItem.@Nullable Row> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(new Counts(0, 0));
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private final ObservableList<AccessItem> items = FXCollections.observableArrayList();
    private final ObservableList<AccessItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final ObservableList<GatewayStatus> gateways = FXCollections.observableArrayList();
    private final ObservableList<GatewayStatus> readOnlyGateways = FXCollections.unmodifiableObservableList(gateways);

    private final Map<Resident.Key, AccessRows.Known> known = new LinkedHashMap<>();
    private final Map<String, GatewayStatus> statuses = new LinkedHashMap<>();
    private final Arming arming;
    private final DeviceActs acts;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private int showing;
    private @Nullable SubjectKey sought;

    /**
     * A view of {@code console}, asleep until {@link #show()}.
     *
     * @param screen runs work on the thread of the screen
     * @param nanos a monotonic count of nanoseconds
     */
    public AccessViewModel(Console console, Words words, Dialogs dialogs, Executor screen, LongSupplier nanos) {
        this.console = console;
        this.words = words;
        this.dialogs = dialogs;
        this.screen = screen;
        this.arming = new Arming(nanos);
        this.acts = new DeviceActs(
                words,
                dialogs,
                statuses::get,
                arming::armed,
                (decision, method, done) -> decide(decision, method, done, List.of()));
        search.subscribe(ignored -> list());
        kinds.subscribe(ignored -> list());
        gateway.subscribe(ignored -> list());
        order.subscribe(ignored -> list());
    }

    // Properties

    /** What a row must contain; words in any order. */
    public StringProperty searchProperty() {
        return search;
    }

    /** The sorts that are listed. */
    public ObjectProperty<Kinds> kindsProperty() {
        return kinds;
    }

    /** Id of the one gateway that is listed, or empty for all. */
    public StringProperty gatewayProperty() {
        return gateway;
    }

    /** The order within a gateway. */
    public ObjectProperty<AccessOrder> orderProperty() {
        return order;
    }

    /** Whether the detail of the selected row is open. */
    public BooleanProperty detailOpenProperty() {
        return detailOpen;
    }

    /** The selected row, or null. */
    public ReadOnlyObjectProperty<AccessItem.@Nullable Row> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** How many there are. */
    public ReadOnlyObjectProperty<Counts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** What became of the last act, or null. */
    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** Headings and rows, as they stand below each other. */
    public ObservableList<AccessItem> items() {
        return readOnlyItems;
    }

    /** The gateways, to choose from. */
    public ObservableList<GatewayStatus> gateways() {
        return readOnlyGateways;
    }

    /** What can be done with a device besides taking it out. */
    public DeviceActs acts() {
        return acts;
    }

    /** The commands of the node of {@code row}, or the node whose commands it holds; null if neither is known. */
    public @Nullable Resident otherHalf(AccessItem.Row row) {
        List<Kind> others = switch (row.key().kind()) {
            case NODE, DEVICE -> List.of(Kind.CAPABILITY);
            // Who is an operator's device as well as a node is listed as a device.
            case CAPABILITY -> List.of(Kind.NODE, Kind.DEVICE);
            case DM, CLIENT -> List.of();
        };
        return others.stream()
                .map(kind -> known.get(new Resident.Key(row.key().subject(), kind)))
                .filter(Objects::nonNull)
                .map(AccessRows.Known::resident)
                .findFirst()
                .orElse(null);
    }

    // Commands

    /** The screen came to the front: the list follows the console from now on. */
    public void show() {
        hide();
        known.clear();
        statuses.clear();
        int mine = ++showing;
        subscriptions.add(console.gateways().subscribe(change -> {
            if (mine == showing) {
                gatewaysChanged(change);
            }
        }));
        subscriptions.add(console.roster().subscribe(change -> {
            if (mine == showing) {
                residentsChanged(change);
            }
        }));
    }

    /** The screen went to the back: nothing is followed. */
    public void hide() {
        showing++;
        sought = null;
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
    }

    /** Selects a row, or none. */
    public void select(AccessItem.@Nullable Row row) {
        selected.set(row);
    }

    /** Selects the first row of {@code whom}, as soon as it is listed. */
    public void goTo(SubjectKey whom) {
        sought = whom;
        clearFilter();
        list();
    }

    /** Selects the row of {@code resident}; shows everybody if the filter hides it. */
    public void go(Resident resident) {
        if (find(resident.key()) == null) {
            clearFilter();
        }
        AccessItem.Row row = find(resident.key());
        if (row != null) {
            select(row);
        }
    }

    private AccessItem.@Nullable Row find(Resident.Key key) {
        return rows().stream().filter(row -> row.key().equals(key)).findFirst().orElse(null);
    }

    /** Moves the selection over so many rows, down if positive; from nowhere as if from above the first. */
    public void move(int rows) {
        List<AccessItem.Row> all = rows();
        if (all.isEmpty()) {
            return;
        }
        int from = indexOf(all, selected.get());
        int to = Math.clamp(from + (long) rows, 0, all.size() - 1);
        selected.set(all.get(to));
    }

    /** Takes a row out: at once, or after one more question where much power is taken or kept. */
    public void revoke(AccessItem.Row row) {
        if (row.whyNot() != null || !arming.armed(row)) {
            return;
        }
        Resident resident = row.resident();
        Decision decision = new Decision.Revoke(resident.grant());
        Phrase done = Phrase.of("access.revoked", resident.title(), resident.gateway());
        Dialogs.Question question = new RevokeQuestion(words).about(resident, row.lasting());
        if (question == null) {
            decide(decision, Method.ONE_CLICK, done, row.lasting());
            return;
        }
        dialogs.ask(question, () -> decide(decision, Method.ASKED_AGAIN, done, row.lasting()));
    }

    /** Takes all listed rows of a gateway out, after a question that names it and their number. */
    public void revokeAll(AccessItem.Heading heading) {
        List<AccessItem.Row> listed = rows().stream()
                .filter(row -> row.key().subject().profile().equals(heading.profile()))
                .toList();
        // This console stays in, or it could not see what became of the others.
        List<AccessItem.Row> concerned = listed.stream()
                .filter(row -> row.whyNot() == null && !row.resident().listed().own())
                .toList();
        if (concerned.isEmpty() || heading.notAll() != null) {
            return;
        }
        Counts count = count(concerned.stream().map(AccessItem.Row::resident).toList());
        List<String> text = new ArrayList<>();
        text.add(words.say("access.revoke-all.text", count.people(), count.devices(), heading.gateway()));
        if (listed.size() > concerned.size()) {
            text.add(words.say("access.revoke-all.left", listed.size() - concerned.size()));
        }
        long lasting =
                concerned.stream().filter(row -> !row.lasting().isEmpty()).count();
        if (lasting > 0) {
            text.add(words.say("access.revoke-all.lasting", lasting));
        }
        List<Grant> shown =
                concerned.stream().map(row -> row.resident().grant()).toList();
        List<Phrase> after =
                lasting > 0 ? List.of(Phrase.of("access.revoke-all.lasting.after", lasting)) : List.<Phrase>of();
        dialogs.ask(
                new Dialogs.Question(
                        words.say("access.revoke-all.title", shown.size(), heading.gateway()),
                        String.join(" ", text),
                        words.say("access.revoke-all.action", shown.size()),
                        true),
                () -> decide(
                        new Decision.RevokeAll(heading.profile(), shown),
                        Method.ASKED_AGAIN,
                        Phrase.of("access.revoked", Phrase.of("access.all-of", shown.size()), heading.gateway()),
                        after));
    }

    /** The operator names a row; empty forgets the name. */
    public void label(AccessItem.Row row, String text) {
        console.label(row.key().subject(), text)
                .whenCompleteAsync(
                        (ignored, failure) -> {
                            if (failure != null) {
                                notice.set(new Notice(List.of(Phrase.of("access.label.lost")), false));
                            }
                        },
                        screen);
    }

    /** The operator has read what became of a row. */
    public void dismiss(AccessItem.Row row) {
        console.roster().dismiss(row.key());
    }

    /** The operator has read the notice. */
    public void dismissNotice() {
        notice.set(null);
    }

    /** Puts the detail away, and with it the selection. */
    public void closeDetail() {
        detailOpen.set(false);
        selected.set(null);
    }

    /** Shows everybody again. */
    public void clearFilter() {
        search.set("");
        kinds.set(Kinds.ALL);
        gateway.set("");
    }

    /**
     * Carries out a decision.
     *
     * @param done what to say once a fresh read shows it
     * @param lasting what lets them in all the same
     */
    private void decide(Decision decision, Method method, Phrase done, List<Phrase> lasting) {
        console.decisions().decide(decision, method).thenAcceptAsync(outcome -> ended(outcome, done, lasting), screen);
    }

    private void ended(Outcome outcome, Phrase done, List<Phrase> lasting) {
        switch (outcome) {
            case Outcome.Confirmed(var receipt) -> {
                List<Phrase> said = new ArrayList<>();
                said.add(done);
                // The gateway's own remark on what still lets them in is the better one.
                said.addAll(receipt.remark().isEmpty() ? lasting : receipt.remark());
                notice.set(new Notice(List.copyOf(said), said.size() == 1));
            }
            // The row says it, with its next step.
            case Outcome.Accepted ignored -> notice.set(null);
            case Outcome.NotConfirmed ignored -> notice.set(null);
            case Outcome.Refused ignored -> notice.set(null);
        }
    }

    // The list

    private void gatewaysChanged(Change<GatewayStatus> change) {
        change.removed().forEach(status -> statuses.remove(status.profile().id()));
        change.added().forEach(status -> statuses.put(status.profile().id(), status));
        change.changed().forEach(status -> statuses.put(status.profile().id(), status));
        ListMerge.merge(
                gateways,
                List.copyOf(statuses.values()),
                (one, other) -> one.profile().id().equals(other.profile().id()));
        if (!gateway.get().isEmpty() && !statuses.containsKey(gateway.get())) {
            gateway.set("");
        }
        list();
    }

    private void residentsChanged(Change<Resident> change) {
        change.removed().forEach(resident -> known.remove(resident.key()));
        change.added().forEach(this::know);
        change.changed().forEach(this::know);
        counts.set(count(known.values().stream().map(AccessRows.Known::resident).toList()));
        list();
    }

    private void know(Resident resident) {
        known.put(resident.key(), AccessRows.Known.of(resident));
    }

    private void list() {
        List<AccessItem> wanted =
                new AccessRows(known.values(), statuses).list(search.get(), kinds.get(), gateway.get(), order.get());
        int before = indexOf(rows(), selected.get());
        ListMerge.merge(items, wanted, AccessItem::sameLine);
        arming.shown(items);
        reselect(before);
        goToSought();
    }

    private void goToSought() {
        SubjectKey whom = sought;
        if (whom == null) {
            return;
        }
        rows().stream()
                .filter(row -> row.key().subject().equals(whom))
                .findFirst()
                .ifPresent(row -> {
                    sought = null;
                    select(row);
                    detailOpen.set(true);
                });
    }

    /** The same row as it is now; if it is gone, the one that took its place. */
    private void reselect(int before) {
        AccessItem.Row old = selected.get();
        if (old == null) {
            return;
        }
        List<AccessItem.Row> all = rows();
        int now = indexOf(all, old);
        if (now < 0) {
            now = Math.min(before, all.size() - 1);
        }
        selected.set(now < 0 ? null : all.get(now));
    }

    private List<AccessItem.Row> rows() {
        return items.stream()
                .filter(AccessItem.Row.class::isInstance)
                .map(AccessItem.Row.class::cast)
                .toList();
    }

    private static int indexOf(List<AccessItem.Row> rows, AccessItem.@Nullable Row row) {
        if (row != null) {
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).sameLine(row)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static Counts count(List<Resident> residents) {
        int people = (int) residents.stream()
                .filter(resident -> resident.grant() instanceof SenderGrant)
                .count();
        return new Counts(people, residents.size() - people);
    }
}
