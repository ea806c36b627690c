package dev.gatehouse.ui;

/** Tells the operator something outside of the window, one thing at a time. Returns at once, whatever the desktop does. */
public interface Announcer {
    /**
     * Tells it, instead of what was told before.
     *
     * @param title in one line
     * @param text plain text of a few lines
     * @param open what a click does
     * @param grave whether it deserves more than a glance
     */
    void announce(String title, String text, String open, boolean grave);

    /** Takes back what was told. */
    void withdraw();
}
