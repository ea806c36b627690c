/**
 * Org in a Box, from its public documentation (docs.orginabox.com, as read in 2026) alone: the product is closed. What is
 * documented and what is inferred is kept apart; routes that are inferred are data ({@code routes.json}).
 */
@NullMarked
package dev.gatehouse.gateway.orginabox;

import org.jspecify.annotations.NullMarked;
