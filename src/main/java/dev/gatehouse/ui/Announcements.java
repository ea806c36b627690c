package dev.gatehouse.ui;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.requests.BellWords;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Announces who is new while the operator does not look, and the button that switches that off. */
final class Announcements implements AutoCloseable {
    private static final String SETTING = "notify";
    private static final String OFF = "off";

    private final Console console;
    private final Words words;
    private final Doorbell doorbell;
    private final Button button = new Button();
    private boolean on;
    private final FontIcon icon = Icons.of(Feather.BELL);
    private final List<Subscription> following;

    Announcements(Console console, Surroundings surroundings, Announcer announcer) {
        this.console = console;
        this.words = surroundings.words();
        this.doorbell = new Doorbell(new Spoken(announcer), surroundings.timer());
        button.setId("notify");
        button.setGraphic(icon);
        button.getStyleClass().addAll("button-icon", "flat", "notify");
        button.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        on = !OFF.equals(console.settings().get().view().get(SETTING));
        button.setOnAction(event -> switched());
        show();
        this.following = List.of(
                console.gateways().subscribe(doorbell::gatewaysChanged),
                console.inbox().subscribe(doorbell::inboxChanged));
    }

    /** Switches it off, and on again. */
    Button button() {
        return button;
    }

    /** Whether the window is in front. */
    void inFront(boolean now) {
        doorbell.inFront(now);
    }

    /** The request that was announced, or null if it does not wait any more. */
    @Nullable
    RequestKey wanted() {
        return doorbell.wanted();
    }

    private void switched() {
        on = !on;
        String value = on ? "" : OFF;
        console.settings().change(now -> now.withView(SETTING, value));
        show();
    }

    private void show() {
        doorbell.switched(on);
        icon.setIconCode(on ? Feather.BELL : Feather.BELL_OFF);
        String text = words.say(on ? "bell.on" : "bell.off");
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
    }

    @Override
    public void close() {
        following.forEach(Subscription::close);
        doorbell.switched(false);
    }

    /** In words. */
    private final class Spoken implements Doorbell.Bell {
        private final Announcer announcer;
        private final BellWords bellWords = new BellWords(words);

        Spoken(Announcer announcer) {
            this.announcer = announcer;
        }

        @Override
        public void ring(Doorbell.Ring ring) {
            announcer.announce(
                    bellWords.title(ring.entry()),
                    bellWords.text(ring.entry(), ring.more()),
                    words.say("bell.open"),
                    ring.entry().request().access().grave());
        }

        @Override
        public void silence() {
            announcer.withdraw();
        }
    }
}
