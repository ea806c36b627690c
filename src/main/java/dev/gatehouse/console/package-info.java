/**
 * The application without a face: sessions with gateways, the inbox, decisions, the history and the settings. Knows no
 * screen; publishes through executors that it is given.
 */
@NullMarked
package dev.gatehouse.console;

import org.jspecify.annotations.NullMarked;
