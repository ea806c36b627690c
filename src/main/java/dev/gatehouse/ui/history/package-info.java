/** What was decided, with what was on screen and how it ended. */
@NullMarked
package dev.gatehouse.ui.history;

import org.jspecify.annotations.NullMarked;
