package dev.gatehouse.ui;

import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Screen;
import javafx.beans.value.ObservableIntegerValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * Where the side bar leads.
 *
 * @param id stable name, for {@link MainWindow#go}
 * @param title its name on the side bar
 * @param icon its picture on the side bar
 * @param screen what stands there
 * @param count how many things there are to look at, beside its name; null for no such thing
 */
public record Place(
        String id,
        Phrase title,
        Ikon icon,
        Screen screen,
        @Nullable ObservableIntegerValue count) {
    /** A place without a count. */
    public Place(String id, Phrase title, Ikon icon, Screen screen) {
        this(id, title, icon, screen, null);
    }
}
