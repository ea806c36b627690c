package dev.gatehouse.ui.common;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A word in a coloured pill. It says with its text what its colour says. */
public final class Chip extends Label {
    /** What a chip wants of the eye. */
    public enum Tone {
        /** It informs. */
        NEUTRAL,
        /** It is new. */
        ACCENT,
        /** It deserves a second look. */
        WARNING,
        /** It can do harm. */
        DANGER,
        /** It went well. */
        SUCCESS
    }

    /** A chip that says {@code text}. */
    public Chip(String text, Tone tone) {
        super(text);
        getStyleClass()
                .addAll(
                        "chip",
                        switch (tone) {
                            case NEUTRAL -> "chip-neutral";
                            case ACCENT -> "chip-accent";
                            case WARNING -> "chip-warning";
                            case DANGER -> "chip-danger";
                            case SUCCESS -> "chip-success";
                        });
        setMinWidth(Region.USE_PREF_SIZE);
    }
}
