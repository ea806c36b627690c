package dev.gatehouse.gateway.orginabox;

/**
 * One of a server's gateways: a bot at a channel.
 *
 * @param id the server's id of it, a UUID
 * @param kind the channel: {@code telegram}, {@code teams} …
 * @param username the bot's name at the channel, may be empty
 * @param enabled whether it answers
 */
record Bot(String id, String kind, String username, boolean enabled) {}
