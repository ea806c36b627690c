/** Codes and QR codes that the operator makes for people and phones, and what becomes of them. */
@NullMarked
package dev.gatehouse.ui.pair;

import org.jspecify.annotations.NullMarked;
