/** Who is in: people and devices of every gateway, and how they are taken out. */
@NullMarked
package dev.gatehouse.ui.access;

import org.jspecify.annotations.NullMarked;
