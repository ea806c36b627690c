package dev.gatehouse.gateway.openclaw;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a gateway did not do what it was asked (OpenClaw 2026.9.6, error shape of gateway-protocol).
 *
 * @param code the sort of error
 * @param message the gateway's words, made safe to show
 * @param details what else it says, empty where it says nothing
 * @param retryAfter when it wants to be asked again, zero if it does not say
 */
record LiveError(String code, String message, ObjectNode details, Duration retryAfter) {
    /** The finer code, which is the thing to go by; empty where there is none. */
    String detail() {
        return text("code");
    }

    /** A text among the details, made safe to show; empty where there is none. */
    String text(String key) {
        JsonNode value = details.path(key);
        return value.isString() ? Plain.text(value.stringValue()) : "";
    }

    /** The code and the words, for who wants to know more. */
    String words() {
        String sort = detail().isEmpty() ? code : detail();
        return message.isEmpty() ? sort : sort + ": " + message;
    }

    /** Without the details, which tell of others' devices. */
    @Override
    public String toString() {
        return "LiveError[" + code + " " + detail() + "]";
    }
}
