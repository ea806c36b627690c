package dev.gatehouse.ui;

import dev.gatehouse.console.Settings.WindowPlace;
import dev.gatehouse.console.SettingsFile;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Remembers where the window was. A window that filled the screen does so again, and goes back to its old size after. */
final class WindowMemory {
    /** The size of a first start. */
    static final double WIDTH = 1280;

    static final double HEIGHT = 800;

    /** Part of the window's edge that may lie outside of all screens, in pixels. */
    private static final double INSET = 24;

    private final Stage stage;
    private final SettingsFile settings;
    private double x = Double.NaN;
    private double y = Double.NaN;
    private double width = WIDTH;
    private double height = HEIGHT;

    WindowMemory(Stage stage, SettingsFile settings) {
        this.stage = stage;
        this.settings = settings;
    }

    /** Puts the window where it was, or in the middle if that is not on a screen any more. */
    void restore() {
        WindowPlace before = settings.get().window();
        if (before != null) {
            width = Math.max(before.width(), MainWindow.LEAST_WIDTH);
            height = Math.max(before.height(), MainWindow.LEAST_HEIGHT);
            List<Rectangle2D> screens =
                    Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
            if (inSight(before, screens)) {
                x = before.x();
                y = before.y();
                stage.setX(x);
                stage.setY(y);
            }
        }
        stage.setWidth(width);
        stage.setHeight(height);
        stage.setMaximized(before != null && before.maximized());
        stage.xProperty().addListener((value, old, now) -> note());
        stage.yProperty().addListener((value, old, now) -> note());
        stage.widthProperty().addListener((value, old, now) -> note());
        stage.heightProperty().addListener((value, old, now) -> note());
    }

    /** Whether all corners of the window, a little inside, are on some screen. */
    static boolean inSight(WindowPlace place, List<Rectangle2D> screens) {
        double left = place.x() + INSET;
        double top = place.y() + INSET;
        double right = place.x() + place.width() - INSET;
        double bottom = place.y() + place.height() - INSET;
        return contains(screens, left, top)
                && contains(screens, right, top)
                && contains(screens, left, bottom)
                && contains(screens, right, bottom);
    }

    private static boolean contains(List<Rectangle2D> screens, double x, double y) {
        return screens.stream().anyMatch(screen -> screen.contains(x, y));
    }

    private void note() {
        if (!stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified() && stage.isShowing()) {
            x = stage.getX();
            y = stage.getY();
            width = stage.getWidth();
            height = stage.getHeight();
        }
    }

    /** Keeps where the window is. */
    void keep() {
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
            WindowPlace place = new WindowPlace(x, y, width, height, stage.isMaximized());
            settings.change(now -> now.withWindow(place));
        }
    }
}
