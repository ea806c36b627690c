package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the lists of a server's answers. Only {@code id}, {@code kind}, {@code botUsername}, {@code enabled} of a gateway
 * and {@code id}, {@code gatewayId} of a paired user are documented; the rest goes by the house style and its siblings. A
 * row that cannot be understood is counted, and the others are read.
 */
final class JsonRows {
    /** The most rows of one list that are read. */
    private static final int MOST = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] USER = {"externalUserId", "external_user_id", "externalId", "external_id"};
    private static final String[] NAME = {"displayName", "display_name", "name", "username", "userName", "firstName"};
    private static final List<String> DETAILS = List.of("username", "firstName", "lastName");

    private JsonRows() {}

    /** Makes one row, or nothing if it makes no sense. */
    interface Reader<T> {
        /** Reads {@code row}. */
        Optional<T> read(JsonNode row);
    }

    /** {@code text} as JSON, or null if it is none. */
    static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return null;
        }
    }

    /** The list in {@code root} under one of {@code names}, or {@code root} itself if it is one; null if there is none. */
    static @Nullable JsonNode list(JsonNode root, List<String> names) {
        if (root.isArray()) {
            return root;
        }
        return names.stream()
                .map(root::path)
                .filter(JsonNode::isArray)
                .findFirst()
                .orElse(null);
    }

    /** Every row of {@code list} by {@code reader}. */
    static <T> Rows<T> rows(JsonNode list, Reader<T> reader) {
        List<T> rows = new ArrayList<>();
        long broken = Math.max(0, list.size() - MOST);
        for (int i = 0; i < Math.min(list.size(), MOST); i++) {
            Optional<T> row = list.path(i).isObject() ? reader.read(list.path(i)) : Optional.empty();
            row.ifPresent(rows::add);
            broken += row.isPresent() ? 0 : 1;
        }
        return new Rows<>(rows, broken);
    }

    /** One of the server's gateways. */
    static Optional<Bot> bot(JsonNode row) {
        String id = text(row, "id");
        String kind = text(row, "kind", "type").toLowerCase(Locale.ROOT);
        if (!Plain.holds(id) || !Plain.holds(kind)) {
            return Optional.empty();
        }
        JsonNode enabled = row.path("enabled");
        return Optional.of(new Bot(
                id, kind, text(row, "botUsername", "bot_username"), !enabled.isBoolean() || enabled.booleanValue()));
    }

    /**
     * A code of {@code gateway} that waits; empty also for one that waits no more.
     */
    static Optional<Pending> pending(JsonNode row, String gateway) {
        String user = text(row, USER);
        String code = text(row, "code", "pairingCode", "pairing_code").strip().toUpperCase(Locale.ROOT);
        if (!Plain.holds(user) || !Plain.holds(code)) {
            return Optional.empty();
        }
        Map<String, String> details = new LinkedHashMap<>();
        for (String detail : DETAILS) {
            String said = Plain.text(text(row, detail));
            if (!said.isEmpty()) {
                details.put(detail, said);
            }
        }
        return Optional.of(new Pending(
                gateway,
                Plain.holds(text(row, "id")) ? text(row, "id") : "",
                new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                user,
                Name.of(text(row, NAME)),
                details,
                time(row, "createdAt", "created_at", "requestedAt"),
                time(row, "expiresAt", "expires_at")));
    }

    /** Whether a code was used: it waits no more. */
    static boolean consumed(JsonNode row) {
        return !text(row, "consumedAt", "consumed_at").isEmpty();
    }

    /** Somebody who is in at {@code gateway}. */
    static Optional<Paired> paired(JsonNode row, String gateway) {
        String user = text(row, USER);
        if (!Plain.holds(user)) {
            return Optional.empty();
        }
        return Optional.of(new Paired(
                gateway,
                Plain.holds(text(row, "id")) ? text(row, "id") : "",
                user,
                Name.of(text(row, NAME)),
                time(row, "pairedAt", "paired_at", "approvedAt", "approved_at", "createdAt", "created_at")));
    }

    /** The first of {@code names} that has a value, as text; empty if none has. */
    static String text(JsonNode row, String... names) {
        for (String name : names) {
            JsonNode value = row.path(name);
            if (value.isString() || value.isNumber()) {
                String text = value.asString();
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    /** The same as a time: ISO 8601, without an offset in UTC, or a number of seconds or milliseconds. */
    static @Nullable Instant time(JsonNode row, String... names) {
        String text = text(row, names);
        try {
            if (text.matches("[0-9]{9,14}")) {
                long number = Long.parseLong(text);
                return number > 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            }
            if (text.matches(".*T.*([Zz]|[+-][0-9:]{2,6})")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return text.isEmpty()
                    ? null
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            // A time that makes no sense is one that is not told.
            return null;
        }
    }
}
