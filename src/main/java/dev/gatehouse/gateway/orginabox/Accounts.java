package dev.gatehouse.gateway.orginabox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the console calls each of a server's gateways: its channel, and as account its bot where that tells it apart. */
final class Accounts {
    private final Map<String, Door> byId = new HashMap<>();
    private final Map<Door, Bot> byDoor = new HashMap<>();

    /** Names {@code bots}. */
    Accounts(List<Bot> bots) {
        Map<Door, Long> named = bots.stream().collect(Collectors.groupingBy(Accounts::named, Collectors.counting()));
        for (Bot bot : bots) {
            Door door = named(bot);
            boolean clear = Plain.holds(bot.username()) && named.getOrDefault(door, 0L) == 1;
            Door own = clear ? door : new Door(bot.kind(), bot.id());
            byId.put(bot.id(), own);
            byDoor.put(own, bot);
        }
    }

    /**
     * A channel and an account of it.
     *
     * @param channel the kind of gateway
     * @param account the bot's name, or the gateway's id where there is none or several have it
     */
    record Door(String channel, String account) {}

    private static Door named(Bot bot) {
        return new Door(bot.kind(), bot.username());
    }

    /** The door of the gateway {@code id}; of one that is not listed, its id. */
    Door door(String id) {
        return byId.getOrDefault(id, new Door("gateway", id));
    }

    /** The gateway behind a door. */
    Optional<Bot> bot(String channel, String account) {
        return Optional.ofNullable(byDoor.get(new Door(channel, account)));
    }
}
