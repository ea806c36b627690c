/**
 * CLASP: a message router that has no pairing of its own (4.5.0). The console offers that service itself, by a small
 * listener, and has the router's entity registry or its token file enforce what was decided.
 */
@NullMarked
package dev.gatehouse.gateway.clasp;

import org.jspecify.annotations.NullMarked;
