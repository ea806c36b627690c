package dev.gatehouse.ui;

import dev.gatehouse.console.Settings.WindowPlace;
import dev.gatehouse.console.SettingsFile;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Remembers where the window was. A window that filled a screen does so again, on that screen, and goes back to its old
 * size after.
 */
final class WindowMemory {
    /** The size of a first start. */
    static final double WIDTH = 1280;

    static final double HEIGHT = 800;

    /** Part of the window's edge that may lie outside of all screens, in pixels. */
    private static final double INSET = 24;

    private final Stage stage;
    private final SettingsFile settings;

    /** Where it was when it neither filled the screen nor was hidden. */
    private volatile WindowPlace normal = new WindowPlace(Double.NaN, Double.NaN, WIDTH, HEIGHT, false);

    private volatile boolean maximized;

    WindowMemory(Stage stage, SettingsFile settings) {
        this.stage = stage;
        this.settings = settings;
    }

    /** Puts the window where it was; if that is not on a screen any more, onto one that is there. */
    void restore() {
        WindowPlace before = settings.get().window();
        if (before != null) {
            normal = fitted(
                    before,
                    Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
            stage.setX(normal.x());
            stage.setY(normal.y());
            maximized = before.maximized();
        }
        stage.setWidth(normal.width());
        stage.setHeight(normal.height());
        stage.setMaximized(maximized);
        stage.xProperty().addListener((value, old, now) -> note());
        stage.yProperty().addListener((value, old, now) -> note());
        stage.widthProperty().addListener((value, old, now) -> note());
        stage.heightProperty().addListener((value, old, now) -> note());
        stage.maximizedProperty().addListener((value, old, now) -> {
            // A window manager may tell that a hidden window fills no screen; it will again.
            if (stage.isShowing() && !stage.isIconified()) {
                maximized = now;
            }
        });
    }

    /**
     * {@code place} if all corners of it are on some screen, a little inside; else as near to it as is whole on a screen and
     * no larger than that. Of several screens the one that shows most of it; the first one where none does.
     *
     * @param screens the room for windows on each screen, the main one first
     */
    static WindowPlace fitted(WindowPlace place, List<Rectangle2D> screens) {
        double width = Math.max(place.width(), MainWindow.LEAST_WIDTH);
        double height = Math.max(place.height(), MainWindow.LEAST_HEIGHT);
        WindowPlace wanted = new WindowPlace(place.x(), place.y(), width, height, place.maximized());
        if (screens.isEmpty() || inSight(wanted, screens)) {
            return wanted;
        }
        Rectangle2D screen = screens.stream()
                // The first of those that show equally much: max alone would take the last.
                .sorted(Comparator.comparingDouble((Rectangle2D one) -> -shown(wanted, one)))
                .findFirst()
                .orElseThrow();
        double fittingWidth = Math.min(width, screen.getWidth());
        double fittingHeight = Math.min(height, screen.getHeight());
        return new WindowPlace(
                Math.clamp(place.x(), screen.getMinX(), screen.getMaxX() - fittingWidth),
                Math.clamp(place.y(), screen.getMinY(), screen.getMaxY() - fittingHeight),
                fittingWidth,
                fittingHeight,
                place.maximized());
    }

    private static double shown(WindowPlace place, Rectangle2D screen) {
        double width = Math.min(place.x() + place.width(), screen.getMaxX()) - Math.max(place.x(), screen.getMinX());
        double height = Math.min(place.y() + place.height(), screen.getMaxY()) - Math.max(place.y(), screen.getMinY());
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    private static boolean inSight(WindowPlace place, List<Rectangle2D> screens) {
        double left = place.x() + INSET;
        double top = place.y() + INSET;
        double right = place.x() + place.width() - INSET;
        double bottom = place.y() + place.height() - INSET;
        // The bar by which it is moved must be within reach.
        return contains(screens, left, place.y())
                && contains(screens, right, place.y())
                && contains(screens, left, top)
                && contains(screens, right, top)
                && contains(screens, left, bottom)
                && contains(screens, right, bottom);
    }

    private static boolean contains(List<Rectangle2D> screens, double x, double y) {
        return screens.stream().anyMatch(screen -> screen.contains(x, y));
    }

    private void note() {
        if (!stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified() && stage.isShowing()) {
            normal = new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
        }
    }

    /** Keeps where the window is. From any thread. */
    void keep() {
        WindowPlace last = normal;
        if (!Double.isNaN(last.x()) && !Double.isNaN(last.y())) {
            WindowPlace place = new WindowPlace(last.x(), last.y(), last.width(), last.height(), maximized);
            settings.change(now -> now.withWindow(place));
        }
    }
}
