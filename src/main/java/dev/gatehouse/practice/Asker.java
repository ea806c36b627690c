package dev.gatehouse.practice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody of the practice crowd who wants in. Nobody here is real: numbers and addresses are of ranges set aside. */
sealed interface Asker {
    /** How they behave. */
    Temper temper();

    /**
     * How somebody behaves.
     *
     * @param since how long ago they had first asked when the console opened, or null if they come later
     * @param retries how often they ask again while they wait
     * @param persistent whether they come back soon after being turned away
     */
    record Temper(@Nullable Duration since, int retries, boolean persistent) {
        /** Comes later, asks again once. */
        static final Temper LATER = new Temper(null, 1, false);

        /** Has been waiting for {@code since}. */
        static Temper waiting(Duration since, int retries) {
            return new Temper(since, retries, false);
        }
    }

    /**
     * A person who writes to the bot.
     *
     * @param channel the channel
     * @param account the account of the channel
     * @param id sender id as the channel writes it
     * @param details what the channel tells of them
     */
    record Person(String channel, String account, String id, Map<String, String> details, Temper temper)
            implements Asker {}

    /**
     * A device that wants to join.
     *
     * @param identity its keys
     * @param name the name it gives itself
     * @param platform operating system
     * @param family sort of device
     * @param client client program
     * @param mode how the client runs
     * @param role operator or node
     * @param scopes what it asks for
     * @param address where it comes from
     */
    record Device(
            DeviceIdentity identity,
            String name,
            String platform,
            String family,
            String client,
            String mode,
            String role,
            List<String> scopes,
            String address,
            Temper temper)
            implements Asker {
        /** The same with another temper. */
        Device with(Temper other) {
            return new Device(identity, name, platform, family, client, mode, role, scopes, address, other);
        }
    }

    /**
     * A node that has joined and offers commands.
     *
     * @param device the device it runs on
     * @param capabilities what it has
     * @param commands what it can be told to do
     */
    record Node(Device device, List<String> capabilities, List<String> commands, Temper temper) implements Asker {}
}
