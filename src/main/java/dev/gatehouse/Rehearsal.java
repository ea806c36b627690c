package dev.gatehouse;

import dev.gatehouse.ui.MainWindow;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * What an operator does on the first day: decides, looks at every screen, opens the form of every product. Run once while a
 * package is built, it tells the Java runtime which classes to keep ready for a quick start.
 */
final class Rehearsal {
    /** Long enough for a row to take a decision, and for the decision to come back. */
    private static final Duration DECISION = Duration.ofMillis(1_700);

    /** Long enough for a screen to be read and drawn. */
    private static final Duration LOOK = Duration.ofMillis(800);

    private static final Duration GLANCE = Duration.ofMillis(300);

    private final MainWindow window;
    private final Timer timer;
    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(Runnable what, Duration pause) {}

    Rehearsal(MainWindow window, Timer timer) {
        this.window = window;
        this.timer = timer;
        decide();
        open("access");
        open("pair");
        open("history");
        open("gateways");
        connect();
        open("requests");
    }

    /** Plays it on the JavaFX thread; {@code end} is run after it. */
    void play(Runnable end) {
        Step step = steps.poll();
        if (step == null) {
            end.run();
            return;
        }
        step.what().run();
        // Draws what is there, as a display would.
        window.picture();
        timer.in(step.pause(), () -> play(end));
    }

    private void decide() {
        then(DECISION, () -> press("#requests", KeyCode.DOWN));
        then(GLANCE, () -> press("#requests", KeyCode.ENTER));
        then(DECISION, () -> press("#requests", KeyCode.A));
        then(DECISION, () -> press("#requests", KeyCode.R));
    }

    private void open(String place) {
        then(LOOK, () -> window.go(place));
        then(
                GLANCE,
                () -> this.<ListView<?>>find("#" + place + "-list")
                        .ifPresent(list -> list.getSelectionModel().selectFirst()));
    }

    private void connect() {
        then(GLANCE, () -> this.<Button>find("#gateways-add").ifPresent(Button::fire));
        then(
                GLANCE,
                () -> this.<ComboBox<?>>find("#form-product")
                        .ifPresent(choice -> IntStream.range(
                                        0, choice.getItems().size())
                                .forEach(at -> steps.addFirst(new Step(
                                        () -> choice.getSelectionModel().select(at), GLANCE)))));
    }

    private void then(Duration pause, Runnable what) {
        steps.add(new Step(what, pause));
    }

    private void press(String selector, KeyCode key) {
        this.<Node>find(selector)
                .ifPresent(node -> node.fireEvent(
                        new KeyEvent(KeyEvent.KEY_PRESSED, "", key.getName(), key, false, false, false, false)));
    }

    @SuppressWarnings("unchecked")
    private <T extends Node> Optional<T> find(String selector) {
        return Optional.ofNullable((T) window.root().lookup(selector));
    }
}
