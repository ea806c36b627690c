/**
 * The console against the real products, as their own registries ship them. Run with {@code mvn verify -Pinterop}.
 */
@NullMarked
package dev.gatehouse.interop;

import org.jspecify.annotations.NullMarked;
