/**
 * The adapter for Smith's chat bridge, {@code smith-chat-daemon} (sibyllinesoft/smith-core, release 0.2.6). A gateway has up
 * to three ways: the daemon's HTTP, which makes codes and nothing else; Redis, where codes wait and pairings are cached; and
 * PostgreSQL, where pairings last.
 */
@NullMarked
package dev.gatehouse.gateway.smith;

import org.jspecify.annotations.NullMarked;
