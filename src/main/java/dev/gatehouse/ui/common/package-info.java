/** What the screens share. The only place that hands work to the JavaFX thread. */
@NullMarked
package dev.gatehouse.ui.common;

import org.jspecify.annotations.NullMarked;
