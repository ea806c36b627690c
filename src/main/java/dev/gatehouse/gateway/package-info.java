/**
 * The port: what the console wants of a gateway, whatever its product. A {@link dev.gatehouse.gateway.GatewayProduct} is
 * the service, a {@link dev.gatehouse.gateway.Gateway} a connection.
 */
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
