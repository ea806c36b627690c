package dev.gatehouse.gateway.orginabox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A simulated server: what is documented as documented, the rest by {@link Spelling}. It proves nothing of the product. */
final class OrgServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OrgDatabase database;
    private final HttpStage stage;
    private final Map<String, String> roles = new ConcurrentHashMap<>();
    private volatile Spelling spelling = Spelling.GUESSED;
    private volatile @Nullable String key = "key";
    private volatile Interference interference = _ -> Optional.empty();

    OrgServer(OrgDatabase database) throws IOException {
        this(database, ServerSocketFactory.getDefault());
    }

    OrgServer(OrgDatabase database, ServerSocketFactory sockets) throws IOException {
        this.database = database;
        this.stage = new HttpStage(sockets, this::answer);
    }

    /** Something that answers instead of the server. */
    interface Interference {
        Optional<HttpStage.Answer> instead(HttpStage.Asked asked);
    }

    /**
     * What is not documented.
     *
     * @param codes path of the list of codes, with {@code {gateway}}
     * @param codesKey what the list is called
     * @param approve method and path
     * @param reject method and path
     * @param revoke method and path, by {@code {userId}} or {@code {user}}
     * @param snake whether names of fields are written with underscores
     * @param ends whether a code says when it ends
     */
    record Spelling(
            String codes, String codesKey, String approve, String reject, String revoke, boolean snake, boolean ends) {
        static final Spelling GUESSED = new Spelling(
                "/v1/gateways/{gateway}/pairing-codes",
                "pairingCodes",
                "POST /v1/gateways/{gateway}/pairing-codes/{code}/approve",
                "POST /v1/gateways/{gateway}/pairing-codes/{code}/reject",
                "DELETE /v1/gateways/{gateway}/paired-users/{userId}",
                false,
                true);
        static final Spelling OTHER = new Spelling(
                "/v1/gateways/{gateway}/pairing-requests",
                "items",
                "PUT /v1/gateways/{gateway}/approvals/{code}",
                "DELETE /v1/gateways/{gateway}/pairing-requests/{code}",
                "DELETE /v1/gateways/{gateway}/paired-users/by-external/{user}",
                true,
                false);
    }

    HttpStage stage() {
        return stage;
    }

    String address() {
        return stage.address();
    }

    void spells(Spelling other) {
        spelling = other;
    }

    /** The server's API key; null for local development, where nobody is asked for one. */
    void key(@Nullable String other) {
        key = other;
    }

    /** A JWT that is good, and the role that it carries. */
    void accept(String jwt, String role) {
        roles.put(jwt, role);
    }

    void interfere(Interference other) {
        interference = other;
    }

    private HttpStage.Answer answer(HttpStage.Asked asked) throws Exception {
        Optional<HttpStage.Answer> instead = interference.instead(asked);
        return instead.isPresent() ? instead.get() : route(asked);
    }

    private HttpStage.Answer route(HttpStage.Asked asked) throws Exception {
        String token = asked.header("authorization").replaceFirst("^Bearer ", "");
        String path = asked.path();
        String wanted = key;
        switch (asked.method() + " " + path) {
            case "GET /v1/healthz" -> {
                return HttpStage.json(200, "{\"ok\":true,\"ts\":\"" + Instant.now() + "\"}");
            }
            case "GET /v1/auth/me" -> {
                String role = roles.get(token);
                return role == null
                        ? HttpStage.json(401, "{\"error\":\"invalid token\"}")
                        : HttpStage.json(
                                200,
                                "{\"user\":{\"id\":\"u1\",\"handle\":\"ada\",\"email\":\"ada@example.org\"},\"roles\":[\""
                                        + role + "\"]}");
            }
            case "POST /v1/auth/refresh" -> {
                String old = JSON.readTree(asked.body()).path("token").asString("");
                String role = roles.remove(old);
                if (role == null) {
                    return HttpStage.json(401, "{\"error\":\"invalid token\"}");
                }
                String fresh = Jwt.ending(Instant.now().plusSeconds(900));
                roles.put(fresh, role);
                return HttpStage.json(200, "{\"token\":\"" + fresh + "\"}");
            }
            default -> {}
        }
        String role = roles.get(token);
        if (wanted != null && !wanted.equals(token) && role == null) {
            return HttpStage.json(401, "{\"error\":\"invalid token\"}");
        }
        if (role != null && !role.equals("admin") && !role.equals("owner")) {
            return HttpStage.json(403, "{\"error\":\"forbidden\",\"message\":\"needs admin.manage_providers\"}");
        }
        return managed(asked);
    }

    private HttpStage.Answer managed(HttpStage.Asked asked) throws Exception {
        Spelling now = spelling;
        String line = asked.method() + " " + asked.path();
        if (line.equals("GET /v1/gateways")) {
            return listed("gateways", "SELECT * FROM gateway_configs ORDER BY created_at", null);
        }
        Optional<Map<String, String>> paired = match("GET /v1/gateways/{gateway}/paired-users", line);
        if (paired.isPresent()) {
            return listed("pairedUsers", "SELECT * FROM gateway_paired_users WHERE gateway_id = ?", bot(paired.get()));
        }
        Optional<Map<String, String>> events = match("GET /v1/gateways/{gateway}/events", line);
        if (events.isPresent()) {
            return out -> stream(out, String.valueOf(events.get().get("gateway")));
        }
        Optional<Map<String, String>> codes = match("GET " + now.codes(), line);
        if (codes.isPresent()) {
            return listed(
                    now.codesKey(),
                    "SELECT * FROM gateway_pairing_codes WHERE gateway_id = ?"
                            // Who does not say when a code ends has to leave out those that have.
                            + (now.ends() ? "" : " AND expires_at > now()"),
                    bot(codes.get()));
        }
        Optional<Map<String, String>> approve = match(now.approve(), line);
        if (approve.isPresent()) {
            return done(database.approve(
                    bot(approve.get()), String.valueOf(approve.get().get("code"))));
        }
        Optional<Map<String, String>> reject = match(now.reject(), line);
        if (reject.isPresent()) {
            return done(database.reject(
                    bot(reject.get()), String.valueOf(reject.get().get("code"))));
        }
        Optional<Map<String, String>> revoke = match(now.revoke(), line);
        if (revoke.isPresent()) {
            boolean row = revoke.get().containsKey("userId");
            return done(database.revoke(
                    bot(revoke.get()),
                    row ? "id" : "external_user_id",
                    String.valueOf(revoke.get().get(row ? "userId" : "user"))));
        }
        return HttpStage.json(404, "{\"error\":\"not_found\",\"message\":\"Route not found\"}");
    }

    private static UUID bot(Map<String, String> values) {
        return UUID.fromString(String.valueOf(values.get("gateway")));
    }

    private static HttpStage.Answer done(boolean so) {
        return so
                ? HttpStage.json(200, "{\"ok\":true}")
                : HttpStage.json(404, "{\"error\":\"not_found\",\"message\":\"Pairing code not found\"}");
    }

    private static Optional<Map<String, String>> match(String template, String line) {
        Pattern pattern = Pattern.compile(template.replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)"));
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new ConcurrentHashMap<>();
        pattern.namedGroups()
                .keySet()
                .forEach(name ->
                        values.put(name, java.net.URLDecoder.decode(matcher.group(name), StandardCharsets.UTF_8)));
        return Optional.of(values);
    }

    private HttpStage.Answer listed(String name, String sql, @Nullable UUID bot) throws SQLException {
        Spelling now = spelling;
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        try (Connection open = database.connect();
                PreparedStatement ask = open.prepareStatement(sql)) {
            if (bot != null) {
                ask.setObject(1, bot);
            }
            try (ResultSet all = ask.executeQuery()) {
                while (all.next()) {
                    ObjectNode row = rows.addObject();
                    for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
                        String column = all.getMetaData().getColumnName(i);
                        boolean secret = column.endsWith("_enc");
                        boolean left = column.equals("expires_at") && !now.ends();
                        // How a gateway's own fields are spelled is documented.
                        boolean snake = now.snake() && bot != null;
                        if (!secret && !left) {
                            row.set(snake ? column : camel(column), value(all, i));
                        }
                    }
                }
            }
        }
        return HttpStage.json(200, JsonNodeFactory.instance.objectNode().set(name, rows));
    }

    private static JsonNode value(ResultSet all, int i) throws SQLException {
        JsonNodeFactory make = JsonNodeFactory.instance;
        Object value = all.getObject(i);
        return switch (value) {
            case null -> make.nullNode();
            case Boolean so -> make.booleanNode(so);
            case java.sql.Timestamp time -> make.stringNode(time.toInstant().toString());
            default -> make.stringNode(value.toString());
        };
    }

    private static String camel(String column) {
        return Pattern.compile("_(.)")
                .matcher(column)
                .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    private boolean stream(OutputStream out, String bot) throws Exception {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:ready\n\n"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
        try (Connection open = database.connect();
                Statement listen = open.createStatement()) {
            listen.execute("LISTEN orginabox_gateway_events");
            out.write(":listening\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            int id = 0;
            while (true) {
                var news = open.unwrap(PGConnection.class).getNotifications(1000);
                for (var one : news == null ? List.<org.postgresql.PGNotification>of() : List.of(news)) {
                    if (one.getParameter().contains(bot)) {
                        out.write(("id: " + ++id + "\nevent: changed\ndata: {}\n\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }
}
