package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Secret;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** By what a gateway lets the console connect. */
sealed interface LiveCredential {
    /**
     * The gateway's token, which all its owner's programs share.
     *
     * @param secret the token
     */
    record Token(Secret secret) implements LiveCredential {}

    /**
     * The gateway's password.
     *
     * @param secret the password
     */
    record Password(Secret secret) implements LiveCredential {}

    /**
     * The token that the gateway gave to this console as a device.
     *
     * @param secret the token
     */
    record DeviceToken(Secret secret) implements LiveCredential {}

    /** None: the gateway wants none, or knows the device. */
    record None() implements LiveCredential {}

    /** What {@code connect} sends of it; empty if nothing. */
    default ObjectNode auth() {
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case Token token -> auth.put("token", token.secret().value());
            case Password password -> auth.put("password", password.secret().value());
            case DeviceToken device -> auth.put("deviceToken", device.secret().value());
            case None _ -> auth;
        };
    }

    /** What a signature covers of it. A password is not covered (OpenClaw 2026.9.6, device-auth). */
    default String signed() {
        return switch (this) {
            case Token token -> token.secret().value();
            case DeviceToken device -> device.secret().value();
            case Password _, None _ -> "";
        };
    }
}
