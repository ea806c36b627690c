/**
 * The credential store of OpenClaw (up to 2026.7, when it was JSON files) and of its fork Fased, told apart by a
 * {@link dev.gatehouse.gateway.openclaw.Dialect}.
 */
@NullMarked
package dev.gatehouse.gateway.openclaw;

import org.jspecify.annotations.NullMarked;
