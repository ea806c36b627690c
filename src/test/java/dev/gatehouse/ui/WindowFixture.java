package dev.gatehouse.ui;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.Words;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.UiThread;
import dev.gatehouse.ui.common.UiTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over the real console, with gateways that a test fills. */
final class WindowFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    final ConsoleFixture console;
    final FxRobot robot = new FxRobot();
    final MainWindow window;
    final Stage stage;
    private final UiTimer timer;

    WindowFixture(Path folder, double width, BiFunction<Console, Surroundings, List<Place>> others)
            throws TimeoutException {
        UiThread ui = new UiThread();
        timer = new UiTimer(ui);
        console = new ConsoleFixture(folder, ui);
        FxToolkit.registerPrimaryStage();
        stage = onUi(Stage::new);
        window = onUi(() -> {
            Platform.setImplicitExit(false);
            new Theme(Theme.Choice.LIGHT).apply();
            Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
            Surroundings with = Surroundings.of(words, InstantSource.system(), timer, ui);
            MainWindow made = new MainWindow(console.console(), with, others.apply(console.console(), with));
            stage.setWidth(width);
            made.show(stage);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(700);
            return made;
        });
    }

    /** Waits until {@code condition} holds on the JavaFX thread. */
    void until(BooleanSupplier condition) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> onUi(condition::getAsBoolean));
    }

    /** Waits until a text of that beginning is in sight. */
    void untilSeen(String text) {
        until(() -> sees(text));
    }

    boolean sees(String text) {
        return robot.lookup(node -> node instanceof Labeled labeled
                        && labeled.getText() != null
                        && labeled.getText().startsWith(text)
                        && isInSight(node))
                .tryQuery()
                .isPresent();
    }

    private static boolean isInSight(Node node) {
        boolean visible = node.getScene() != null;
        for (Node at = node; at != null; at = at.getParent()) {
            visible &= at.isVisible();
        }
        return visible;
    }

    /** The button of that accessible text, once it can be pressed. */
    Button armed(String accessible) {
        until(() -> {
            Button button = button(accessible);
            return button != null && !button.isDisabled() && button.getOpacity() == 1;
        });
        return Objects.requireNonNull(button(accessible));
    }

    @org.jspecify.annotations.Nullable
    Button button(String accessible) {
        return robot.lookup(node -> node instanceof Button button
                        && accessible.equals(button.getAccessibleText())
                        && button.getParent() != null)
                .<Button>tryQuery()
                .orElse(null);
    }

    Node node(String id) {
        return robot.lookup("#" + id).query();
    }

    static <T> T onUi(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(LIMIT.toMillis(), work);
    }

    @Override
    public void close() {
        onUi(() -> {
            stage.hide();
            window.close();
            return true;
        });
        console.close();
        timer.close();
    }
}
