package dev.gatehouse.ui.pair;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;

/**
 * A code and what is told of it: beside each other where both have room, so that neither is scrolled away from the other,
 * and else one below the other.
 */
final class SideBySide extends Region {
    private static final double GAP_BESIDE = 24;
    private static final double GAP_BELOW = 16;

    /** The least width of a pane in which both stand beside each other, in screen units. */
    private static final double ROOM_FOR_BOTH = 600;

    /** How wide the code is beside what is told. */
    private static final double CODE = 340;

    private final Region code;
    private final Region told;
    private final ReadOnlyBooleanWrapper beside = new ReadOnlyBooleanWrapper();

    /** {@code code} first, which takes no room while it is not managed; then {@code told}. */
    SideBySide(Region code, Region told) {
        this.code = code;
        this.told = told;
        getChildren().addAll(code, told);
        code.managedProperty().subscribe(this::requestLayout);
        widthProperty().subscribe(width -> beside.set(width.doubleValue() >= ROOM_FOR_BOTH));
    }

    /** Whether there is room for both beside each other. */
    ReadOnlyBooleanProperty besideProperty() {
        return beside.getReadOnlyProperty();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean isBeside(double width) {
        return code.isManaged() && width >= ROOM_FOR_BOTH;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return ROOM_FOR_BOTH;
    }

    @Override
    protected double computePrefHeight(double width) {
        double wide = width < 0 ? ROOM_FOR_BOTH : width;
        if (isBeside(wide)) {
            return Math.max(code.prefHeight(CODE), told.prefHeight(wide - CODE - GAP_BESIDE));
        }
        return told.prefHeight(wide) + (code.isManaged() ? code.prefHeight(wide) + GAP_BELOW : 0);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (isBeside(width)) {
            double left = CODE + GAP_BESIDE;
            layoutInArea(code, 0, 0, CODE, code.prefHeight(CODE), 0, HPos.LEFT, VPos.TOP);
            layoutInArea(told, left, 0, width - left, told.prefHeight(width - left), 0, HPos.LEFT, VPos.TOP);
            return;
        }
        double top = 0;
        if (code.isManaged()) {
            double high = code.prefHeight(width);
            layoutInArea(code, 0, 0, width, high, 0, HPos.LEFT, VPos.TOP);
            top = high + GAP_BELOW;
        }
        layoutInArea(told, 0, top, width, told.prefHeight(width), 0, HPos.LEFT, VPos.TOP);
    }
}
