package dev.gatehouse.gateway;

/**
 * What is at the other end of a connection.
 *
 * @param product the product's name
 * @param version what is known of its version, may be empty
 * @param place folder or address, for the operator to recognise
 */
public record Identity(String product, String version, String place) {}
