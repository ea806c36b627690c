package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.smith.PostgresView.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look by all the ways there are.
 *
 * @param at when it ended
 * @param took how long it took
 * @param redis what Redis held, or null if it was not looked at or did not answer
 * @param postgres what PostgreSQL held, or null if it was not looked at or did not answer
 * @param failed what went wrong, by way
 * @param obstacle what is known to be wrong with the token, or null
 * @param policy what happens to strangers; empty where nothing tells
 * @param agent the agent to begin with
 */
record Look(
        Instant at,
        Duration took,
        @Nullable RedisView redis,
        @Nullable PostgresView postgres,
        Map<Route.Type, Problem> failed,
        @Nullable Problem obstacle,
        Optional<DmPolicy> policy,
        String agent) {
    /** Keeps its own copy. */
    Look {
        failed = Map.copyOf(failed);
    }

    /** Whether row-level security hides who belongs to which user. */
    boolean hidden() {
        return postgres != null
                && (postgres.rights(Table.USER_IDENTITIES).hidden()
                        || postgres.rights(Table.USERS).hidden());
    }

    /** Whether all users can be told. */
    boolean knowsUsers() {
        return postgres != null && postgres.rights(Table.USERS).readable();
    }
}
