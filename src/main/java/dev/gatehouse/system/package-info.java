/**
 * Gatehouse at home on a desktop: one instance a user, notifications, sleep and the locked screen. Nothing here knows
 * what a gateway is, and nothing of it has to be there.
 */
@NullMarked
package dev.gatehouse.system;

import org.jspecify.annotations.NullMarked;
