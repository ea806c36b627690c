package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.CodeGroups;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.TimeWords;
import dev.gatehouse.ui.common.Ways;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One code: large once it is revealed, with the time it has left, what to do with it and what has become of it. */
final class CodeDetail extends DetailFrame {
    private static final PseudoClass SOON = PseudoClass.getPseudoClass("soon");
    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final PseudoClass SCANNED = PseudoClass.getPseudoClass("scanned");
    private static final PseudoClass SQUARE = PseudoClass.getPseudoClass("square");
    private static final PseudoClass HIDDEN = PseudoClass.getPseudoClass("hidden");

    private final PairViewModel model;
    private final PairWords words;
    private final Words say;
    private final SecondClock clock;
    private final SecretClipboard clipboard;

    private final CodeTypeface typeface = CodeTypeface.ofThisComputer();
    private final Label text = new Label();
    private final QrView qr = new QrView(QrView.BESIDE);
    private final StackPane stage = new StackPane();
    private final Label left = new Label();
    private final Label hint = Facts.text("", "small-muted");
    private final Button reveal = new Button();
    private final Button copy = new Button(null, Icons.of(Feather.COPY));
    private final Button message = new Button();
    private final FlowPane acts = new FlowPane(8, 8);
    private final VBox live = new VBox(10);
    private final TellPane told;
    private final SideBySide both;
    private final CodeActs bottom;
    private @Nullable Row row;
    private @Nullable Code drawn;
    private @Nullable Node more;
    private final Runnable tick = this::tick;

    CodeDetail(
            PairViewModel model,
            PairWords words,
            SecondClock clock,
            SecretClipboard clipboard,
            Ways ways,
            Runnable close) {
        super("pair-detail", words.plain().say("pair.detail.close"), close);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clock = clock;
        this.clipboard = clipboard;
        this.told = new TellPane(model, words, ways);
        this.bottom = new CodeActs(model, words);

        text.setId("pair-code");
        text.getStyleClass().add("large-code");
        stage.getStyleClass().add("code-stage");
        left.getStyleClass().add("large-time");
        left.setId("pair-left");
        hint.setAlignment(Pos.CENTER);
        hint.setTextAlignment(TextAlignment.CENTER);
        reveal.setId("pair-reveal");
        reveal.setOnAction(event -> toggle());
        copy.setId("pair-copy");
        copy.setOnAction(event -> copied(row == null ? null : row.code().text()));
        message.setId("pair-message");
        message.setText(say.say("pair.message"));
        message.setOnAction(event -> copyMessage());
        acts.setAlignment(Pos.CENTER);
        live.setAlignment(Pos.CENTER);
        live.getChildren().addAll(stage, left, hint, acts);
        both = new SideBySide(live, told);
        both.besideProperty().subscribe(ignored -> showCode());
        sections.getChildren().add(both);

        setBottom(bottom);

        model.selectedProperty().subscribe(this::show);
        model.revealedProperty().subscribe(ignored -> showCode());
    }

    /** Adds what else can be done with a code that is known. */
    void add(Node buttons) {
        more = buttons;
    }

    /** Puts the focus on what is done first: revealing the code. */
    void focusFirst() {
        (live.isVisible() ? reveal : scroll).requestFocus();
    }

    /** Adds what else can be done, in sight however long the rest is. */
    void offer(Node act) {
        StackPane.setAlignment(act, Pos.BOTTOM_LEFT);
        setBottom(new StackPane(bottom, act));
    }

    /** Where the code is seen, or what hides it. */
    Node code() {
        return stage;
    }

    /** Shows the code, or hides it. */
    void toggle() {
        if (model.revealedProperty().get()) {
            model.hide();
        } else {
            model.reveal();
        }
    }

    /** Copies the code. */
    void copyCode() {
        Row now = row;
        copied(now == null ? null : now.code().text());
    }

    private void copied(@Nullable Code code) {
        if (code != null) {
            clipboard.copySecret(code.value());
        }
    }

    private void copyMessage() {
        Row now = row;
        String whole = now == null ? null : words.message(now);
        if (whole != null) {
            clipboard.copySecret(whole);
        }
    }

    private void show(@Nullable Row next) {
        boolean another = row == null || next == null || !row.sameLine(next);
        row = next;
        clock.remove(tick);
        told.show(next);
        bottom.show(next);
        if (next == null) {
            title.setText("");
            chips.getChildren().clear();
            showCode();
            return;
        }
        if (another) {
            scroll.setVvalue(0);
        }
        title.setText(words.title(next));
        PairWords.Tag tag = words.tag(next);
        chips.getChildren().setAll(new Chip(tag.text(), tag.tone()));
        if (next.shelved().stale()) {
            chips.getChildren().add(new Chip(say.say("requests.tag.stale"), Chip.Tone.NEUTRAL));
        }
        boolean open = next.open();
        live.setVisible(open);
        live.setManaged(open);
        showCode();
        if (open) {
            clock.add(tick);
            tick();
        }
    }

    private void showCode() {
        Row now = row;
        Code code = now == null || !now.open() ? null : now.code().text();
        boolean shown = code != null && model.revealedProperty().get();
        boolean scanned = code instanceof SetupCode;
        if (!shown || code != drawn) {
            qr.set(shown && code instanceof SetupCode setup ? QrPicture.of(setup.value()) : null);
            drawn = shown ? code : null;
        }
        switch (code) {
            case null -> text.setText(say.say("pair.code.untold"));
            case PairingCode spoken ->
                text.setText(shown ? CodeGroups.of(spoken.value()) : CodeGroups.masked(spoken.value()));
            case SetupCode ignored -> text.setText(say.say("pair.code.qr-hidden"));
        }
        text.getStyleClass().setAll("label", code instanceof PairingCode ? "large-code" : "code-instead");
        text.setStyle(code instanceof PairingCode ? typeface.style() : "");
        text.setAccessibleText(
                code == null
                        ? text.getText()
                        : shown && !scanned
                                ? CodeGroups.spelled(code.value())
                                : say.say(scanned ? "pair.code.qr-hidden" : "pair.code.hidden"));
        qr.setAccessibleText(say.say("pair.code.qr"));
        stage.pseudoClassStateChanged(HIDDEN, !shown);
        stage.pseudoClassStateChanged(SCANNED, shown && scanned);
        // Hidden as large as shown, so that no button moves; one below the other there is no room for that.
        stage.pseudoClassStateChanged(SQUARE, scanned && both.besideProperty().get());
        Node wanted = shown && scanned ? qr : text;
        if (!stage.getChildren().equals(List.of(wanted))) {
            stage.getChildren().setAll(wanted);
        }
        reveal.setText(say.say(shown ? "pair.hide" : "pair.reveal"));
        reveal.setGraphic(Icons.of(shown ? Feather.EYE_OFF : Feather.EYE));
        reveal.getStyleClass().remove("approve-filled");
        if (!shown) {
            reveal.getStyleClass().add("approve-filled");
        }
        copy.setText(say.say(scanned ? "pair.copy.text" : "pair.copy"));
        copy.setAccessibleText(say.say("pair.copy.accessible"));
        message.setAccessibleText(say.say("pair.message.accessible"));
        hint.setText(words.hint(now));
        List<Node> can = new ArrayList<>();
        if (code != null) {
            can.add(reveal);
            can.add(copy);
            if (words.message(Objects.requireNonNull(now)) != null) {
                can.add(message);
            }
            if (more != null) {
                can.add(more);
            }
        }
        if (!acts.getChildren().equals(can)) {
            acts.getChildren().setAll(can);
        }
    }

    private void tick() {
        Row now = row;
        if (now == null || !now.open()) {
            return;
        }
        TimeWords.Left time = words.left(now);
        String line = now.code().expiresAt() == null ? say.say("pair.no-end") : time.number();
        if (!line.equals(left.getText())) {
            left.setText(line);
            left.setAccessibleText(time.line());
        }
        left.pseudoClassStateChanged(SOON, time.urgency() == TimeWords.Urgency.SOON);
        left.pseudoClassStateChanged(NOW, time.urgency() == TimeWords.Urgency.NOW);
    }
}
