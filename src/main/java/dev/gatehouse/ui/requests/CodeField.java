package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.ui.common.CodeGroups;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import java.util.Objects;
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
    /** What is hidden. */
    enum Sort {
        /** A code that is compared with what a stranger shows. */
        CODE("requests.code", Duration.ofSeconds(20)),
        /** A PIN that a client enters, which takes a while. */
        PIN("requests.pin", Duration.ofMinutes(1));

        private final String key;
        private final Duration inSight;

        Sort(String key, Duration inSight) {
            this.key = key;
            this.inSight = inSight;
        }
    }

    private final Words words;
    private final Sort sort;
    private final Runnable shown;
    private final Timer timer;
    private final Label text = new Label();
    private final FontIcon eye = Icons.of(Feather.EYE);
    private final Button reveal = new Button(null, eye);
    private @Nullable PairingCode code;
    private boolean open;
    private @Nullable Subscription hiding;

    /**
     * Nothing to hide yet.
     *
     * @param shown called whenever it was revealed or copied
     */
    CodeField(Words words, Timer timer, SecretClipboard clipboard, Sort sort, Runnable shown) {
        this.words = words;
        this.sort = sort;
        this.shown = shown;
        this.timer = timer;
        text.getStyleClass().addAll("code", sort == Sort.PIN ? "pin-text" : "code-text");
        reveal.setId(sort == Sort.PIN ? "pin-reveal" : "code-reveal");
        reveal.getStyleClass().addAll("button-icon", "flat", "small");
        reveal.setOnAction(event -> {
            if (open) {
                hide();
            } else {
                reveal();
            }
        });
        Button copy = new Button(null, Icons.of(Feather.COPY));
        copy.setId(sort == Sort.PIN ? "pin-copy" : "code-copy");
        copy.getStyleClass().addAll("button-icon", "flat", "small");
        copy.setAccessibleText(words.say(sort.key + ".copy"));
        copy.setTooltip(new Tooltip(words.say(sort.key + ".copy")));
        copy.setOnAction(event -> {
            PairingCode now = code;
            if (now != null) {
                clipboard.copySecret(now.value());
                // Who copies it hands it out, as who reads it does.
                shown.run();
            }
        });
        setSpacing(4);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(text, reveal, copy);
        hide();
    }

    /** Shows another code, hidden. */
    void set(@Nullable PairingCode other) {
        if (!Objects.equals(code, other)) {
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
            text.setText(CodeGroups.of(now.value()));
            text.setAccessibleText(CodeGroups.spelled(now.value()));
            name(sort.key + ".hide", Feather.EYE_OFF);
            hiding = timer.in(sort.inSight, this::hide);
            shown.run();
        }
    }

    /** Hides the code. */
    void hide() {
        PairingCode now = code;
        open = false;
        text.setText(now == null ? "" : CodeGroups.masked(now.value()));
        text.setAccessibleText(words.say(sort.key + ".hidden"));
        name(sort.key + ".reveal", Feather.EYE);
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
