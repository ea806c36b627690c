package dev.gatehouse.interop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device or a node that knocks at gateways with a key of its own, as a real one does (OpenClaw 2026.7.1 and 2026.9.6,
 * protocol 4, signature v3). It stays the same one whatever it calls itself or asks for.
 *
 * @param keys Ed25519
 * @param client the program that it says it is
 * @param name what it calls itself
 * @param role {@code operator} or {@code node}
 * @param scopes what an operator asks for
 * @param commands what a node offers to do
 * @param auth what it shows beside its signature: {@code token}, {@code deviceToken}, {@code bootstrapToken} or
 *     nothing, and the value
 */
record Device(
        KeyPair keys,
        Client client,
        String name,
        String role,
        List<String> scopes,
        List<String> commands,
        Map<String, String> auth) {
    private static final int RAW_KEY = 32;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A program and its mode, from the product's list of those it knows. */
    enum Client {
        /** The command line, or a person's device. */
        CLI("cli", "cli", "linux", ""),
        /** Something that talks to the gateway on its own. */
        BACKEND("gateway-client", "backend", "linux", ""),
        /** The program that runs on a node. */
        NODE("node-host", "node", "linux", ""),
        /** The program on a phone. */
        PHONE("openclaw-android", "node", "android", "Android");

        private final String id;
        private final String mode;
        private final String platform;
        private final String family;

        Client(String id, String mode, String platform, String family) {
            this.id = id;
            this.mode = mode;
            this.platform = platform;
            this.family = family;
        }

        /** What it says of itself. */
        ObjectNode describe(String name) {
            ObjectNode described = JSON.createObjectNode()
                    .put("id", id)
                    .put("displayName", name)
                    .put("version", "1.0.0")
                    .put("platform", platform)
                    .put("mode", mode);
            return family.isEmpty() ? described : described.put("deviceFamily", family);
        }
    }

    /** A new device of a person, which knows the gateway's token. */
    static Device operator(String name, String... scopes) {
        return new Device(key(), Client.CLI, name, "operator", List.of(scopes), List.of(), token());
    }

    /** A new node, which knows the gateway's token. */
    static Device node(String name, String... commands) {
        return new Device(key(), Client.NODE, name, "node", List.of(), List.of(commands), token());
    }

    /** A new phone, which knows the token that a setup code carries, and nothing else. */
    static Device phone(String name, String bootstrapToken) {
        return new Device(
                key(),
                Client.PHONE,
                name,
                "node",
                List.of(),
                List.of("camera.snap"),
                Map.of("bootstrapToken", bootstrapToken));
    }

    private static Map<String, String> token() {
        return Map.of("token", OpenClawState.TOKEN);
    }

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same one, calling itself {@code other}. */
    Device named(String other) {
        return new Device(keys, client, other, role, scopes, commands, auth);
    }

    /** The same one, asking for {@code others}. */
    Device asking(String... others) {
        return new Device(keys, client, name, role, List.of(others), commands, auth);
    }

    /** The same one, offering {@code others}. */
    Device offering(String... others) {
        return new Device(keys, client, name, role, scopes, List.of(others), auth);
    }

    /** The same one, running another program. */
    Device running(Client other) {
        return new Device(keys, other, name, role, scopes, commands, auth);
    }

    /** The same one, showing {@code value} as {@code kind} and nothing else: {@code token} or {@code deviceToken}. */
    Device showing(String kind, String value) {
        return new Device(keys, client, name, role, scopes, commands, Map.of(kind, value));
    }

    /** As the product computes it: the hash of the raw key. */
    String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rawKey()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** As the product writes it. */
    String publicKey() {
        return BASE64.encodeToString(rawKey());
    }

    private byte[] rawKey() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_KEY, encoded.length);
    }

    /** Knocks. The gateway may say no, see {@link Wire#error()}; knocking again is what a real one does then. */
    Wire knock(URI gateway) {
        return Wire.open(gateway, this::greeting);
    }

    /** What it says when it knocks, given the gateway's challenge. */
    ObjectNode greeting(JsonNode challenge) {
        ObjectNode params = Greeting.params(client, name, role, scopes, auth);
        if (role.equals("node")) {
            params.putArray("caps").add("canvas");
            params.set("commands", JSON.valueToTree(commands));
        }
        String nonce = challenge.path("nonce").asString();
        long now = challenge.path("ts").asLong();
        params.putObject("device")
                .put("id", id())
                .put("publicKey", publicKey())
                .put("signature", signature(nonce, now))
                .put("signedAt", now)
                .put("nonce", nonce);
        return params;
    }

    private String signature(String nonce, long now) {
        String shown = auth.values().stream().findFirst().orElse("");
        String text = String.join(
                "|",
                "v3",
                id(),
                client.id,
                client.mode,
                role,
                String.join(",", scopes),
                Long.toString(now),
                shown,
                nonce,
                client.platform,
                client.family.toLowerCase(Locale.ROOT));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
