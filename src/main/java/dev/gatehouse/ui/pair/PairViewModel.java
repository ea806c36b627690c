package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.ListMerge;
import dev.gatehouse.ui.common.RevokeQuestion;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The codes that operators made, the one that is looked at, and the one that is about to be made. */
public final class PairViewModel {
    private final Console console;
    private final Executor screen;
    private final MakeForm form = new MakeForm();
    private final PairSettings settings;
    private final SettingActs settingActs;
    private final PairChoices choices;
    private final CodeMaking making;
    private final CodeTrail trail;
    private final CodeReading reading;
    private final JoinedActs joined;

    private final ObservableList<PairItem> items = FXCollections.observableArrayList();
    private final ObservableList<PairItem> readOnlyItems = FXCollections.unmodifiableObservableList(items);
    private final ReadOnlyObjectWrapper<@Nullable Row> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper revealed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper open = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Said> said = new ReadOnlyObjectWrapper<>();
    private final Map<IssuedCode.Key, ShelvedCode> codes = new LinkedHashMap<>();
    private final Map<String, GatewayStatus> statuses = new LinkedHashMap<>();
    private final List<Subscription> subscriptions;
    private boolean watched;

    /** Whether the code that takes the place of one that was looked at is to be in sight: nothing was hidden since. */
    private boolean goesOn;

    /**
     * Follows {@code console} until it is closed: how many codes are open stands in the side bar, whatever is in front.
     *
     * @param words says how a setting stands in its field
     * @param dialogs asks before somebody with much power is taken out
     * @param screen the thread of the screen
     */
    public PairViewModel(Console console, Words words, Dialogs dialogs, Executor screen, LongSupplier nanos) {
        this.console = console;
        this.screen = screen;
        this.choices = new PairChoices(console.settings());
        this.making = new CodeMaking(console, screen);
        this.trail = new CodeTrail(console, nanos);
        this.reading = new CodeReading(console::contents, screen);
        this.joined = new JoinedActs(console.decisions(), trail, new RevokeQuestion(words), dialogs, screen, said::set);
        selected.subscribe(row -> {
            trail.follow(row);
            reading.read(row);
        });
        this.settingActs = new SettingActs(console.decisions(), screen, said::set);
        this.settings = new PairSettings(new PairWords(words)::shown);
        form.targetProperty().subscribe(this::followSettings);
        this.subscriptions = List.of(
                console.gateways().subscribe(this::gatewaysChanged),
                console.codes().subscribe(this::codesChanged));
    }

    // Properties

    /** Headings and codes, as they stand below each other. */
    public ObservableList<PairItem> items() {
        return readOnlyItems;
    }

    /** The code that is looked at, or null while one is being made. */
    public ReadOnlyObjectProperty<@Nullable Row> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Whether the text of the selected code is in sight. */
    public ReadOnlyBooleanProperty revealedProperty() {
        return revealed.getReadOnlyProperty();
    }

    /** Whether a code is being made at this moment. */
    public ReadOnlyBooleanProperty makingProperty() {
        return making.makingProperty();
    }

    /** What the code that is looked at has led to. */
    public ReadOnlyObjectProperty<Followed> followedProperty() {
        return trail.followedProperty();
    }

    /** What is in the code that is looked at, or null while that is not known. */
    public ReadOnlyObjectProperty<@Nullable CodeContents> contentsProperty() {
        return reading.contentsProperty();
    }

    /** How codes are shown. */
    public PairChoices choices() {
        return choices;
    }

    /** What can be done with who is in by the code that is looked at. */
    JoinedActs joined() {
        return joined;
    }

    /** How many codes are open. */
    public ReadOnlyIntegerProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /** What became of the last act, or null. */
    public ReadOnlyObjectProperty<@Nullable Said> saidProperty() {
        return said.getReadOnlyProperty();
    }

    /** The code that is about to be made. */
    public MakeForm form() {
        return form;
    }

    /** What can be set at the gateway that is chosen in the form. */
    public PairSettings settings() {
        return settings;
    }

    /** Sets what is typed there. */
    SettingActs settingActs() {
        return settingActs;
    }

    /** How the gateway of that profile stands, or null if it is not known any more. */
    @Nullable
    GatewayStatus gateway(String profile) {
        return statuses.get(profile);
    }

    // Commands

    /** Looks at a code, hidden at first; null leads to the form. */
    public void select(@Nullable Row row) {
        Row before = selected.get();
        if (before == null || row == null || !before.sameLine(row)) {
            revealed.set(false);
        }
        selected.set(row);
    }

    /** Moves the selection over so many codes, down if positive; from nowhere as if from above the first. */
    public void move(int steps) {
        List<Row> all = rows();
        if (!all.isEmpty()) {
            Row now = selected.get();
            int from = now == null
                    ? -1
                    : all.indexOf(all.stream()
                            .filter(row -> row.sameLine(now))
                            .findFirst()
                            .orElse(now));
            select(all.get(Math.clamp(from + (long) steps, 0, all.size() - 1)));
        }
    }

    /** Shows the text of the selected code, if it is of use to anybody. */
    public void reveal() {
        Row row = selected.get();
        making.attended();
        revealed.set(row != null && row.open() && row.code().text() != null);
    }

    /** Hides it, and what is about to take its place. */
    public void hide() {
        goesOn = false;
        revealed.set(false);
    }

    /** Whether the screen is in front and its window has the focus; without that a code hides, if the operator wants it so. */
    public void watch(boolean now) {
        watched = now;
        if (!now && choices.hidesProperty().get()) {
            hide();
        }
    }

    /** Makes the code that is filled in. It is looked at as soon as it is there. */
    public void make() {
        Decision.IssueCode decision = form.decision();
        if (decision != null) {
            make(decision);
        }
    }

    /** Makes another code like that of {@code row}, which is of no use here any more. */
    public void makeAnother(Row row) {
        Decision.IssueCode decision = another(row);
        if (decision != null) {
            make(decision);
        }
    }

    private void make(Decision.IssueCode decision) {
        if (!making.makingProperty().get()) {
            said.set(null);
            making.make(decision, this::made);
        }
    }

    private void made(@Nullable Outcome outcome) {
        if (!(outcome instanceof Outcome.Confirmed)) {
            said.set(Said.of(outcome));
        }
    }

    /** Whether another code like that of {@code row} can be made at once. */
    public boolean canMakeAnother(Row row) {
        return another(row) != null;
    }

    private Decision.@Nullable IssueCode another(Row row) {
        boolean inUse = row.open() && row.code().text() != null;
        return inUse ? null : making.recipe(row, statuses.get(row.key().profile()));
    }

    /** Takes the code of {@code row} back. */
    public void cancel(Row row) {
        if (whyNotCancel(row) == null) {
            said.set(null);
            revealed.set(false);
            console.decisions()
                    .decide(new Decision.CancelCode(row.code()), Method.ONE_CLICK)
                    .whenCompleteAsync((outcome, thrown) -> said.set(Said.ofDoubt(outcome)), screen);
        }
    }

    /** Why the code of {@code row} cannot be taken back, or null if it can. */
    public @Nullable Phrase whyNotCancel(Row row) {
        if (!row.open()) {
            return Phrase.of("pair.why.over");
        }
        if (row.shelved().progress() instanceof Progress.Deciding) {
            return Phrase.of("pair.why.deciding");
        }
        return row.shelved().stale()
                ? Phrase.of("pair.why.offline", row.shelved().gateway())
                : row.shelved().notCancel();
    }

    /** Takes a code that is over off the list. */
    public void forget(Row row) {
        if (!row.open()) {
            console.codes().forget(row.key());
        }
    }

    /** Says what became of an act that is done elsewhere. */
    void tell(Said now) {
        said.set(now);
    }

    /** The code of that key as it stands now, or null. */
    @Nullable
    Row current(IssuedCode.Key key) {
        ShelvedCode code = codes.get(key);
        return code == null ? null : Row.of(code);
    }

    /** The operator has read what was said. */
    public void dismiss() {
        said.set(null);
    }

    /** A second went by: what has ended meanwhile says so. */
    public void tick() {
        boolean ended =
                rows().stream().anyMatch(row -> row.open() && !row.shelved().open());
        if (ended) {
            list();
        }
    }

    /** Follows nothing any more. */
    public void close() {
        subscriptions.forEach(Subscription::close);
        trail.close();
    }

    // What the console tells

    private void gatewaysChanged(Change<GatewayStatus> change) {
        change.removed().forEach(status -> statuses.remove(status.profile().id()));
        arrived(change).forEach(status -> statuses.put(status.profile().id(), status));
        form.follow(statuses.values());
        followSettings(form.targetProperty().get());
    }

    private void followSettings(MakeForm.@Nullable Target target) {
        settings.follow(target == null ? null : statuses.get(target.profile()));
    }

    private void codesChanged(Change<ShelvedCode> change) {
        change.removed().forEach(code -> codes.remove(code.key()));
        arrived(change).forEach(code -> codes.put(code.key(), code));
        list();
        making.arrived(change).ifPresent(this::arrived);
    }

    private void arrived(CodeMaking.Arrival arrival) {
        Row now = selected.get();
        boolean byItself = arrival.replaced() != null;
        // What was replaced while the operator went elsewhere does not call them back.
        if (!byItself || (now != null && now.key().equals(arrival.replaced()))) {
            select(Row.of(arrival.code()));
            revealed.set(byItself && watched && goesOn);
        }
    }

    private static <T> Collection<T> arrived(Change<T> change) {
        return Stream.concat(change.added().stream(), change.changed().stream()).toList();
    }

    private void list() {
        List<Row> all = codes.values().stream().map(Row::of).toList();
        ListMerge.merge(items, PairLines.of(all), PairItem::sameLine);
        open.set((int) all.stream().filter(Row::open).count());
        Row before = selected.get();
        if (before != null) {
            follow(before, all.stream().filter(before::sameLine).findFirst().orElse(null));
        }
    }

    /** Looks at the same code as it is now. */
    private void follow(Row before, @Nullable Row now) {
        boolean looked = revealed.get() && watched;
        if (now == null || !now.open() || now.code().text() == null) {
            revealed.set(false);
        }
        selected.set(now);
        boolean ended = now != null && before.open() && now.state() instanceof State.Expired;
        if (now != null && ended && looked && choices.replacesProperty().get() && canMakeAnother(now)) {
            goesOn = true;
            making.replace(now, this::made);
        }
    }

    private List<Row> rows() {
        return items.stream().filter(Row.class::isInstance).map(Row.class::cast).toList();
    }
}
