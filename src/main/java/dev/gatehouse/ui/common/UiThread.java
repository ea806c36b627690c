package dev.gatehouse.ui.common;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** Runs work on the JavaFX thread, in the order in which it came. */
public final class UiThread implements Executor {
    @Override
    public void execute(Runnable work) {
        Platform.runLater(work);
    }
}
