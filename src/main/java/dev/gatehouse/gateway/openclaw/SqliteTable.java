package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.openclaw.SqliteTable.Column.Kind;
import java.util.Collection;
import java.util.List;

/**
 * A table of the product's database that matters here (OpenClaw 2026.9.6, schema 18).
 *
 * @param name its name
 * @param columns what is read of it
 */
record SqliteTable(String name, List<Column> columns) {
    /** People who wait. */
    static final SqliteTable MESSAGES = new SqliteTable(
            "channel_pairing_requests",
            List.of(
                    must("channel_key", "channel"),
                    must("account_id", "account"),
                    must("request_id", "id"),
                    must("code", "code"),
                    must("created_at", "createdAt"),
                    may("last_seen_at", "lastSeenAt", Kind.PLAIN),
                    may("meta_json", "meta", Kind.DETAILS)));

    /** People who were let in. */
    static final SqliteTable SENDERS = new SqliteTable(
            "channel_pairing_allow_entries",
            List.of(must("channel_key", "channel"), must("account_id", "account"), must("entry", "entry")));

    /** Devices that wait. */
    static final SqliteTable WAITING = new SqliteTable(
            "device_pairing_pending",
            List.of(
                    must("request_id", "requestId"),
                    must("device_id", "deviceId"),
                    must("public_key", "publicKey"),
                    may("display_name", "displayName", Kind.PLAIN),
                    may("platform", "platform", Kind.PLAIN),
                    may("device_family", "deviceFamily", Kind.PLAIN),
                    may("client_id", "clientId", Kind.PLAIN),
                    may("client_mode", "clientMode", Kind.PLAIN),
                    may("remote_ip", "remoteIp", Kind.PLAIN),
                    must("role", "role"),
                    new Column("roles_json", "roles", Kind.JSON, true),
                    new Column("scopes_json", "scopes", Kind.JSON, true),
                    may("silent", "silent", Kind.FLAG),
                    may("is_repair", "isRepair", Kind.FLAG),
                    must("ts", "ts"),
                    may("refreshed_at_ms", "refreshedAtMs", Kind.PLAIN)));

    /** Devices that joined, and what they offer as nodes. */
    static final SqliteTable JOINED = new SqliteTable(
            "device_pairing_paired",
            List.of(
                    must("device_id", "deviceId"),
                    must("public_key", "publicKey"),
                    may("display_name", "displayName", Kind.PLAIN),
                    may("operator_label", "operatorLabel", Kind.PLAIN),
                    may("platform", "platform", Kind.PLAIN),
                    may("device_family", "deviceFamily", Kind.PLAIN),
                    may("client_id", "clientId", Kind.PLAIN),
                    may("client_mode", "clientMode", Kind.PLAIN),
                    may("remote_ip", "remoteIp", Kind.PLAIN),
                    must("role", "role"),
                    new Column("roles_json", "roles", Kind.JSON, true),
                    new Column("scopes_json", "scopes", Kind.JSON, true),
                    new Column("approved_scopes_json", "approvedScopes", Kind.JSON, true),
                    new Column("tokens_json", "tokens", Kind.JSON, true),
                    may("approved_via", "approvedVia", Kind.PLAIN),
                    may("node_surface_json", "nodeSurface", Kind.JSON),
                    may("pending_node_surface_json", "pendingNodeSurface", Kind.JSON),
                    may("created_at_ms", "createdAtMs", Kind.PLAIN),
                    may("approved_at_ms", "approvedAtMs", Kind.PLAIN),
                    may("last_seen_at_ms", "lastSeenAtMs", Kind.PLAIN)));

    /** Setup codes that nobody has used up. */
    static final SqliteTable CODES = new SqliteTable(
            "device_bootstrap_tokens",
            List.of(
                    must("token_key", "tokenKey"),
                    may("setup_id", "setupId", Kind.PLAIN),
                    may("profile_json", "profile", Kind.JSON),
                    must("issued_at_ms", "issuedAtMs")));

    /** Setup codes that were used of late, and by whom. */
    static final SqliteTable USED_CODES = new SqliteTable(
            "device_pair_setup_completions",
            List.of(
                    must("setup_id", "setupId"),
                    must("device_id", "deviceId"),
                    may("device_name", "deviceName", Kind.PLAIN),
                    must("completed_at_ms", "completedAtMs"),
                    must("delivery_state", "deliveryState")));

    /**
     * A column.
     *
     * @param name its name
     * @param key what the product calls it in memory, in its answers, and in its files before there was a database
     * @param kind how it is written down
     * @param needed whether rows make no sense without it
     */
    record Column(String name, String key, Kind kind, boolean needed) {
        /** How a value is written down. */
        enum Kind {
            /** As it is. */
            PLAIN,
            /** 0 or 1. */
            FLAG,
            /** As JSON text. */
            JSON,
            /** As JSON text, which the product does without if it makes no sense. */
            DETAILS
        }
    }

    private static Column must(String name, String key) {
        return new Column(name, key, Kind.PLAIN, true);
    }

    private static Column may(String name, String key, Kind kind) {
        return new Column(name, key, kind, false);
    }

    /** The needed columns that {@code there} lacks. */
    List<String> missing(Collection<String> there) {
        return columns.stream()
                .filter(column -> column.needed() && !there.contains(column.name()))
                .map(Column::name)
                .toList();
    }
}
