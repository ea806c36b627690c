/**
 * The practice gateway: an OpenClaw store in a temporary folder and a small crowd that knocks at it, so that a newcomer
 * sees the console work before anything real is connected. The console reads and writes it like any other store.
 */
@NullMarked
package dev.gatehouse.practice;

import org.jspecify.annotations.NullMarked;
