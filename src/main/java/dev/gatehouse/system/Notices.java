package dev.gatehouse.system;

/** Shows notices of the program outside of its window. At most one is there at a time; whatever fails, nobody waits. */
public interface Notices extends AutoCloseable {
    /**
     * A notice. What it says can be read by whoever stands before the screen, locked or not.
     *
     * @param title what has happened, in one line
     * @param text more of it, plain text of a few lines
     * @param open what a click does, in a few words
     * @param grave whether it deserves more than a glance
     */
    record Notice(String title, String text, String open, boolean grave) {}

    /** Where nothing can be shown. */
    Notices NONE = new Notices() {
        @Override
        public void show(Notice notice) {}

        @Override
        public void withdraw() {}

        @Override
        public void close() {}
    };

    /** Shows {@code notice} instead of the one that is there. Returns at once. */
    void show(Notice notice);

    /** Takes away what is there. Returns at once. */
    void withdraw();

    /** Takes away what is there, and ends. */
    @Override
    void close();
}
