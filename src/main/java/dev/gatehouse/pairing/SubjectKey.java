package dev.gatehouse.pairing;

/**
 * One person or device at one gateway, however often they ask and by whatever origin they are in. The operator's label
 * hangs on it.
 *
 * @param profile id of the gateway profile
 * @param channel channel of a person, empty for devices
 * @param account account of the channel, empty for devices
 * @param subject sender id or device id
 */
public record SubjectKey(String profile, String channel, String account, String subject) {}
