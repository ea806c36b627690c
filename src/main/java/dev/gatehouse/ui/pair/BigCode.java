package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.ui.common.CodeGroups;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.TimeWords;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.Locale;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A code alone, as large as the screen allows, dark on white in both themes, with the time it has left. */
final class BigCode extends BorderPane {
    private static final PseudoClass SOON = PseudoClass.getPseudoClass("soon");
    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final double AT_MOST = 4000;

    /** The width of a letter, in parts of its size: a little more than that of any family of {@link CodeTypeface}. */
    private static final double LETTER = 0.62;

    private final PairViewModel model;
    private final PairWords words;
    private final Words say;
    private final SecondClock clock;
    private final CodeTypeface typeface = CodeTypeface.ofThisComputer();
    private final QrView qr = new QrView(AT_MOST);
    private final Label text = new Label();
    private final Label title = new Label();
    private final Label left = new Label();
    private final Runnable tick = this::tick;
    private @Nullable Code drawn;

    BigCode(PairViewModel model, PairWords words, SecondClock clock) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.clock = clock;
        setId("big-code");
        getStyleClass().add("big-code");
        getStylesheets()
                .add(Objects.requireNonNull(BigCode.class.getResource("pair.css"))
                        .toExternalForm());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.DIALOG);
        title.getStyleClass().add("big-code-title");
        left.getStyleClass().add("large-time");
        left.setId("big-code-left");
        text.setId("big-code-text");
        text.getStyleClass().add("big-code-text");
        Label hint = new Label(say.say("pair.full.hint"));
        hint.getStyleClass().add("big-code-hint");
        VBox below = new VBox(4, left, hint);
        below.setAlignment(Pos.CENTER);
        setTop(title);
        setBottom(below);
        setAlignment(title, Pos.CENTER);
        widthProperty().subscribe(ignored -> fit());
        heightProperty().subscribe(ignored -> fit());
        model.selectedProperty().subscribe(ignored -> follow());
        model.revealedProperty().subscribe(ignored -> follow());
    }

    /** Shows the selected code while it is revealed and this stands before everything else. */
    void follow() {
        Row row = model.selectedProperty().get();
        Code code = row == null || !row.open() || !model.revealedProperty().get() || getScene() == null
                ? null
                : row.code().text();
        if (!Objects.equals(code, drawn)) {
            drawn = code;
            qr.set(code instanceof SetupCode scanned ? QrPicture.of(scanned.value()) : null);
            qr.setAccessibleText(say.say("pair.code.qr"));
            text.setText(code instanceof PairingCode spoken ? CodeGroups.of(spoken.value()) : "");
            text.setAccessibleText(code instanceof PairingCode spoken ? CodeGroups.spelled(spoken.value()) : "");
            fit();
        }
        setCenter(code == null ? null : code instanceof SetupCode ? qr : text);
        clock.remove(tick);
        if (row != null && code != null) {
            String what = words.title(row);
            String gateway = row.shelved().gateway();
            title.setText(say.say("pair.full.title", what, gateway));
            setAccessibleText(say.say("pair.full.accessible", what, gateway));
            clock.add(tick);
            tick();
        }
    }

    /** Spoken codes as large as the width and a third of the height allow. */
    private void fit() {
        int letters = Math.max(1, text.getText().length());
        double size = Math.max(24, Math.min(getWidth() * 0.9 / (letters * LETTER), getHeight() / 3));
        text.setStyle(typeface.style() + String.format(Locale.ROOT, "-fx-font-size: %.0fpx;", size));
    }

    private void tick() {
        Row row = model.selectedProperty().get();
        if (row == null || drawn == null) {
            return;
        }
        TimeWords.Left time = words.left(row);
        left.setText(row.code().expiresAt() == null ? say.say("pair.no-end") : time.number());
        left.setAccessibleText(time.line());
        left.pseudoClassStateChanged(SOON, time.urgency() == TimeWords.Urgency.SOON);
        left.pseudoClassStateChanged(NOW, time.urgency() == TimeWords.Urgency.NOW);
    }
}
