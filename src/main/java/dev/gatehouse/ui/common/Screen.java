package dev.gatehouse.ui.common;

import javafx.scene.Node;

/** One of the places that the side bar leads to. */
public interface Screen {
    /** What it looks like; always the same node. */
    Node node();

    /** It comes to the front: focus goes where work begins. */
    void shown();

    /** It goes to the back: nothing of it may keep running. */
    void hidden();
}
