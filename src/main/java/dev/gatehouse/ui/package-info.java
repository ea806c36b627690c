/** The window: side bar, status bar, theme, and the place where the screens stand. */
@NullMarked
package dev.gatehouse.ui;

import org.jspecify.annotations.NullMarked;
