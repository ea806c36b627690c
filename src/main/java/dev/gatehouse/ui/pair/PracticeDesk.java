package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.EmptyState;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.pair.PairItem.Row;
import dev.gatehouse.ui.pair.PhoneModel.Step;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Where somebody new plays with the codes of the practice gateway; not there at any other. */
final class PracticeDesk {
    /** On the line where a code is cancelled. */
    private static final Insets BESIDE_CANCEL = new Insets(12, 20, 16, 20);

    private final PracticePhone phone;
    private final PairViewModel model;
    private final Words say;
    private final CodeDetail detail;
    private final Runnable changed;
    private final PhoneModel played;
    private final PhonePane pane;
    private final Button take = new Button();
    private final HBox strip = new HBox();
    private @Nullable Row held;
    private boolean out;

    /**
     * A desk with nothing on it.
     *
     * @param detail shows the code, and gets the button that begins
     * @param changed told when the phone is taken or put away, and when it may have become possible
     */
    PracticeDesk(PracticePhone phone, PairViewModel model, Surroundings with, CodeDetail detail, Runnable changed) {
        this.phone = phone;
        this.model = model;
        this.say = with.words();
        this.detail = detail;
        this.changed = changed;
        this.played = new PhoneModel(phone, new ScreenEye(detail.code()), with.timer(), with.ui());
        this.pane = new PhonePane(played, say, this::leave, () -> with.ways().to("access"));
        take.setId("practice-take");
        take.setOnAction(event -> take());
        strip.getChildren().add(take);
        strip.setPadding(BESIDE_CANCEL);
        strip.setPickOnBounds(false);
        strip.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        strip.managedProperty().bind(strip.visibleProperty());
        detail.offer(strip);
        model.selectedProperty().subscribe(this::follow);
        model.form().targets().subscribe(changed);
        played.shownProperty().subscribe(ignored -> moved());
    }

    /** Whether the phone is in somebody's hand. */
    boolean isOut() {
        return out;
    }

    /** The phone. */
    Node pane() {
        return pane;
    }

    /** What stands where the list would be while there are no codes. */
    Node emptyState() {
        String text = say.say("pair.empty.text");
        boolean practice = model.form().targets().stream().anyMatch(target -> phone.plays(target.profile()));
        return new EmptyState(
                Feather.GRID,
                say.say("pair.empty.title"),
                practice ? text + "\n" + say.say("practice.pair.try") : text);
    }

    /** Puts the phone away; it forgets what it saw. */
    void putAway() {
        played.putAway();
    }

    private void leave() {
        putAway();
        detail.focusFirst();
    }

    private void take() {
        Row row = held;
        if (row != null) {
            played.take(PairWords.isForScanning(row));
            pane.requestFocus();
        }
    }

    private void moved() {
        boolean now = played.shownProperty().get().step() != Step.AWAY;
        if (now != out) {
            out = now;
            changed.run();
        }
    }

    private void follow(@Nullable Row row) {
        Row before = held;
        held = row;
        if (row == null || (before != null && !before.sameLine(row))) {
            // The phone was held to another code.
            putAway();
        }
        Row playable = row != null
                        && row.open()
                        && row.code().text() != null
                        && phone.plays(row.key().profile())
                ? row
                : null;
        strip.setVisible(playable != null);
        if (playable != null) {
            boolean scans = PairWords.isForScanning(playable);
            take.setText(say.say(scans ? "practice.phone.take" : "practice.person.take"));
            take.setGraphic(Icons.of(scans ? Feather.SMARTPHONE : Feather.MESSAGE_CIRCLE));
        }
    }
}
