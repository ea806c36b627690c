/**
 * The benchmark: {@code mvn -q -Pbench test} measures the real window on a real display against its budgets. Nothing here
 * is a test; no build runs it unasked.
 */
@NullMarked
package dev.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
