package dev.gatehouse.interop;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.ui.MainWindow;
import dev.gatehouse.ui.OtherPlaces;
import dev.gatehouse.ui.Theme;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.UiThread;
import dev.gatehouse.ui.common.UiTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.stage.Stage;

/** The window with a code that was just made and revealed. A process of its own, as a screen has one scale a process. */
public final class ShownCode {
    /** What it prints once the code is on the screen. */
    static final String REVEALED = "revealed";

    private final UiTimer timer;
    private final Stage stage;

    private ShownCode(Path folder, String text) {
        UiThread ui = new UiThread();
        timer = new UiTimer(ui);
        ConsoleFixture console = new ConsoleFixture(folder, ui);
        console.gateway("home", "home").change(now -> {
            now.offers.add(new CodeOffer("setup", List.of(), null));
            now.nextCodes.add(new SetupCode(text));
        });
        Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
        Surroundings with = Surroundings.of(words, InstantSource.system(), timer, ui);
        MainWindow window = new MainWindow(console.console(), with, OtherPlaces.of(console.console(), with));
        stage = new Stage();
        window.show(stage);
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1000);
        stage.setHeight(700);
        window.go("pair");
        when(() -> node("#pair-make") != null && !node("#pair-make").isDisabled(), () -> {
            fire("#pair-make");
            when(() -> node("#pair-reveal") != null, () -> {
                fire("#pair-reveal");
                // The keys of the list, as after a click on the row.
                node("#pair-list").requestFocus();
                timer.in(Duration.ofMillis(500), () -> System.out.println(REVEALED));
            });
        });
    }

    /** Shows the code; the arguments are the theme, a folder for its files and the text of the code. */
    public static void main(String[] arguments) {
        Platform.startup(() -> {
            new Theme(Theme.Choice.valueOf(arguments[0])).apply();
            new ShownCode(Path.of(arguments[1]), arguments[2]);
        });
    }

    private void when(BooleanSupplier condition, Runnable then) {
        if (condition.getAsBoolean()) {
            then.run();
        } else {
            timer.in(Duration.ofMillis(100), () -> when(condition, then));
        }
    }

    private Node node(String selector) {
        return stage.getScene().lookup(selector);
    }

    private void fire(String selector) {
        ((Button) node(selector)).fire();
    }
}
