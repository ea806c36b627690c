package dev.gatehouse.ui.requests;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Title, chips and id of a row. Where room is short the id gives way first, then the title; the chips never do. */
final class FirstLine extends Region {
    private static final double GAP = 8;
    private static final double LEAST_ID = 64;

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
        double titleWidth = Math.max(0, Math.min(snapSizeX(title.prefWidth(-1)), getWidth() - chipWidth - GAP));
        place(title, 0, titleWidth, height);
        place(chips, titleWidth + GAP, chipWidth, height);
        double start = titleWidth + chipWidth + 2 * GAP;
        double left = getWidth() - start;
        double wish = snapSizeX(id.prefWidth(-1));
        id.setVisible(left >= Math.min(wish, LEAST_ID));
        place(id, start, Math.max(0, Math.min(wish, left)), height);
    }

    private void place(Region node, double x, double width, double height) {
        double own = Math.min(height, node.prefHeight(-1));
        node.resizeRelocate(x, snapPositionY((height - own) / 2), width, own);
    }
}
