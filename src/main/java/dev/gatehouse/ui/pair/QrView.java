package dev.gatehouse.ui.pair;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A QR code as large as fits, its modules a whole number of screen pixels, so that none is blurred. */
final class QrView extends Region {
    /** How wide it is at most, in screen units: held to a phone, more does not help. */
    private static final double LARGEST = 380;

    private final ImageView view = new ImageView();
    private @Nullable QrPicture picture;
    private int drawnWith;

    QrView() {
        view.setSmooth(false);
        view.setManaged(false);
        getChildren().add(view);
        getStyleClass().add("qr");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    /** Shows {@code next}, or nothing. */
    void set(@Nullable QrPicture next) {
        picture = next;
        drawnWith = 0;
        view.setImage(null);
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        return LARGEST;
    }

    @Override
    protected double computePrefHeight(double width) {
        return width < 0 ? LARGEST : Math.min(LARGEST, width);
    }

    @Override
    protected double computeMinHeight(double width) {
        QrPicture now = picture;
        return now == null ? 0 : now.modules() * QrPicture.LEAST_MODULE / scale();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computeMinHeight(-1);
    }

    private double scale() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
    }

    @Override
    protected void layoutChildren() {
        QrPicture now = picture;
        if (now == null) {
            return;
        }
        double scale = scale();
        double room = Math.min(getWidth(), getHeight());
        int size = now.moduleSize((int) Math.floor(room * scale));
        if (size != drawnWith) {
            view.setImage(now.drawn(size));
            drawnWith = size;
        }
        double width = now.modules() * size / scale;
        view.setFitWidth(width);
        view.setFitHeight(width);
        layoutInArea(view, 0, 0, getWidth(), getHeight(), 0, HPos.CENTER, VPos.CENTER);
    }
}
