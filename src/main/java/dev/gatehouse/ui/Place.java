package dev.gatehouse.ui;

import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Screen;
import org.kordamp.ikonli.Ikon;

/**
 * Where the side bar leads.
 *
 * @param id stable name, for {@link MainWindow#go}
 * @param title its name on the side bar
 * @param icon its picture on the side bar
 * @param screen what stands there
 */
public record Place(String id, Phrase title, Ikon icon, Screen screen) {}
