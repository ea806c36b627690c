package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the three tables about pairing. Never the columns that hold a bot's token or a webhook's secret. */
final class DatabaseLists {
    /** The most rows of one table that are read. */
    private static final int MOST = 100_000;

    private DatabaseLists() {}

    /** Makes one row; null if it makes no sense. */
    private interface Reader<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Everything there is.
     *
     * @param waits the condition of a code that waits
     */
    static Sighting look(Connection open, DatabaseColumns columns, String waits) throws SQLException {
        Rows<Bot> bots = columns.has(DatabaseColumns.CONFIGS, "id")
                ? rows(open, configs(columns), DatabaseLists::bot)
                : new Rows<>(List.of(), 0);
        Sighting seen = new Sighting(Origin.Type.STORE, now(open), bots.rows());
        seen.leftOut(bots.broken(), DatabaseColumns.CONFIGS);
        seen.paired(rows(open, people(columns), DatabaseLists::paired), DatabaseColumns.PAIRED);
        if (columns.codeGateway().isEmpty() || columns.codeUser().isEmpty()) {
            seen.noCodes(new Problem.Particular(
                    Phrase.of("oiab.absent.code-columns", DatabaseColumns.CODES),
                    Phrase.of("oiab.database.columns.remedy"),
                    null));
        } else {
            seen.pending(rows(open, codes(columns, waits), DatabaseLists::pending), DatabaseColumns.CODES);
        }
        return seen;
    }

    private static Instant now(Connection open) throws SQLException {
        try (PreparedStatement ask = open.prepareStatement("SELECT extract(epoch FROM clock_timestamp())::numeric");
                ResultSet row = ask.executeQuery()) {
            Instant now = row.next() ? time(row.getBigDecimal(1)) : null;
            if (now == null) {
                throw new SQLException("no time");
            }
            return now;
        }
    }

    private static String configs(DatabaseColumns columns) {
        String table = DatabaseColumns.CONFIGS;
        return "SELECT " + columns.text(table, "id") + ", " + columns.text(table, "kind", "type") + ", "
                + columns.text(table, "bot_username") + ", "
                + (columns.has(table, "enabled") ? "enabled IS NOT FALSE" : "true")
                + " FROM " + table + " ORDER BY 1";
    }

    private static String people(DatabaseColumns columns) {
        String table = DatabaseColumns.PAIRED;
        return "SELECT " + columns.text(table, "gateway_id") + ", " + columns.text(table, "id") + ", "
                + columns.text(table, "external_user_id") + ", "
                + columns.text(table, "display_name", "name", "username") + ", "
                + columns.seconds(table, "paired_at", "approved_at", "created_at")
                + " FROM " + table;
    }

    private static String codes(DatabaseColumns columns, String waits) {
        String table = DatabaseColumns.CODES;
        return "SELECT " + columns.codeGateway().orElseThrow() + "::text, " + columns.text(table, "id") + ", "
                + columns.codeUser().orElseThrow() + "::text, "
                + columns.text(table, "display_name", "name", "username") + ", "
                + columns.seconds(table, "created_at") + ", code::text, " + columns.seconds(table, "expires_at") + ", "
                + columns.text(table, "username")
                + " FROM " + table + " WHERE " + waits;
    }

    private static <T> Rows<T> rows(Connection open, String sql, Reader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        long broken = 0;
        try (PreparedStatement ask = open.prepareStatement(sql)) {
            ask.setMaxRows(MOST);
            try (ResultSet all = ask.executeQuery()) {
                while (all.next()) {
                    T row = reader.read(all);
                    if (row == null) {
                        broken++;
                    } else {
                        rows.add(row);
                    }
                }
            }
        }
        return new Rows<>(rows, broken);
    }

    private static @Nullable Bot bot(ResultSet row) throws SQLException {
        String id = text(row, 1);
        String kind = text(row, 2).toLowerCase(Locale.ROOT);
        return Plain.holds(id) && Plain.holds(kind) ? new Bot(id, kind, text(row, 3), row.getBoolean(4)) : null;
    }

    private static @Nullable Paired paired(ResultSet row) throws SQLException {
        String user = text(row, 3);
        return Plain.holds(user)
                ? new Paired(text(row, 1), text(row, 2), user, Name.of(text(row, 4)), time(row.getBigDecimal(5)))
                : null;
    }

    private static @Nullable Pending pending(ResultSet row) throws SQLException {
        String user = text(row, 3);
        String code = text(row, 6).strip().toUpperCase(Locale.ROOT);
        if (!Plain.holds(user) || !Plain.holds(code)) {
            return null;
        }
        Map<String, String> details = new LinkedHashMap<>();
        String username = Plain.text(text(row, 8));
        if (!username.isEmpty()) {
            details.put("username", username);
        }
        return new Pending(
                text(row, 1),
                text(row, 2),
                new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                user,
                Name.of(text(row, 4)),
                details,
                time(row.getBigDecimal(5)),
                time(row.getBigDecimal(7)));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** Seconds since 1970 as a time; null for none, and for one that no calendar has. */
    private static @Nullable Instant time(@Nullable BigDecimal seconds) {
        if (seconds == null || seconds.abs().compareTo(BigDecimal.valueOf(100_000_000_000L)) > 0) {
            return null;
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }
}
