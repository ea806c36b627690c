package dev.gatehouse.ui.requests;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * Title, chips and id of a row. Where room is short the title gives way: strangers choose their names, and whoever chooses a
 * long one must not push the id or a warning out of sight.
 */
final class FirstLine extends Region {
    private static final double GAP = 8;
    private static final double LEAST_TITLE = 96;

    private final Label title;
    private final HBox chips;
    private final Label id;

    FirstLine(Label title, HBox chips, Label id) {
        this.title = title;
        this.chips = chips;
        this.id = id;
        getChildren().addAll(title, chips, id);
        setMinWidth(0);
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(title.prefHeight(-1), chips.prefHeight(-1));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return title.prefWidth(-1) + chips.prefWidth(-1) + id.prefWidth(-1) + 2 * GAP;
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        double chipWidth = snapSizeX(chips.prefWidth(-1));
        double wish = id.getText().isEmpty() ? 0 : snapSizeX(id.prefWidth(-1));
        double room = getWidth() - chipWidth - wish - 2 * GAP;
        double titleWidth = Math.min(snapSizeX(title.prefWidth(-1)), Math.max(LEAST_TITLE, room));
        place(title, 0, titleWidth, height);
        place(chips, titleWidth + GAP, chipWidth, height);
        double start = titleWidth + chipWidth + 2 * GAP;
        place(id, start, Math.max(0, Math.min(wish, getWidth() - start)), height);
    }

    private void place(Region node, double x, double width, double height) {
        double own = Math.min(height, node.prefHeight(-1));
        node.resizeRelocate(x, snapPositionY((height - own) / 2), width, own);
    }
}
