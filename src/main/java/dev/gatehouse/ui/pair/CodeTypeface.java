package dev.gatehouse.ui.pair;

import java.util.List;
import java.util.function.Predicate;
import javafx.scene.text.Font;

/**
 * The typeface of a code that is read from the screen or read out.
 *
 * @param family a family in which all letters are of one width, zero is not taken for O, nor one for I or l
 */
record CodeTypeface(String family) {
    /**
     * Families whose zero has a stroke or a dot (Noto Mono's and Nimbus Mono's have none). What JavaFX calls Monospaced is Courier New on Windows, whose zero has
     * neither (javafx.graphics 26.0.2, PrismFontFactory), and on Linux whatever the user likes best; so it comes last.
     * Consolas is part of Windows since Vista, Menlo of macOS since 10.6; one of the others is on nearly every Linux.
     */
    static final List<String> FAMILIES = List.of(
            "Cascadia Mono",
            "Consolas",
            "Menlo",
            "JetBrains Mono",
            "DejaVu Sans Mono",
            "Noto Sans Mono",
            "Liberation Mono",
            "Ubuntu Mono",
            "Ubuntu Sans Mono",
            "Adwaita Mono",
            "Source Code Pro",
            "Hack");

    private static final String ANY = "Monospaced";

    /** The first one that is installed here. */
    static CodeTypeface ofThisComputer() {
        return among(family -> Font.font(family).getFamily().equals(family));
    }

    /** The first one that is {@code there}. */
    static CodeTypeface among(Predicate<String> there) {
        return new CodeTypeface(FAMILIES.stream().filter(there).findFirst().orElse(ANY));
    }

    /** Sets what wears it, whatever the style sheets say. */
    String style() {
        return "-fx-font-family: \"" + family + "\";";
    }
}
