package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Filter.Kinds;
import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the Requests screen shows and does, without a window. Belongs to the JavaFX thread; sorting and filtering is done
 * elsewhere, and its result taken over in one step.
 */
final class RequestsModel {
    private static final String KIND = "requests.kind";
    private static final String GATEWAY = "requests.gateway";

    private final Desk desk;
    private final Dialogs dialogs;
    private final RowWords words;
    private final Executor background;
    private final Executor ui;
    private final Listing listing;
    private final Arming arming;
    private final Stillness stillness;
    private final KnownGateways gateways = new KnownGateways();
    private final Earlier earlier = new Earlier();
    private final Besides besides = new Besides(gateways);
    private final ApprovalNeeds needs;
    private final TypedCode typedCode;
    private final CodeFinder finder;
    private Consumer<Row> moreWanted = row -> {};
    private final SoughtRow sought;
    private Consumer<Row> calledFor = row -> {};

    private final List<Change<Entry>> news = new ArrayList<>();
    private boolean closed;
    private boolean working;
    private boolean outdated;

    private final LineList lines = new LineList();
    private List<Line> shown = List.of();
    private List<Line> wanted = List.of();
    private Filter shownFilter = Filter.NONE;
    private boolean changing;
    private boolean chosen;

    private final ReadOnlyObjectWrapper<Filter> filter;
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(Counts.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable Row> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper newAbove = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper edition = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper armings = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper surroundings = new ReadOnlyIntegerWrapper();

    /**
     * An empty list.
     *
     * @param timer time for arming and stillness
     * @param background where sorting and filtering is done, one piece after the other
     * @param ui the JavaFX thread
     * @param remembered the small choices of the last start
     */
    RequestsModel(
            Desk desk,
            Dialogs dialogs,
            RowWords words,
            Listing listing,
            Timer timer,
            Executor background,
            Executor ui,
            Map<String, String> remembered) {
        this.desk = desk;
        this.dialogs = dialogs;
        this.words = words;
        this.listing = listing;
        this.background = background;
        this.ui = ui;
        this.arming = new Arming(timer, () -> armings.set(armings.get() + 1));
        this.stillness = new Stillness(timer, this::settle);
        this.needs = new ApprovalNeeds(desk, besides);
        this.typedCode = new TypedCode(desk, ui, besides);
        this.sought = new SoughtRow(lines, this::showAll);
        this.finder = new CodeFinder(desk, ui, gateways::all, this::found);
        selected.addListener((row, before, now) -> besides.follow(now));
        Kinds kinds = Stream.of(Kinds.values())
                .filter(one -> one.name().equals(remembered.get(KIND)))
                .findFirst()
                .orElse(Kinds.ALL);
        this.filter = new ReadOnlyObjectWrapper<>(new Filter("", kinds, remembered.getOrDefault(GATEWAY, "")));
    }

    /** Shows what {@code console} has from now on. */
    Subscription follow(Console console) {
        List<Subscription> all = List.of(
                console.gateways().subscribe(this::gatewaysChanged),
                console.history().subscribe(this::historyChanged),
                console.approvals().subscribe(() -> ui.execute(this::surroundingsChanged)),
                console.inbox().subscribe(this::inboxChanged));
        return () -> {
            closed = true;
            all.forEach(Subscription::close);
        };
    }

    // What is on screen

    /** The lines of the list. */
    ObservableList<Line> lines() {
        return lines;
    }

    /** Grows after the lines or the selection were brought up to date. */
    ReadOnlyIntegerProperty edition() {
        return edition.getReadOnlyProperty();
    }

    /** Whether the lines change at this moment; what the list then says of its selection is not the operator's will. */
    boolean isChanging() {
        return changing;
    }

    /** What is looked for. */
    ReadOnlyObjectProperty<Filter> filter() {
        return filter.getReadOnlyProperty();
    }

    /** How much waits. */
    ReadOnlyObjectProperty<Counts> counts() {
        return counts.getReadOnlyProperty();
    }

    /** How many wait at all gateways. */
    ReadOnlyIntegerProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /** How many new rows stand below that belong above. */
    ReadOnlyIntegerProperty newAbove() {
        return newAbove.getReadOnlyProperty();
    }

    /** Grows whenever rows have become armed. */
    ReadOnlyIntegerProperty armings() {
        return armings.getReadOnlyProperty();
    }

    /** Grows whenever something became of gateways, policies, quotas or earlier decisions. */
    ReadOnlyIntegerProperty surroundings() {
        return surroundings.getReadOnlyProperty();
    }

    /** The row that the operator is at, or null if there is none. */
    ReadOnlyObjectProperty<@Nullable Row> selected() {
        return selected.getReadOnlyProperty();
    }

    /** All gateways, in the order in which they came. */
    List<GatewayStatus> gateways() {
        return gateways.all();
    }

    /** The gateway of that profile, or null if it is not known any more. */
    @Nullable
    GatewayStatus gateway(String profile) {
        return gateways.get(profile);
    }

    /** Earlier decisions about the asker of {@code row}, the latest first. */
    List<HistoryEntry> earlier(Row row) {
        return earlier.about(row.key().about());
    }

    /** The node whose commands {@code row} asks for, as the device that it joined as; null if that is not known. */
    @Nullable
    Resident joined(Row row) {
        if (row.key().kind() != Kind.CAPABILITY) {
            return null;
        }
        Resident node = desk.resident(new Resident.Key(row.key().about(), Kind.NODE));
        // Who is an operator's device as well as a node is listed as a device.
        return node != null ? node : desk.resident(new Resident.Key(row.key().about(), Kind.DEVICE));
    }

    /** The group of the line at {@code index}. */
    Group groupAt(int index) {
        return lines.groupAt(index);
    }

    /** Whether {@code row} or a later version of it is in the list. */
    boolean isShown(Row row) {
        return row.mark().standsIn(edition.get());
    }

    /** Whether the buttons of {@code row} take a click. */
    boolean isArmed(Row row) {
        return isShown(row) && arming.isArmed(row);
    }

    /** Why {@code act} cannot be done with {@code row}, or null if it can. */
    @Nullable
    Phrase whyNot(Row row, Act act) {
        Phrase why = act.whyNot(row);
        return why == null && act == Act.APPROVE ? besides.fault(row) : why;
    }

    /** The code that is being looked for. */
    CodeFinder finder() {
        return finder;
    }

    /** What is to be done where an approval needs a code or a person first: it leads to where that is typed. */
    void onMoreWanted(Consumer<Row> lead) {
        moreWanted = lead;
    }

    /** What approvals still need. */
    ApprovalNeeds needs() {
        return needs;
    }

    /** The code that is typed for the open row. */
    TypedCode typedCode() {
        return typedCode;
    }

    /** What the approval of the open row is to do besides. */
    Besides besides() {
        return besides;
    }

    // What the operator does

    /** Looks for {@code text}. */
    void look(String text) {
        if (!text.isEmpty()) {
            sought.giveUp();
        }
        finder.typed(text);
        refilter(filter.get().withText(text));
    }

    /** Shows {@code kinds} only. */
    void only(Kinds kinds) {
        desk.remember(KIND, kinds == Kinds.ALL ? "" : kinds.name());
        refilter(filter.get().withKinds(kinds));
    }

    /** Shows one gateway only; empty for all. */
    void onlyAt(String gateway) {
        desk.remember(GATEWAY, gateway);
        refilter(filter.get().withGateway(gateway));
    }

    /** Shows everything. */
    void showAll() {
        only(Kinds.ALL);
        onlyAt("");
        look("");
    }

    /** The operator is at the list: nothing moves for a while. */
    void touched() {
        sought.giveUp();
        stillness.touched();
    }

    /** Puts what is new where it belongs. */
    void showNew() {
        stillness.end();
        settle();
    }

    /** Goes to {@code row}. */
    void select(@Nullable Row row) {
        if (row == null || row.mark().standsIn(edition.get())) {
            chosen = row != null;
            selected.set(row);
        }
    }

    /** Goes {@code steps} rows down, or up if negative. */
    void move(int steps) {
        Row from = selected.get();
        int start = steps > 0 ? -1 : lines.size();
        int at = lines.from(from == null ? start : from.mark().index(), steps);
        if (at >= 0 && at < lines.size() && lines.get(at) instanceof Row row) {
            select(row);
        }
    }

    /**
     * Lets the asker of {@code row} in, as they are on screen, with what is filled in for it: at once, or after a second
     * question. Where a code or the person's id is needed first, it leads there and decides nothing.
     *
     * @param row as it is on screen
     */
    void approve(Row row) {
        if (!takes(row, Act.APPROVE)) {
            return;
        }
        Options options = besides.of(row);
        Decision decision = new Decision.Approve(row.entry().request(), options);
        Method method = needs.method(row);
        switch (needs.of(row)) {
            case CODE, PERSON -> moreWanted.accept(row);
            case QUESTION ->
                dialogs.ask(
                        words.effects().question(row.entry(), options, needs.comparesIds(row), besides.doubt(row)),
                        () -> desk.decide(decision, method));
            case NOTHING -> desk.decide(decision, method);
        }
    }

    /** Turns the asker of {@code row} away, as they are on screen. */
    void reject(Row row) {
        if (takes(row, Act.REJECT)) {
            desk.decide(new Decision.Reject(row.entry().request(), besides.reason(row)), Method.ONE_CLICK);
        }
    }

    /** The PIN of {@code row} is in sight. */
    void pinShown(Row row) {
        desk.pinShown(row.key(), row.entry().request().id());
    }

    /** Takes a row away whose story has been read. */
    void dismiss(Row row) {
        desk.dismiss(row.key());
    }

    /** Names the asker of {@code row}; an empty label forgets the name. */
    void label(Row row, String label) {
        if (!label.strip().equals(row.entry().label())) {
            desk.label(row.key().about(), label.strip());
        }
    }

    private boolean takes(Row row, Act act) {
        return isArmed(row) && act.isOffered(row) && whyNot(row, act) == null;
    }

    // What the console tells

    void gatewaysChanged(Change<GatewayStatus> change) {
        Filter before = effective();
        if (gateways.apply(change)) {
            surroundingsChanged();
            finder.offer();
        }
        if (!effective().equals(before)) {
            work();
        }
    }

    void historyChanged(Change<HistoryEntry> change) {
        earlier.apply(change);
        surroundingsChanged();
    }

    void surroundingsChanged() {
        surroundings.set(surroundings.get() + 1);
    }

    void inboxChanged(Change<Entry> change) {
        news.add(change);
        work();
    }

    /** Leads to the request of a code. */
    private void found(CodeSearch.Found what) {
        showAll();
        sought.seek(row -> row.key().equals(what.key()), row -> {
            select(row);
            besides.found(row, what.person(), what.code(), what.miss());
            moreWanted.accept(row);
        });
    }

    /** Leads to a request of {@code whom}. */
    void goTo(SubjectKey whom) {
        sought.seek(row -> row.key().about().equals(whom), this::select);
    }

    /** What is to be done with a row that was called from outside of the window. */
    void onCalled(Consumer<Row> lead) {
        calledFor = lead;
    }

    /**
     * Leads to the request {@code key}. Nothing is decided by that: its buttons take no click for a moment, as the pointer
     * may happen to be over them.
     */
    void call(RequestKey key) {
        sought.seek(row -> row.key().equals(key), row -> {
            select(row);
            arming.begin();
            arming.disarm(row);
            arming.arrange();
            armings.set(armings.get() + 1);
            calledFor.accept(row);
        });
    }

    private void refilter(Filter next) {
        if (!next.equals(filter.get())) {
            filter.set(next);
            work();
        }
    }

    /** A gateway that is remembered from an earlier start need not be there. */
    private Filter effective() {
        Filter wish = filter.get();
        return gateways.get(wish.gateway()) != null ? wish : wish.withGateway("");
    }

    private void work() {
        if (closed) {
            return;
        }
        if (working) {
            outdated = true;
            return;
        }
        working = true;
        outdated = false;
        List<Change<Entry>> batch = List.copyOf(news);
        news.clear();
        Filter asked = effective();
        background.execute(() -> {
            listing.apply(batch);
            Listing.View view = listing.view(asked);
            ui.execute(() -> worked(view, asked));
        });
    }

    private void worked(Listing.View view, Filter asked) {
        working = false;
        counts.set(view.counts());
        waiting.set(view.counts().everywhere());
        if (asked.equals(effective())) {
            take(view.lines(), asked);
        }
        if (outdated) {
            work();
        }
    }

    private void take(List<Line> next, Filter asked) {
        boolean sameQuestion = asked.equals(shownFilter);
        shownFilter = asked;
        wanted = next;
        if (sameQuestion && stillness.holds() && groupAt(0) == Group.NEEDS_YOU && !shown.isEmpty()) {
            Placing placing = Placing.keeping(shown, next, edition.get());
            show(placing.lines());
            newAbove.set(placing.newAbove());
            stillness.awaitEnd();
        } else {
            settle();
        }
        sought.look();
    }

    private void settle() {
        newAbove.set(0);
        show(wanted);
    }

    private void show(List<Line> next) {
        int number = edition.get() + 1;
        arming.begin();
        for (int at = 0; at < next.size(); at++) {
            if (next.get(at) instanceof Row row
                    && row.mark().place(at, row.entry().request(), number)) {
                arming.disarm(row);
            }
        }
        Row before = selected.get();
        int place = before == null ? 0 : before.mark().index();
        changing = true;
        try {
            shown = next;
            lines.show(next);
            edition.set(number);
            selected.set(followed(before, place));
        } finally {
            changing = false;
        }
        arming.arrange();
    }

    /**
     * The same row as it is now, else the one in its place, which then has to stand for a moment before it takes a key. A
     * row that the operator did not choose is left once it has expired.
     */
    private @Nullable Row followed(@Nullable Row before, int place) {
        if (before != null
                && before.mark().standsIn(edition.get())
                && lines.get(before.mark().index()) instanceof Row now
                && (chosen || !now.expired())) {
            return now;
        }
        int start = chosen ? Math.min(place, lines.size() - 1) : Math.min(0, lines.size() - 1);
        chosen = false;
        for (int at = start; at >= 0; at--) {
            if (lines.get(at) instanceof Row neighbour) {
                arming.disarm(neighbour);
                return neighbour;
            }
        }
        return null;
    }
}
