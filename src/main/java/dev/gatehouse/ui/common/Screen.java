package dev.gatehouse.ui.common;

import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import javafx.scene.Node;

/** One of the places that the side bar leads to. */
public interface Screen {
    /** What it looks like; always the same node. */
    Node node();

    /** The keys that matter most here, in one line for the status bar. */
    Phrase keys();

    /** It comes to the front: focus goes where work begins. */
    void shown();

    /** It goes to the back: nothing of it may keep running. */
    void hidden();

    /** Goes to the row of {@code whom}, as soon as there is one; shows everything if a filter hides it. */
    default void goTo(SubjectKey whom) {}

    /** The computer was locked: every secret on this screen is hidden. */
    default void locked() {}

    /** Takes {@code picture} with every secret on this screen hidden. */
    default void withoutSecrets(Runnable picture) {
        picture.run();
    }

    /** The window goes, and this with it: nothing is followed any more. */
    default void closed() {}
}
