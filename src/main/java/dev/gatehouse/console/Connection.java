package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayProfile;

/**
 * A gateway that the console is connected to, or tries to be.
 *
 * @param profile which
 * @param practice whether it is the practice gateway
 * @param session keeps it read
 * @param log where decisions about it are kept
 * @param clock the time there
 */
record Connection(GatewayProfile profile, boolean practice, GatewaySession session, AuditLog log, GatewayClock clock) {}
