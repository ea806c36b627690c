package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who is in.
 *
 * @param gateway id of the bot they may talk to
 * @param id the server's id of the row, empty where it tells none
 * @param user the person's id at the channel
 * @param name the name they go by
 * @param since when they were let in, or null where that is not told
 */
record Paired(
        String gateway,
        String id,
        String user,
        Name name,
        @Nullable Instant since) {}
