package dev.gatehouse.gateway.smith;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL held at one moment.
 *
 * @param role as whom it was read
 * @param tables what that role may do with each of the four tables
 * @param pairings who is in for good
 * @param identities who belongs to which user; they are let in without a code
 * @param users the users
 * @param agents the agents
 */
record PostgresView(
        String role,
        Map<Table, Rights> tables,
        List<PairingRow> pairings,
        List<IdentityRow> identities,
        List<UserRow> users,
        List<AgentRow> agents) {
    /** Keeps its own copies. */
    PostgresView {
        tables = Map.copyOf(tables);
        pairings = List.copyOf(pairings);
        identities = List.copyOf(identities);
        users = List.copyOf(users);
        agents = List.copyOf(agents);
    }

    /** The tables that matter. */
    enum Table {
        CHAT_PAIRINGS("chat_pairings"),
        USER_IDENTITIES("user_identities"),
        USERS("users"),
        AGENTS("agents");

        private final String name;

        Table(String name) {
            this.name = name;
        }

        /** Its name in the database. */
        String table() {
            return name;
        }
    }

    /**
     * What a role may do with a table.
     *
     * @param there whether there is one
     * @param select whether it may be read
     * @param delete whether rows may be deleted
     * @param hidden whether row-level security decides which rows are seen; the others look as if they were not there
     */
    record Rights(boolean there, boolean select, boolean delete, boolean hidden) {
        static final Rights NONE = new Rights(false, false, false, false);

        /** Whether all rows can be read. */
        boolean readable() {
            return there && select && !hidden;
        }
    }

    /**
     * A row of {@code chat_pairings}.
     *
     * @param platform as keys spell it
     */
    record PairingRow(
            String platform,
            String user,
            String agent,
            String channel,
            @Nullable Instant since) {}

    /**
     * A row of {@code user_identities} with its user.
     *
     * @param platform as messages spell it
     * @param name the name at the platform, may be empty
     * @param owner id of the user
     * @param display the user's name, may be empty
     * @param active whether the user is active, which blocks nobody
     */
    record IdentityRow(
            String id,
            String platform,
            String user,
            String name,
            String owner,
            String display,
            boolean active,
            @Nullable Instant since) {}

    /** A row of {@code users}. */
    record UserRow(String id, String username, String display, String role, boolean active) {}

    /** A row of {@code agents}. */
    record AgentRow(String id, String display) {}

    /** What the role may do with {@code table}. */
    Rights rights(Table table) {
        return tables.getOrDefault(table, Rights.NONE);
    }
}
