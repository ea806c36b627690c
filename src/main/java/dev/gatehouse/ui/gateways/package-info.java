/** The gateways that the console is connected to, those on this computer, and how others are added. */
@NullMarked
package dev.gatehouse.ui.gateways;

import org.jspecify.annotations.NullMarked;
