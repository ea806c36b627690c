package dev.gatehouse.ui.common;

import dev.gatehouse.console.Subscription;
import java.time.Duration;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import org.jspecify.annotations.Nullable;

/** Copies texts. A secret leaves the clipboard again after half a minute and at the end, if it is still there. */
public final class SecretClipboard implements AutoCloseable {
    /** How long a secret stays. */
    public static final Duration STAYS = Duration.ofSeconds(30);

    private final Timer timer;
    private @Nullable String secret;
    private @Nullable Subscription clearing;

    /** A clipboard without a secret. */
    public SecretClipboard(Timer timer) {
        this.timer = timer;
    }

    /** Copies a text that is no secret. */
    public void copy(String text) {
        forget();
        put(text);
    }

    /** Copies a secret, for {@link #STAYS}. */
    public void copySecret(String text) {
        forget();
        put(text);
        secret = text;
        clearing = timer.in(STAYS, this::close);
    }

    /** Takes the secret away now. To be called on the JavaFX thread. */
    @Override
    public void close() {
        String ours = secret;
        if (ours != null && ours.equals(Clipboard.getSystemClipboard().getContent(DataFormat.PLAIN_TEXT))) {
            Clipboard.getSystemClipboard().clear();
        }
        forget();
    }

    private void forget() {
        secret = null;
        Subscription due = clearing;
        if (due != null) {
            due.close();
            clearing = null;
        }
    }

    private static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
