package dev.gatehouse.ui.common;

import dev.gatehouse.console.Words;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What every screen works with.
 *
 * @param words says everything
 * @param dialogs questions over the window
 * @param cover one thing over everything else
 * @param clock ticks what is in sight
 * @param timer work for later
 * @param clipboard copies texts and secrets
 * @param ui the JavaFX thread
 * @param ways leads to other screens
 */
public record Surroundings(
        Words words,
        WindowDialogs dialogs,
        Cover cover,
        SecondClock clock,
        Timer timer,
        SecretClipboard clipboard,
        Executor ui,
        Ways ways) {

    /** The surroundings of a window whose wall clock is {@code wall}. */
    public static Surroundings of(Words words, InstantSource wall, Timer timer, Executor ui) {
        return new Surroundings(
                words,
                new WindowDialogs(words),
                new Cover(),
                new SecondClock(timer, wall),
                timer,
                new SecretClipboard(timer),
                ui,
                new Ways());
    }
}
