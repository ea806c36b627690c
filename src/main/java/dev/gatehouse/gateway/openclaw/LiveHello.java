package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Secret;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway says of itself and of the connection when it lets the console in (OpenClaw 2026.9.6, hello-ok). Prints
 * without the token.
 *
 * @param version the gateway's version, made safe, may be empty
 * @param protocol the version of the protocol that is spoken
 * @param methods the calls it says it knows; empty if it does not say
 * @param scopes what the connection may do
 * @param missing what was asked for and not given
 * @param byDeviceToken whether the console got in by its own token as a device; without {@code operator.admin} it can then
 *     manage no device but itself
 * @param device id of the console as a device, empty if it did not say that it is one
 * @param deviceToken a token for this console as a device, to be kept as a secret, or null
 * @param tick how often the gateway says that it is there
 * @param stateFolder the gateway's state folder on its own computer, or null; told to administrators only
 * @param configFile its config file, or null
 * @param lead how much the gateway's clock is ahead of this computer's
 */
record LiveHello(
        String version,
        int protocol,
        Set<String> methods,
        LiveScopes scopes,
        LiveScopes missing,
        boolean byDeviceToken,
        String device,
        @Nullable Secret deviceToken,
        Duration tick,
        @Nullable String stateFolder,
        @Nullable String configFile,
        Duration lead) {
    /** The protocol of OpenClaw since 2026.7. */
    private static final int LATER = 4;

    private static final long TICK_MILLIS = 30_000;
    private static final long SHORTEST_TICK_MILLIS = 1_000;
    private static final long LONGEST_TICK_MILLIS = 600_000;
    private static final int LONGEST_PATH = 4096;

    /** Keeps its own copy. */
    LiveHello {
        methods = Set.copyOf(methods);
    }

    /** A hello that makes no sense. Says which part. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String part) {
            super(part);
        }
    }

    /**
     * Reads the answer to {@code connect}.
     *
     * @param asked the scopes that were wanted
     * @param device id of the device that was proved, or empty
     * @param byDeviceToken whether its token was sent; a gateway before 2026.8 does not say what counted
     */
    static LiveHello of(ObjectNode hello, LiveScopes asked, String device, boolean byDeviceToken, Duration lead)
            throws Bad {
        JsonNode protocol = hello.path("protocol");
        if (!protocol.isInt()) {
            throw new Bad("protocol");
        }
        JsonNode auth = hello.path("auth");
        LiveScopes granted = scopes(auth, asked);
        JsonNode tick = hello.path("policy").path("tickIntervalMs");
        return new LiveHello(
                Plain.text(text(hello.path("server"), "version")),
                protocol.intValue(),
                texts(hello.path("features").path("methods")),
                granted,
                granted.missing(asked),
                text(auth, "method").isEmpty()
                        ? byDeviceToken
                        : text(auth, "method").equals("device-token"),
                device,
                secret(text(auth, "deviceToken")),
                Duration.ofMillis(
                        tick.isNumber() && tick.canConvertToLong()
                                ? Math.clamp(tick.asLong(TICK_MILLIS), SHORTEST_TICK_MILLIS, LONGEST_TICK_MILLIS)
                                : TICK_MILLIS),
                path(text(hello.path("snapshot"), "stateDir")),
                path(text(hello.path("snapshot"), "configPath")),
                lead);
    }

    /** Whether {@code method} can be called. */
    boolean knows(String method) {
        return methods.contains(method) || (methods.isEmpty() && !early());
    }

    /**
     * Whether it is Fased or an OpenClaw of early 2026: these end no connection of a device that is removed, and look at no
     * scopes when a device is approved (Fased 0.1.76, server-methods/devices).
     */
    boolean early() {
        return protocol < LATER;
    }

    /** An older gateway says nothing of the scopes unless it gives a token; then those asked for are granted. */
    private static LiveScopes scopes(JsonNode auth, LiveScopes asked) {
        JsonNode scopes = auth.path("scopes");
        return scopes.isArray()
                ? new LiveScopes(scopes.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList())
                : asked;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        if (array.isArray()) {
            array.valueStream().filter(JsonNode::isString).forEach(text -> texts.add(text.stringValue()));
        }
        return texts;
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? value.stringValue() : "";
    }

    private static @Nullable Secret secret(String text) {
        return text.isBlank() ? null : new Secret(text);
    }

    private static @Nullable String path(String text) {
        boolean sound = !text.isBlank()
                && text.length() <= LONGEST_PATH
                && text.codePoints().noneMatch(point -> Character.isISOControl(point));
        return sound ? text : null;
    }
}
