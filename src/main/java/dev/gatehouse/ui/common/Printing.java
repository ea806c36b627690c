package dev.gatehouse.ui.common;

import javafx.scene.image.Image;

/** Puts pictures on paper. Looking for printers and the questions of the system block, so not for the JavaFX thread. */
@FunctionalInterface
public interface Printing {
    /** How it ended. */
    enum Result {
        /** The printer has it. */
        PRINTED,
        /** The operator said no to the system's question. */
        CANCELLED,
        /** The system knows no printer. */
        NO_PRINTER,
        /** The printer does not take it. */
        FAILED
    }

    /**
     * Asks on which printer, and prints {@code picture} on one page.
     *
     * @param title the name of the job, which others may read
     */
    Result print(String title, Image picture);
}
