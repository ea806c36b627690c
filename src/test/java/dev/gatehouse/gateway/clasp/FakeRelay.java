package dev.gatehouse.gateway.clasp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A simulator of a relay's admin API, written from the source of clasp-relay 4.5.0 and never compared with one: it proves
 * nothing about the real product.
 */
final class FakeRelay implements AutoCloseable {
    static final String TOKEN = "cpsk_0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerSocket listening;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, ObjectNode> entities = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Quirk quirk = Quirk.NONE;

    /** What it does wrong, or what goes wrong. */
    enum Quirk {
        NONE,
        TOKEN_EXPIRED,
        TOKEN_INVALID,
        NOT_ADMIN,
        NO_REGISTRY,
        SERVER_ERROR,
        NOT_JSON,
        HALF,
        SILENT,
        REDIRECT,
        TOO_OFTEN,
        /** Says that it has set the status, and has not. */
        STATUS_IGNORED,
        /** Makes the entity and says nothing. */
        CREATES_MUTELY,
        /** Takes only what reads, and breaks off what writes before it is done. */
        DEAF_TO_POST
    }

    FakeRelay() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    /** Behind TLS, for one. */
    FakeRelay(ServerSocketFactory sockets) throws IOException {
        listening = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().name("fake relay").start(this::accept);
    }

    String address() {
        return (listening instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + listening.getLocalPort();
    }

    void become(Quirk next) {
        quirk = next;
    }

    List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** The entity {@code id} as it is kept. */
    ObjectNode entity(String id) {
        return Objects.requireNonNull(entities.get(id), id);
    }

    int size() {
        return entities.size();
    }

    /** Somebody else makes an entity. */
    void put(String id, String name, String status, List<String> tags, List<String> scopes) {
        ObjectNode entity = JSON.createObjectNode().put("id", id).put("entity_type", "device");
        entity.put("name", name).put("status", status);
        entity.set("tags", JSON.valueToTree(tags));
        entity.set("scopes", JSON.valueToTree(scopes));
        entities.put(id, entity);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().name("fake relay connection").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            WebRequest request = WebRequest.read(socket.getInputStream(), socket.getInetAddress());
            asked.add(request.method() + " " + request.path());
            String answer = answer(request);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
        } catch (IOException | WebRequest.Unserved | UncheckedIOException _) {
            // The other side hung up.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(WebRequest request) throws InterruptedException {
        boolean writes = !request.method().equals("GET");
        return switch (quirk) {
            case TOKEN_EXPIRED -> error(401, "token expired");
            case TOKEN_INVALID -> error(401, "invalid token");
            case NOT_ADMIN -> error(403, "admin scope required");
            case NO_REGISTRY -> http(404, "text/plain", "");
            case SERVER_ERROR -> http(500, "text/html", "<h1>oops</h1>");
            case NOT_JSON -> http(200, "text/html", "<h1>welcome</h1>");
            case HALF -> "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n[{\"id\":";
            case SILENT -> {
                closed.await();
                yield "";
            }
            case REDIRECT -> "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/api\r\nContent-Length: 0\r\n\r\n";
            case TOO_OFTEN -> "HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
            case DEAF_TO_POST -> writes ? "" : registry(request);
            case CREATES_MUTELY -> {
                String said = registry(request);
                yield request.method().equals("POST") ? "" : said;
            }
            case NONE, STATUS_IGNORED -> registry(request);
        };
    }

    private String registry(WebRequest request) {
        if (!request.header("authorization").orElse("").equals("Bearer " + TOKEN)) {
            return error(401, "invalid token");
        }
        String[] parts = request.path().substring(1).split("/");
        String id = parts.length > 2 ? URLDecoder.decode(parts[2], StandardCharsets.UTF_8) : "";
        synchronized (entities) {
            return switch (request.method()) {
                case "GET" -> id.isEmpty() ? list(request.query()) : get(id);
                case "POST" -> create(JSON.readTree(request.text()));
                case "PUT" ->
                    status(id, JSON.readTree(request.text()).path("status").asString(""));
                case "DELETE" -> entities.remove(id) == null ? error(404, "entity not found") : http(204, "", "");
                default -> http(405, "text/plain", "");
            };
        }
    }

    private String list(String query) {
        int offset = Integer.parseInt(query.replaceFirst(".*offset=(\\d+).*", "$1"));
        int limit = Integer.parseInt(query.replaceFirst(".*limit=(\\d+).*", "$1"));
        ArrayNode rows = JSON.createArrayNode();
        List<ObjectNode> newest = new ArrayList<>(entities.values()).reversed();
        newest.stream().skip(offset).limit(limit).forEach(rows::add);
        return http(200, "application/json", rows.toString());
    }

    private String get(String id) {
        ObjectNode entity = entities.get(id);
        return entity == null ? error(404, "entity not found") : http(200, "application/json", entity.toString());
    }

    private String create(JsonNode body) {
        if (!List.of("device", "user", "service", "router")
                .contains(body.path("entity_type").asString(""))) {
            return http(422, "text/plain", "unknown variant");
        }
        byte[] key = HexFormat.of().parseHex(body.path("public_key").asString(""));
        String id = EntityKey.id(key);
        if (entities.containsKey(id)) {
            return error(409, "failed to create entity: duplicate");
        }
        ObjectNode entity = JSON.createObjectNode().put("id", id).put("status", "active");
        for (String field : List.of("entity_type", "name", "tags", "namespaces", "scopes", "metadata")) {
            JsonNode value = body.path(field);
            if (!value.isContainer() || !value.isEmpty()) {
                entity.set(field, value);
            }
        }
        entities.put(id, entity);
        return http(201, "application/json", entity.toString());
    }

    private String status(String id, String status) {
        ObjectNode entity = entities.get(id);
        if (entity == null) {
            return error(500, "failed to update status: not found");
        }
        if (quirk != Quirk.STATUS_IGNORED) {
            entity.put("status", status);
        }
        return http(200, "", "");
    }

    private static String error(int status, String text) {
        return http(
                status,
                "application/json",
                JSON.createObjectNode().put("error", text).toString());
    }

    private static String http(int status, String type, String body) {
        return "HTTP/1.1 " + status + " X\r\n"
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
    }
}
