package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.TimePane;
import dev.gatehouse.ui.requests.ApprovalNeeds.Need;
import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Heading;
import dev.gatehouse.ui.requests.Line.Row;
import dev.gatehouse.ui.requests.RowWords.Tag;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the list: a request with its buttons, or the title of a group. */
final class RequestCell extends ListCell<Line> {
    private static final int MOST_TAGS = 3;
    private static final double ACTS = 172;
    private static final PseudoClass UNARMED = PseudoClass.getPseudoClass("unarmed");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass FADED = PseudoClass.getPseudoClass("faded");

    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final SecondClock clock;

    private final Label heading = new Label();
    private final StackPane headingBox = new StackPane(heading);

    private final FontIcon icon = Icons.of(Feather.CIRCLE);
    private final Label title = new Label();
    private final HBox chips = new HBox(6);
    private final Label id = new Label();
    private final Label second = new Label();
    private final TimePane time = new TimePane();
    private final Label state = new Label();
    private final ActButton reject;
    private final ActButton approve;
    private final ActButton details;
    private final ActButton dismiss;
    private final HBox acts = new HBox(8);
    private final HBox box;
    private final Tooltip whole = new Tooltip();
    private final Tooltip wholeId = new Tooltip();

    private List<Tag> tags = List.of();
    private final Runnable tick = this::tick;
    private final InvalidationListener changed = any -> refresh();

    /**
     * A cell.
     *
     * @param opened what opens the detail of a row
     */
    RequestCell(RequestsModel model, RowWords words, SecondClock clock, Consumer<Row> opened) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clock = clock;
        getStyleClass().add("request-cell");

        headingBox.getStyleClass().add("group-heading");
        headingBox.setAlignment(Pos.BOTTOM_LEFT);

        StackPane tile = new StackPane(icon);
        tile.getStyleClass().add("tile");
        title.getStyleClass().add("row-title");
        id.getStyleClass().add("row-id");
        chips.setAlignment(Pos.CENTER_LEFT);
        FirstLine first = new FirstLine(title, chips, id);
        second.getStyleClass().add("row-second");
        second.setMaxWidth(Double.MAX_VALUE);
        VBox texts = new VBox(3, first, second);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);

        reject = act(say.say("requests.reject"), model::reject, "row-act");
        approve = act(say.say("requests.approve"), model::approve, "row-act", "approve");
        details = act(say.say("requests.details"), opened, "row-act");
        dismiss = act(say.say("requests.dismiss"), model::dismiss, "row-act");
        state.getStyleClass().add("row-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        acts.getStyleClass().add("row-acts");
        acts.setAlignment(Pos.CENTER_RIGHT);
        acts.setMinWidth(ACTS);

        reject.setPrefWidth(70);
        approve.setPrefWidth(94);

        box = new HBox(12, tile, texts, time, acts);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("row-box");
        box.setMinWidth(0);
        setPrefWidth(0);

        Tooltip.install(second, whole);
        Tooltip.install(id, wholeId);
        whole.setWrapText(true);
        whole.setMaxWidth(480);

        model.armings().addListener(new WeakInvalidationListener(changed));
        model.surroundings().addListener(new WeakInvalidationListener(changed));
        model.besides().ticked().addListener(new WeakInvalidationListener(changed));
        model.besides().fault().addListener(new WeakInvalidationListener(changed));
        selectedProperty().addListener((selected, before, now) -> refresh());
    }

    private ActButton act(String text, Consumer<Row> run, String... styles) {
        ActButton button = new ActButton(
                text,
                () -> {
                    if (getItem() instanceof Row row) {
                        model.select(row);
                        run.accept(row);
                    }
                },
                styles);
        button.button().setFocusTraversable(false);
        return button;
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        if (empty || line == null) {
            clock.remove(tick);
            setGraphic(null);
            setAccessibleText(null);
            setMouseTransparent(true);
            return;
        }
        switch (line) {
            case Heading(Group group) -> {
                clock.remove(tick);
                heading.setText(say.say(group == Group.EXPIRED ? "requests.group.expired" : "requests.group.needs"));
                setAccessibleText(heading.getText());
                setGraphic(headingBox);
                setMouseTransparent(true);
            }
            case Row row -> {
                setMouseTransparent(false);
                setGraphic(box);
                show(row);
                clock.add(tick);
            }
        }
    }

    private void refresh() {
        if (getItem() instanceof Row row && !isEmpty()) {
            show(row);
        }
    }

    private void tick() {
        if (getItem() instanceof Row row && !isEmpty()) {
            time.set(words.left(row.entry()));
            if (words.story(row) == null) {
                setSecond(words.second(row.entry(), gateway(row)));
            }
        }
    }

    private @Nullable GatewayStatus gateway(Row row) {
        return model.gateway(row.key().profile());
    }

    private void show(Row row) {
        Entry entry = row.entry();
        icon.setIconCode(Icons.request(entry.request()));
        String called = words.title(entry);
        title.setText(called);
        List<Tag> now = words.tags(entry);
        if (!now.equals(tags)) {
            tags = now;
            showTags();
        }
        boolean titleIsId = called.equals(entry.key().subject()) || RowWords.isAnonymous(entry);
        id.setText(titleIsId ? "" : RowWords.shortId(entry.key().subject()));
        wholeId.setText(entry.key().subject());
        time.set(words.left(entry));

        Story story = words.story(row);
        second.pseudoClassStateChanged(BAD, is(story, Chip.Tone.DANGER));
        second.pseudoClassStateChanged(WARN, is(story, Chip.Tone.WARNING));
        second.pseudoClassStateChanged(GOOD, is(story, Chip.Tone.SUCCESS));
        setSecond(story == null ? words.second(entry, gateway(row)) : story.text());

        boolean stays = story != null && story.stays();
        time.setVisible(!stays && !row.gone() && !is(story, Chip.Tone.SUCCESS));
        time.setManaged(!stays);
        acts.setMinWidth(stays ? Region.USE_PREF_SIZE : ACTS);
        showActs(row, story);
        pseudoClassStateChanged(FADED, row.expired() || row.gone() || entry.stale());
        setAccessibleText(words.accessible(row, gateway(row)));
    }

    private static boolean is(@Nullable Story story, Chip.Tone tone) {
        return story != null && story.tone() == tone;
    }

    private void setSecond(String text) {
        if (!text.equals(second.getText())) {
            second.setText(text);
            whole.setText(text);
        }
    }

    private void showTags() {
        chips.getChildren().clear();
        int most = tags.size() <= MOST_TAGS ? tags.size() : MOST_TAGS - 1;
        tags.subList(0, most).forEach(tag -> chips.getChildren().add(new Chip(tag.text(), tag.tone())));
        if (tags.size() > most) {
            Chip more = new Chip(say.say("requests.tag.others", tags.size() - most), Chip.Tone.NEUTRAL);
            more.setTooltip(new Tooltip(String.join(
                    "\n",
                    tags.subList(most, tags.size()).stream().map(Tag::text).toList())));
            chips.getChildren().add(more);
        }
    }

    private void showActs(Row row, @Nullable Story story) {
        Entry entry = row.entry();
        if (Act.APPROVE.isOffered(row)) {
            reject.setText(say.say("requests.reject"), words.accessibleAct(Act.REJECT, entry));
            reject.setWhyNot(why(row, Act.REJECT));
            approve.setText(
                    say.say(model.needs().of(row) == Need.NOTHING ? "requests.approve" : "requests.approve.again"),
                    words.accessibleAct(Act.APPROVE, entry));
            approve.setWhyNot(why(row, Act.APPROVE));
            acts.pseudoClassStateChanged(UNARMED, !model.isArmed(row));
            put(reject, approve);
            return;
        }
        acts.pseudoClassStateChanged(UNARMED, false);
        String word = words.state(row);
        state.setText(word);
        state.pseudoClassStateChanged(BAD, is(story, Chip.Tone.DANGER));
        state.pseudoClassStateChanged(GOOD, is(story, Chip.Tone.SUCCESS));
        state.pseudoClassStateChanged(WARN, is(story, Chip.Tone.WARNING));
        if (story != null && story.stays()) {
            details.setText(say.say("requests.details"), say.say("requests.details.accessible", words.title(entry)));
            dismiss.setText(say.say("requests.dismiss"), say.say("requests.dismiss.accessible", words.title(entry)));
            put(state, details, dismiss);
        } else {
            put(state);
        }
    }

    /** A button that is taken out and put back while the mouse is down on it would lose the click. */
    private void put(Node... nodes) {
        List<Node> wanted = List.of(nodes);
        if (!acts.getChildren().equals(wanted)) {
            acts.getChildren().setAll(wanted);
        }
    }

    private @Nullable String why(Row row, Act act) {
        Phrase why = model.whyNot(row, act);
        return why == null ? null : say.say(why);
    }
}
