package dev.gatehouse.gateway;

import dev.gatehouse.pairing.IssuedCode;

/**
 * A code that was just made. The secret travels in {@code code} alone; the receipt can be logged.
 *
 * @param code the code
 * @param receipt what the gateway answered
 */
public record Issued(IssuedCode code, Receipt receipt) {}
