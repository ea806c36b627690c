package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Everything that is known of one request, and the same buttons as on its row. */
final class DetailPane extends DetailFrame {
    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final SecretClipboard clipboard;

    private final CodeField code;
    private final CodeField pin;
    private final Node codeSection;
    private final Node pinSection;
    private final ApprovalFields fields;
    private final TextField label = new TextField();
    private Label asked = Facts.text("");
    private final VBox urgent = new VBox(16);
    private final VBox told = new VBox(16);
    private final OriginFacts origin;
    private final StoryParts stories;
    private final DecisionBar bottom;

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

        origin = new OriginFacts(words);
        stories = new StoryParts(model, words, clipboard);
        code = new CodeField(say, timer, clipboard, CodeField.Sort.CODE, () -> {});
        pin = new CodeField(say, timer, clipboard, CodeField.Sort.PIN, () -> {
            Row now = row;
            if (now != null) {
                model.pinShown(now);
            }
        });
        codeSection = section("requests.code", code);
        pinSection = section("requests.pin", pin);
        fields = new ApprovalFields(model, words);
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

        // What is typed into stays where it is, whatever becomes of the row meanwhile.
        sections.getChildren().addAll(urgent, fields, told, section("requests.label", label));
        bottom = new DecisionBar(model, words);
        setBottom(bottom);

        clock.add(tick);
        model.selected().addListener((selected, before, now) -> show(now));
        model.surroundings().addListener((any, before, now) -> show(row));
        model.besides().ticked().addListener((any, before, now) -> showEffect());
        show(null);
    }

    /** Hides what is secret. */
    void hideCode() {
        code.hide();
        pin.hide();
    }

    /** Hides what is secret, and forgets what was typed of it. */
    void lock() {
        hideCode();
        fields.forgetTyped();
    }

    /** Puts the focus on what the approval needs next; where that is nothing, where reading begins. */
    void enterDeciding() {
        Row now = row;
        switch (now == null ? ApprovalNeeds.Need.NOTHING : model.needs().of(now)) {
            case CODE -> {
                scroll.setVvalue(0);
                fields.askCode();
            }
            case PERSON -> {
                scroll.setVvalue(0);
                fields.askPerson();
            }
            case QUESTION, NOTHING -> enter();
        }
    }

    /** Hides what is typed of a code while {@code work} runs. */
    void masked(Runnable work) {
        fields.masked(work);
    }

    /** Puts the focus on the operator's label. */
    void editLabel() {
        scroll.setVvalue(scroll.getVmax());
        label.requestFocus();
        label.selectAll();
    }

    /** Puts the focus where reading begins. */
    void enter() {
        scroll.requestFocus();
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
        sections.setVisible(next != null);
        if (next == null) {
            title.setText(say.say("requests.detail.none"));
            chips.getChildren().clear();
            told.getChildren().clear();
            urgent.getChildren().clear();
            bottom.show(null);
            fields.show(null);
            code.set(null);
            pin.set(null);
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
        boolean offered = Act.APPROVE.isOffered(next);
        code.set(entry.request() instanceof DmRequest dm ? dm.code() : null);
        if (!offered) {
            code.hide();
        }
        pin.set(entry.request() instanceof PinRequest client && offered ? client.pin() : null);
        title.setText(words.title(entry));
        chips.getChildren()
                .setAll(words.tags(entry).stream()
                        .map(tag -> new Chip(tag.text(), tag.tone()))
                        .toList());
        List<Node> first = new ArrayList<>();
        stories.add(first, next);
        if (offered) {
            first.add(effect(next));
            addSteps(first, next);
            if (entry.request() instanceof PinRequest client) {
                first.add(pin(client));
            }
        }
        urgent.getChildren().setAll(first);
        fields.show(next);
        List<Node> now = new ArrayList<>();
        if (!(entry.request() instanceof DmRequest dm)) {
            now.add(section("requests.rights", new RightsTable(entry, words)));
        } else if (dm.code() != null && !(offered && model.needs().wantsCode(next))) {
            // Where the code has to come from the person it must not be read off the screen.
            now.add(codeSection);
        }
        if (!RowWords.isAnonymous(entry)) {
            now.add(id(next.key().subject()));
        }
        // A new one each time: a label that is kept would keep every caption that was ever set beside it.
        asked = Facts.text("");
        now.add(section(
                "requests.origin", origin.of(entry, model.gateway(next.key().profile()), asked)));
        List<HistoryEntry> past = model.earlier(next).stream()
                .filter(one -> one.result() != null || !(entry.progress() instanceof Progress.Deciding))
                .toList();
        if (!past.isEmpty()) {
            now.add(section("requests.earlier", stories.earlier(past)));
        }
        told.getChildren().setAll(now);
        tick();
        bottom.show(next);
    }

    /** What is filled in changes what an approval does. */
    private void showEffect() {
        Row now = row;
        if (now != null && Act.APPROVE.isOffered(now)) {
            for (int at = 0; at < urgent.getChildren().size(); at++) {
                if ("detail-effect".equals(urgent.getChildren().get(at).getId())) {
                    urgent.getChildren().set(at, effect(now));
                }
            }
        }
    }

    /** The two steps by which a node joins, one box each. */
    private void addSteps(List<Node> all, Row of) {
        VBox steps = new VBox(6);
        for (RowWords.Step step : words.steps(of.entry(), model.joined(of))) {
            Label text = Facts.text(step.text());
            HBox.setHgrow(text, Priority.ALWAYS);
            HBox box = new HBox(10, Icons.of(step.done() ? Feather.CHECK : Feather.ARROW_RIGHT), text);
            box.getStyleClass().addAll("step", step.done() ? "step-done" : "step-now");
            steps.getChildren().add(box);
        }
        if (!steps.getChildren().isEmpty()) {
            all.add(steps);
        }
    }

    private Node pin(PinRequest client) {
        return new VBox(
                6,
                pinSection,
                Facts.text(
                        client.entered()
                                ? say.say("requests.pin.what.entered")
                                : client.wrong() == 0
                                        ? say.say("requests.pin.what")
                                        : say.say("requests.pin.what.wrong", client.wrong(), client.tries()),
                        "small-muted"));
    }

    private Node effect(Row of) {
        Entry entry = of.entry();
        Options options = model.besides().of(of);
        boolean grave = Act.asksAgain(entry, options.access());
        Label text = Facts.text(words.effects().effect(entry, options));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(grave ? Feather.SHIELD : Feather.INFO), text);
        box.getStyleClass().addAll("note", grave ? "note-danger" : "note-neutral");
        box.setId("detail-effect");
        return box;
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
        Label text = Facts.text(subject);
        text.getStyleClass().addAll("mono", "whole-id");
        return new VBox(head, text);
    }

    private Node section(String key, Node content) {
        return Facts.section(say.say(key), content);
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
                        "requests.fact.asked.retried",
                        first,
                        now.entry().asked() - 1,
                        words.times().ago(request.lastAskedAt(), there))
                : first;
        if (!text.equals(asked.getText())) {
            asked.setText(text);
        }
    }
}
