package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.ListFrame;
import dev.gatehouse.ui.common.Notice;
import dev.gatehouse.ui.common.Printing;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.SystemPrinting;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Codes and QR codes for people and phones: made, shown, watched until they are used. */
public final class PairView implements Screen {
    private static final double LEAST_SIDE = 428;
    private static final double MOST_SIDE = 720;
    private static final double SIDE_SHARE = 0.56;

    /** The share, and from which width on, that lets a code stand beside what is told of it. */
    private static final double SHARE_FOR_BOTH = 0.64;

    private static final double WIDTH_FOR_BOTH = 1040;

    private final PairViewModel model;
    private final Words say;
    private final SecondClock clock;
    private final ListFrame<PairItem> frame;
    private final CodeDetail detail;
    private final MakePane form;
    private final PracticeDesk practice;
    private final StackPane side = new StackPane();
    private final Runnable tick;
    private final ObservableValue<Boolean> focused;
    private boolean inFront;
    private @Nullable Node shownInstead;

    /** The screen over {@code console}; {@code phone} plays with the codes of the practice gateway. */
    public PairView(Console console, Surroundings with, PracticePhone phone) {
        this(console, with, phone, with.dialogs(), new SystemPrinting());
    }

    /**
     * The screen over {@code console}.
     *
     * @param phone plays with the codes of the practice gateway
     * @param dialogs where it is asked before a picture of a code leaves the console, and to which file
     * @param printing where such a picture is printed
     */
    public PairView(Console console, Surroundings with, PracticePhone phone, Dialogs dialogs, Printing printing) {
        this.model = new PairViewModel(
                console,
                with.words(),
                with.dialogs(),
                with.ui(),
                () -> with.timer().nanos());
        this.say = with.words();
        this.clock = with.clock();
        this.tick = model::tick;
        SecretClipboard clipboard = with.clipboard();
        PairWords words = new PairWords(say);
        frame = new ListFrame<>(
                model.items(),
                list -> new PairCell(model, words, clock),
                model.selectedProperty(),
                (one, other) -> one.sameLine(other));
        frame.node().setId("pair");
        frame.node()
                .getStylesheets()
                .add(Objects.requireNonNull(PairView.class.getResource("pair.css"))
                        .toExternalForm());
        frame.list().setId("pair-list");
        frame.list().setAccessibleText(say.say("pair.list.accessible"));

        Label title = new Label(say.say("pair.title"));
        title.getStyleClass().add("screen-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button add = new Button(say.say("pair.new"), Icons.of(Feather.PLUS));
        add.setId("pair-new");
        add.setOnAction(event -> startNew());
        frame.header().getChildren().addAll(title, gap, new PairMenu(model.choices(), say), add);

        form = new MakePane(model, words, clock, clipboard, () -> with.ways().to("requests"));
        detail = new CodeDetail(model, words, clock, clipboard, with.ways(), this::startNew);
        practice = new PracticeDesk(phone, model, with, detail, this::showInstead);
        HeldUp heldUp = new HeldUp(model);
        CodeOut out = new CodeOut(
                model,
                words,
                dialogs,
                printing,
                with.ui(),
                Background.VIRTUAL_THREADS,
                console.environment().home());
        detail.add(new CodeButtons(model, say, heldUp, out));
        BigCode big = new BigCode(model, words, clock);
        heldUp.upProperty().subscribe(up -> {
            if (up) {
                with.cover().show(big, heldUp::lower);
                big.follow();
            } else {
                with.cover().close();
            }
        });
        side.getStyleClass().add("detail");
        side.setMinWidth(LEAST_SIDE);
        side.prefWidthProperty().bind(frame.node().widthProperty().map(width -> sideWidth(width.doubleValue())));
        side.maxWidthProperty().bind(side.prefWidthProperty());
        frame.setDetailAlwaysBeside();
        frame.setDetail(side, new SimpleBooleanProperty(true));
        model.selectedProperty().subscribe((before, now) -> showSide(before, now));
        side.getChildren().setAll(form);

        frame.onMove(model::move);
        frame.onKey(KeyCode.N, this::startNew);
        frame.onKey(KeyCode.ENTER, detail::focusFirst);
        frame.onKey(KeyCode.S, detail::toggle);
        frame.onKey(KeyCode.C, detail::copyCode);
        frame.onKey(KeyCode.F, heldUp::lift);
        frame.onKey(KeyCode.X, () -> withSelected(model::cancel));
        frame.onKey(KeyCode.ESCAPE, this::escape);

        model.items().subscribe(this::showInstead);
        model.saidProperty().subscribe(this::showSaid);
        showInstead();
        focused = frame.node()
                .sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::focusedProperty)
                .orElse(false);
        focused.subscribe(now -> watch());
    }

    private static double sideWidth(double width) {
        double share = width < WIDTH_FOR_BOTH ? SIDE_SHARE : SHARE_FOR_BOTH;
        return Math.clamp(width * share, LEAST_SIDE, MOST_SIDE);
    }

    private void watch() {
        model.watch(inFront && focused.getValue());
    }

    /** How many codes are open. */
    public ReadOnlyIntegerProperty open() {
        return model.openProperty();
    }

    @Override
    public Node node() {
        return frame.node();
    }

    @Override
    public Phrase keys() {
        return Phrase.of("pair.keys");
    }

    @Override
    public void shown() {
        clock.add(tick);
        inFront = true;
        watch();
        model.tick();
        frame.focus();
    }

    @Override
    public void hidden() {
        clock.remove(tick);
        inFront = false;
        watch();
        model.hide();
        practice.putAway();
    }

    @Override
    public void locked() {
        model.hide();
    }

    @Override
    public void withoutSecrets(Runnable picture) {
        model.hide();
        picture.run();
    }

    @Override
    public void closed() {
        clock.remove(tick);
        model.hide();
        practice.putAway();
        model.close();
    }

    private void startNew() {
        model.select(null);
        form.applyCss();
        form.layout();
        form.focusFirst();
    }

    private void escape() {
        if (model.saidProperty().get() != null) {
            model.dismiss();
        } else if (practice.isOut()) {
            practice.putAway();
        } else if (model.revealedProperty().get()) {
            model.hide();
        } else {
            model.select(null);
        }
        frame.focus();
    }

    private void withSelected(Consumer<Row> act) {
        Row row = model.selectedProperty().get();
        if (row != null) {
            act.accept(row);
        }
    }

    private void showSide(@Nullable Row before, @Nullable Row now) {
        Node wanted = now == null ? form : detail;
        if (!side.getChildren().contains(wanted)) {
            boolean fromForm = before == null && model.makingProperty().get();
            side.getChildren().setAll(wanted);
            if (fromForm && now != null) {
                detail.applyCss();
                detail.layout();
                detail.focusFirst();
            }
        }
    }

    private void showInstead() {
        Node instead = practice.isOut() ? practice.pane() : model.items().isEmpty() ? practice.emptyState() : null;
        // What is there already keeps the focus.
        if (instead == null || instead != shownInstead) {
            frame.setInstead(instead);
            shownInstead = instead;
        }
    }

    private void showSaid(@Nullable Said said) {
        frame.setMessage(
                said == null
                        ? null
                        : new Notice(
                                said.said().stream().map(say::say).toList(),
                                said.good(),
                                say.say("pair.notice.dismiss"),
                                model::dismiss));
    }
}
