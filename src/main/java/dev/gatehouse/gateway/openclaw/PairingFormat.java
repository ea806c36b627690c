package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.RequestKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file of one channel's pending direct messages, {@code <channel>-pairing.json} (OpenClaw 2026.7.1, pairing-store).
 *
 * @param profile id of the gateway profile
 * @param channel the channel
 * @param senders how its ids are written
 */
record PairingFormat(String profile, String channel, SenderIds senders) implements Format<Row<DmRequest>> {
    /** How long a code lives. */
    static final Duration LIFE = Duration.ofHours(1);

    /** How many may wait at once. */
    static final int PLACES = 3;

    static final String REQUESTS = "requests";

    private static final int MOST_DETAILS = 16;

    @Override
    public Rows<Row<DmRequest>> parse(JsonNode root, String path) {
        JsonNode version = root.get("version");
        if (!root.isObject()
                || (version != null
                        && (!version.isNumber() || version.decimalValue().compareTo(BigDecimal.ONE) != 0))) {
            return Rows.bad(new Problem.Malformed(path, "not version 1"));
        }
        if (!root.path(REQUESTS).isArray()) {
            return Rows.bad(new Problem.Malformed(path, "no list of requests"));
        }
        List<Row<DmRequest>> rows = new ArrayList<>();
        @Nullable Problem problem = null;
        int place = 0;
        for (JsonNode node : root.path(REQUESTS)) {
            place++;
            try {
                Entry entry = Entry.of(node);
                rows.add(new Row<>(request(entry), entry.node()));
            } catch (Entry.Bad e) {
                problem = new Problem.Malformed(path, "request " + place + ": " + e.getMessage());
            }
        }
        return new Rows<>(rows, problem);
    }

    /** Understands one request. */
    DmRequest request(Entry entry) throws Entry.Bad {
        String sender = entry.need("id");
        String code = entry.need("code").strip();
        Instant created = entry.needTime("createdAt");
        Instant seen = entry.text("lastSeenAt").isBlank() ? created : entry.needTime("lastSeenAt");
        Map<String, String> meta = meta(entry.node().get("meta"));
        String account = FileNames.account(meta.get("accountId"));
        // The id as the allow list will have it, so that request and grant are about the same subject.
        String entered = senders.entry(channel, sender);
        return new DmRequest(
                RequestKey.dm(profile, channel, account, entered == null ? Plain.id(sender.strip()) : entered),
                id(account, sender, entry.need("createdAt")),
                new PairingCode(code, PairingCode.Direction.FROM_STRANGER),
                name(meta),
                details(meta),
                created,
                seen.isBefore(created) ? created : seen,
                created.plus(LIFE));
    }

    static Map<String, String> meta(@Nullable JsonNode meta) throws Entry.Bad {
        if (meta == null || meta.isNull()) {
            return Map.of();
        }
        if (!(meta instanceof ObjectNode object)) {
            throw new Entry.Bad("meta");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().stream()
                .filter(entry -> entry.getValue().isString())
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
        return texts;
    }

    static Name name(Map<String, String> meta) {
        String full = Stream.of("firstName", "lastName")
                .map(key -> meta.getOrDefault(key, ""))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
        return Stream.of(
                        full,
                        meta.getOrDefault("name", ""),
                        meta.getOrDefault("username", ""),
                        meta.getOrDefault("tag", ""))
                .map(Name::of)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(Name.NONE);
    }

    static Map<String, String> details(Map<String, String> meta) {
        Map<String, String> details = new LinkedHashMap<>();
        meta.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("accountId"))
                .map(entry -> Map.entry(Plain.text(entry.getKey()), Plain.text(entry.getValue())))
                .filter(entry -> !entry.getKey().isEmpty() && !entry.getValue().isEmpty())
                .limit(MOST_DETAILS)
                .forEach(entry -> details.put(entry.getKey(), entry.getValue()));
        return details;
    }

    /** The id that later versions of the product give such a request (OpenClaw 2026.9.6, channels.pairing.list). */
    private String id(String account, String sender, String createdAt) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", channel, account, sender, createdAt)
                            .getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public JsonNode empty() {
        ObjectNode empty = JsonNodeFactory.instance.objectNode().put("version", 1);
        empty.putArray(REQUESTS);
        return empty;
    }

    @Override
    public boolean newLine() {
        return true;
    }
}
