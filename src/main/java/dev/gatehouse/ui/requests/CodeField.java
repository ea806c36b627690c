package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A pairing code, hidden until wanted and hidden again soon. */
final class CodeField extends HBox {
    /** How long a code stays in sight. */
    static final Duration IN_SIGHT = Duration.ofSeconds(20);

    private final Words words;
    private final Timer timer;
    private final Label text = new Label();
    private final FontIcon eye = Icons.of(Feather.EYE);
    private final Button reveal = new Button(null, eye);
    private @Nullable PairingCode code;
    private boolean open;
    private @Nullable Subscription hiding;

    CodeField(Words words, Timer timer, SecretClipboard clipboard) {
        this.words = words;
        this.timer = timer;
        text.getStyleClass().add("code");
        reveal.setId("code-reveal");
        reveal.getStyleClass().addAll("button-icon", "flat", "small");
        reveal.setOnAction(event -> {
            if (open) {
                hide();
            } else {
                reveal();
            }
        });
        Button copy = new Button(null, Icons.of(Feather.COPY));
        copy.setId("code-copy");
        copy.getStyleClass().addAll("button-icon", "flat", "small");
        copy.setAccessibleText(words.say("requests.code.copy"));
        copy.setTooltip(new Tooltip(words.say("requests.code.copy")));
        copy.setOnAction(event -> {
            PairingCode now = code;
            if (now != null) {
                clipboard.copySecret(now.value());
            }
        });
        setSpacing(4);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(text, reveal, copy);
        hide();
    }

    /** Shows another code, hidden. */
    void set(@Nullable PairingCode other) {
        if (code != other) {
            code = other;
            hide();
        }
    }

    /** Whether the code can be read. */
    boolean isOpen() {
        return open;
    }

    private void reveal() {
        PairingCode now = code;
        if (now != null) {
            open = true;
            text.setText(now.value());
            text.setAccessibleText(String.join(" ", now.value().split("")));
            name("requests.code.hide", Feather.EYE_OFF);
            hiding = timer.in(IN_SIGHT, this::hide);
        }
    }

    /** Hides the code. */
    void hide() {
        PairingCode now = code;
        open = false;
        text.setText(now == null ? "" : now.masked());
        text.setAccessibleText(words.say("requests.code.hidden"));
        name("requests.code.reveal", Feather.EYE);
        Subscription due = hiding;
        if (due != null) {
            due.close();
            hiding = null;
        }
    }

    private void name(String key, Feather icon) {
        eye.setIconCode(icon);
        reveal.setAccessibleText(words.say(key));
        reveal.setTooltip(new Tooltip(words.say(key)));
    }
}
