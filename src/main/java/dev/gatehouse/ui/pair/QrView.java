package dev.gatehouse.ui.pair;

import javafx.geometry.HPos;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * A QR code as large as fits, its modules a whole number of screen pixels that begin where a screen pixel begins, so that
 * none is blurred, at 150 % neither.
 */
final class QrView extends Region {
    /** How wide it is at most beside a list, in screen units. */
    static final double BESIDE = 324;

    private final double largest;
    private final ImageView view = new ImageView();
    private @Nullable QrPicture picture;
    private int drawnWith;

    /** Nothing yet, and never wider than {@code largest} screen units. */
    QrView(double largest) {
        this.largest = largest;
        view.setSmooth(false);
        view.setManaged(false);
        getChildren().add(view);
        getStyleClass().add("qr");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        // A window that goes to another screen is laid out anew only where its size changes with that.
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::renderScaleXProperty)
                .subscribe(scale -> requestLayout());
    }

    /** Shows {@code next}, or nothing. */
    void set(@Nullable QrPicture next) {
        picture = next;
        drawnWith = 0;
        view.setImage(null);
        requestLayout();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return largest;
    }

    @Override
    protected double computePrefHeight(double width) {
        return width < 0 ? largest : Math.min(largest, width);
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

    /** Pixels a screen unit, in the scale in which the window is drawn and its nodes are put on whole pixels. */
    private double scale() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
    }

    @Override
    protected void layoutChildren() {
        QrPicture now = picture;
        if (now == null) {
            return;
        }
        double scale = scale();
        // What is a whole number of pixels comes out of the division a little less at 150 %.
        int room = (int) Math.floor(Math.min(getWidth(), getHeight()) * scale + 0.01);
        int size = now.moduleSize(room);
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
