package dev.gatehouse.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** How the window looks: Primer light or dark, as the system wants it at the moment, or as the operator said at start. */
public final class Theme {
    /** Faces that systems set their menus in, where JavaFX does not find out by itself. */
    private static final List<String> FACES =
            List.of("Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans", "Roboto", "DejaVu Sans");

    /** Which colours. */
    public enum Choice {
        /** Whatever the system has, followed live. */
        SYSTEM,
        /** Dark text on light ground. */
        LIGHT,
        /** Light text on dark ground. */
        DARK
    }

    private final Choice choice;
    private final ChangeListener<ColorScheme> follow = (scheme, before, now) -> use(now == ColorScheme.DARK);

    /** A theme; does nothing yet. */
    public Theme(Choice choice) {
        this.choice = choice;
    }

    /** Colours all windows. To be called once, on the JavaFX thread. */
    public void apply() {
        switch (choice) {
            case LIGHT -> use(false);
            case DARK -> use(true);
            case SYSTEM -> {
                var scheme = Platform.getPreferences().colorSchemeProperty();
                use(scheme.get() == ColorScheme.DARK);
                scheme.addListener(follow);
            }
        }
    }

    private static void use(boolean dark) {
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    /** Puts the console's own style on {@code scene}. */
    static void dress(Scene scene) {
        scene.getStylesheets()
                .add(Objects.requireNonNull(Theme.class.getResource("gatehouse.css"))
                        .toExternalForm());
        String system = System.getProperty("os.name");
        if (system.startsWith("Linux")) {
            Set<String> there = Set.copyOf(Font.getFamilies());
            FACES.stream()
                    .filter(there::contains)
                    .findFirst()
                    .ifPresent(face -> scene.getRoot().setStyle("-fx-font-family: \"" + face + "\";"));
        }
    }
}
