/**
 * PraisonAI: its pairing store, its HTTP API, and what either of them can be trusted with. Facts about the product are of
 * version 4.7.0 (praisonai-bot 0.1.0) unless said otherwise; what its page says differently is accepted too.
 */
@NullMarked
package dev.gatehouse.gateway.praisonai;

import org.jspecify.annotations.NullMarked;
