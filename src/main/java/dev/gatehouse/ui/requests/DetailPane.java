package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Line.Row;
import dev.gatehouse.ui.requests.RowWords.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Everything that is known of one request, and the same buttons as on its row. */
final class DetailPane extends DetailFrame {
    /** Its width, in pixels. */
    private static final PseudoClass UNARMED = PseudoClass.getPseudoClass("unarmed");

    private static final int EARLIER_SHOWN = 5;

    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final SecretClipboard clipboard;

    private final CodeField code;
    private final TextField label = new TextField();
    private final Label asked = new Label();
    private final ActButton reject;
    private final ActButton approve;
    private final Label why = new Label();
    private final HBox acts = new HBox(8);
    private final VBox bottom = new VBox(8);

    private @Nullable Row row;
    private @Nullable RequestKey labelled;
    private final Runnable tick = this::tick;

    /**
     * Nothing yet.
     *
     * @param close what closes the pane
     */
    DetailPane(
            RequestsModel model,
            RowWords words,
            SecondClock clock,
            Timer timer,
            SecretClipboard clipboard,
            Runnable close) {
        super("detail", words.plain().say("requests.detail.close"), close);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clipboard = clipboard;
        setAccessibleText(say.say("requests.detail.accessible"));
        standBesideList();

        code = new CodeField(say, timer, clipboard);
        label.setId("detail-label");
        label.setPromptText(say.say("requests.label.prompt"));
        label.setAccessibleText(say.say("requests.label"));
        label.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= Labels.LONGEST ? change : null));
        label.setOnAction(event -> saveLabel());
        label.focusedProperty().addListener((focused, before, now) -> {
            if (!now) {
                saveLabel();
            }
        });

        reject = new ActButton(say.say("requests.reject"), () -> withRow(model::reject));
        reject.button().setId("detail-reject");
        approve = new ActButton(say.say("requests.approve"), () -> withRow(model::approve), "approve-filled");
        approve.button().setId("detail-approve");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        acts.getChildren().addAll(reject, gap, approve);
        acts.getStyleClass().add("row-acts");
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        why.getStyleClass().add("detail-why");
        bottom.getStyleClass().add("detail-acts");
        setBottom(bottom);

        clock.add(tick);
        model.selected().addListener((selected, before, now) -> show(now));
        model.armings().addListener((any, before, now) -> showActs());
        model.edition().addListener((any, before, now) -> showActs());
        model.surroundings().addListener((any, before, now) -> show(row));
        show(null);
    }

    /** Hides what is secret. */
    void hideCode() {
        code.hide();
    }

    /** Puts the focus on the operator's label. */
    void editLabel() {
        label.requestFocus();
        label.selectAll();
    }

    /** Puts the focus where reading begins. */
    void enter() {
        scroll.requestFocus();
    }

    private void withRow(Consumer<Row> act) {
        Row now = row;
        if (now != null) {
            act.accept(now);
        }
    }

    private void saveLabel() {
        Row now = row;
        if (now != null && now.key().equals(labelled)) {
            model.label(now, label.getText());
        }
    }

    private void show(@Nullable Row next) {
        Row before = row;
        boolean another = before == null || next == null || !before.key().equals(next.key());
        if (another && before != null && label.isFocused()) {
            saveLabel();
        }
        row = next;
        if (next == null) {
            title.setText(say.say("requests.detail.none"));
            chips.getChildren().clear();
            sections.getChildren().clear();
            bottom.getChildren().clear();
            code.set(null);
            return;
        }
        Entry entry = next.entry();
        if (another) {
            scroll.setVvalue(0);
        }
        if (another || !label.isFocused()) {
            label.setText(entry.label());
            labelled = next.key();
        }
        code.set(entry.request() instanceof DmRequest dm ? dm.code() : null);
        title.setText(entry.title());
        chips.getChildren()
                .setAll(words.tags(entry).stream()
                        .map(tag -> new Chip(tag.text(), tag.tone()))
                        .toList());
        List<Node> now = new ArrayList<>();
        addStory(now, next);
        if (Act.APPROVE.isOffered(next)) {
            now.add(effect(entry));
        }
        if (!(entry.request() instanceof DmRequest)) {
            now.add(section("requests.rights", rights(entry)));
        } else {
            now.add(section("requests.code", code));
        }
        now.add(id(next.key().subject()));
        now.add(section("requests.origin", origin(next)));
        List<HistoryEntry> past = model.earlier(next).stream()
                .filter(one -> one.result() != null || !(entry.progress() instanceof Progress.Deciding))
                .toList();
        if (!past.isEmpty()) {
            now.add(section("requests.earlier", earlier(past)));
        }
        now.add(section("requests.label", label));
        if (!sections.getChildren().equals(now)) {
            sections.getChildren().setAll(now);
        }
        tick();
        showActs();
    }

    private void addStory(List<Node> all, Row of) {
        Story story = words.story(of);
        if (story == null) {
            return;
        }
        String head = words.state(of);
        Label text = text(head.isEmpty() ? story.text() : head + ". " + story.text());
        VBox box = new VBox(8, text);
        box.getStyleClass()
                .addAll(
                        "note",
                        switch (story.tone()) {
                            case DANGER -> "note-danger";
                            case WARNING -> "note-warning";
                            case SUCCESS -> "note-success";
                            default -> "note-neutral";
                        });
        if (of.entry().progress() instanceof Progress.Decided(var decision, Outcome.Refused(var problem), var at)
                && problem.detail() != null) {
            addDetail(box, problem);
        }
        if (story.tone() == Chip.Tone.DANGER) {
            Button dismiss = new Button(say.say("requests.dismiss"));
            dismiss.getStyleClass().add("small");
            dismiss.setAccessibleText(
                    say.say("requests.dismiss.accessible", of.entry().title()));
            dismiss.setOnAction(event -> model.dismiss(of));
            box.getChildren().add(dismiss);
        }
        all.add(box);
    }

    private void addDetail(VBox box, Problem problem) {
        String detail = problem.detail();
        if (detail == null) {
            return;
        }
        Label technical = text(detail);
        technical.getStyleClass().add("mono");
        Button copy = new Button(say.say("requests.details.copy"));
        copy.getStyleClass().add("small");
        copy.setOnAction(event -> clipboard.copy(detail));
        box.getChildren().addAll(technical, copy);
    }

    private Node effect(Entry entry) {
        boolean grave = Act.asksAgain(entry);
        Label text = text(words.effect(entry));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(grave ? Feather.SHIELD : Feather.INFO), text);
        box.getStyleClass().addAll("note", grave ? "note-danger" : "note-neutral");
        return box;
    }

    private Node rights(Entry entry) {
        Access held = entry.standing().granted();
        Access wanted = entry.request().access();
        GridPane grid = new GridPane();
        grid.getStyleClass().add("rights");
        ColumnConstraints name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        name.setMinWidth(0);
        ColumnConstraints yes = new ColumnConstraints(72);
        yes.setHalignment(HPos.CENTER);
        grid.getColumnConstraints().addAll(name, yes, yes);
        grid.add(small("requests.rights.now"), 1, 0);
        grid.add(small("requests.rights.asked"), 2, 0);
        int at = 1;
        List<Right> all = Stream.concat(
                        held.with(wanted).rights().stream().filter(right -> right.type() != Right.Type.ROLE),
                        held.with(wanted).rights().stream().filter(right -> right.type() == Right.Type.ROLE))
                .toList();
        for (Right right : all) {
            boolean has = held.covers(new Access(List.of(right)));
            boolean asks = wanted.rights().contains(right);
            Region rule = new Region();
            rule.getStyleClass().add("rule");
            grid.add(rule, 0, at, 3, 1);
            Label what = text(words.rights().name(right));
            what.setTooltip(new Tooltip(right.name()));
            grid.add(what, 0, at + 1);
            grid.add(new Label(say.say(has ? "requests.rights.yes" : "requests.rights.no")), 1, at + 1);
            Label wish = new Label(
                    say.say(!asks ? "requests.rights.no" : has ? "requests.rights.yes" : "requests.rights.added"));
            if (asks && !has) {
                wish.getStyleClass().add(right.weight() == Right.Weight.ORDINARY ? "added" : "added-grave");
            }
            grid.add(wish, 2, at + 1);
            at += 2;
        }
        return grid;
    }

    private Node origin(Row of) {
        Entry entry = of.entry();
        PairingRequest request = entry.request();
        GridPane grid = new GridPane();
        grid.getStyleClass().add("facts");
        ColumnConstraints key = new ColumnConstraints();
        key.setMinWidth(88);
        ColumnConstraints value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        value.setMinWidth(0);
        grid.getColumnConstraints().addAll(key, value);

        if (!entry.label().isEmpty() && !request.name().isEmpty()) {
            fact(grid, "requests.fact.name", claim(request.name().text()));
        }
        switch (request) {
            case DmRequest dm -> {
                fact(grid, "requests.fact.door", text(words.door(dm.key())));
                new TreeMap<>(dm.details()).forEach((name, said) -> {
                    if (!said.equals(dm.name().text()) && !said.equals(dm.key().subject())) {
                        String known = "requests.detail." + name;
                        fact(grid, say.knows(known) ? say.say(known) : name, claim(said));
                    }
                });
                Quota full = RowWords.full(entry, model.gateway(dm.key().profile()));
                if (full != null) {
                    fact(grid, "requests.fact.places", text(say.say("requests.quota", full.taken(), full.places())));
                }
            }
            case DeviceRequest device -> client(grid, device.key(), device.client(), entry);
            case CapabilityRequest node -> client(grid, node.key(), node.client(), entry);
        }
        fact(grid, "requests.fact.gateway", text(entry.gateway()));
        asked.setWrapText(true);
        fact(grid, "requests.fact.asked", asked);
        fact(grid, "requests.fact.source", text(entry.listed().source()));
        return grid;
    }

    private void client(GridPane grid, RequestKey key, Client client, Entry entry) {
        if (!client.address().isEmpty()) {
            fact(
                    grid,
                    "requests.fact.address",
                    text(say.say(
                            "requests.address",
                            client.address(),
                            say.say(AddressClass.of(client.address()).phrase()))));
        }
        if (!key.publicKey().isEmpty()) {
            Label print = text(RowWords.shortId(key.publicKey()));
            print.getStyleClass().add("mono");
            print.setTooltip(new Tooltip(key.publicKey()));
            fact(
                    grid,
                    "requests.fact.key",
                    entry.standing().kind() == Standing.Kind.KEY_CHANGED
                            ? new VBox(print, text(say.say("requests.fact.key.other")))
                            : print);
        }
        addClaim(grid, "requests.fact.platform", client.platform());
        addClaim(grid, "requests.fact.family", client.family());
        addClaim(grid, "requests.fact.program", client.program());
        addClaim(grid, "requests.fact.mode", client.mode());
    }

    private void addClaim(GridPane grid, String key, String said) {
        if (!said.isEmpty()) {
            fact(grid, key, claim(said));
        }
    }

    private Node id(String subject) {
        Label caption = new Label(say.say("requests.fact.id"));
        caption.getStyleClass().add("caption");
        Button copy = new Button(null, Icons.of(Feather.COPY));
        copy.getStyleClass().addAll("button-icon", "flat", "small");
        copy.setAccessibleText(say.say("requests.id.copy"));
        copy.setTooltip(new Tooltip(say.say("requests.id.copy")));
        copy.setOnAction(event -> clipboard.copy(subject));
        HBox head = new HBox(4, caption, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        Label text = text(subject);
        text.getStyleClass().addAll("mono", "whole-id");
        return new VBox(head, text);
    }

    private void fact(GridPane grid, String key, Node value) {
        Label name = new Label(say.knows(key) ? say.say(key) : key);
        name.getStyleClass().add("fact-name");
        int at = grid.getRowCount();
        grid.add(name, 0, at);
        GridPane.setValignment(name, VPos.TOP);
        grid.add(value, 1, at);
    }

    /** What they say of themselves, marked as such. */
    private Node claim(String said) {
        Text text = new Text(said + " ");
        Text mark = new Text(say.say("requests.claimed"));
        mark.getStyleClass().add("claimed");
        return new TextFlow(text, mark);
    }

    private Node earlier(List<HistoryEntry> past) {
        VBox all = new VBox(4);
        past.stream().limit(EARLIER_SHOWN).forEach(entry -> {
            HistoryEntry.Result result = entry.result();
            all.getChildren()
                    .add(text(say.say(
                            "requests.earlier.line",
                            Phrase.of("requests.earlier." + entry.act()),
                            result == null
                                    ? Phrase.of("requests.earlier.unknown")
                                    : Phrase.of("requests.earlier." + result.outcome()),
                            entry.at())));
        });
        if (past.size() > EARLIER_SHOWN) {
            all.getChildren().add(text(say.say("requests.earlier.more", past.size() - EARLIER_SHOWN)));
        }
        return all;
    }

    private Node section(String key, Node content) {
        Label name = new Label(say.say(key));
        name.getStyleClass().add("caption");
        name.setLabelFor(content);
        return new VBox(6, name, content);
    }

    private Label small(String key) {
        Label label = new Label(say.say(key));
        label.getStyleClass().add("small-muted");
        return label;
    }

    private static Label text(String what) {
        Label label = new Label(what);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void tick() {
        Row now = row;
        if (now == null) {
            return;
        }
        PairingRequest request = now.entry().request();
        Instant there = now.entry().clock().instant();
        String first = words.times().ago(request.requestedAt(), there);
        String text = now.entry().asked() > 1
                ? say.say(
                        "requests.fact.asked.times",
                        first,
                        words.times().ago(request.lastAskedAt(), there),
                        now.entry().asked())
                : first;
        if (!text.equals(asked.getText())) {
            asked.setText(text);
        }
    }

    private void showActs() {
        Row now = row;
        if (now == null || !Act.APPROVE.isOffered(now)) {
            bottom.getChildren().clear();
            return;
        }
        Entry entry = now.entry();
        Phrase noApprove = model.whyNot(now, Act.APPROVE);
        Phrase noReject = model.whyNot(now, Act.REJECT);
        approve.setText(
                say.say(
                        entry.request().access().asksAdmin()
                                ? "requests.approve.admin"
                                : Act.asksAgain(entry) ? "requests.approve.again" : "requests.approve"),
                words.accessibleAct(Act.APPROVE, entry));
        approve.setWhyNot(noApprove == null ? null : say.say(noApprove));
        reject.setText(say.say("requests.reject"), words.accessibleAct(Act.REJECT, entry));
        reject.setWhyNot(noReject == null ? null : say.say(noReject));
        acts.pseudoClassStateChanged(UNARMED, !model.isArmed(now));
        Phrase reason = noApprove == null ? noReject : noApprove;
        if (reason != null) {
            why.setText(say.say(reason));
        }
        List<Node> wanted = reason == null ? List.of(acts) : List.of(why, acts);
        if (!bottom.getChildren().equals(wanted)) {
            bottom.getChildren().setAll(wanted);
        }
    }
}
